import ArgumentParser

/// How a diagnosis judges: its inputs beside the cluster, and its exit code.
struct JudgingOptions: ParsableArguments {
    @Option(
        name: .customLong("fail-on"),
        help: "Exit with 1 if a finding has at least this severity.")
    var failureThreshold: FailureThreshold = .critical

    @Flag(help: "Add advice where nothing is wrong: priorities, requests, limits, tolerations.")
    var advice = false

    @OptionGroup
    var playbooks: PlaybookOptions

    @Option(
        name: .customLong("log-signatures"),
        help: ArgumentHelp(
            "Also search logs for the signatures in this YAML file. They replace built-in ones of the same name.",
            valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var logSignatureFile: String?
}

/// Inputs of a diagnosis beside the cluster, its exit code, and where to save what was read.
struct DiagnosisOptions: ParsableArguments {
    @OptionGroup
    var judging: JudgingOptions

    var failureThreshold: FailureThreshold { judging.failureThreshold }
    var advice: Bool { judging.advice }
    var playbooks: PlaybookOptions { judging.playbooks }
    var logSignatureFile: String? { judging.logSignatureFile }

    @Option(
        name: .customLong("save"),
        help: ArgumentHelp("Also save what was read to this file, redacted.", valueName: "file"),
        completion: .file(extensions: ["json", "gz", "zst"]))
    var savedFile: String?

    func validate() throws {
        if savedFile == "" { throw ValidationError("The value of --save is empty.") }
        if savedFile == "-" { throw ValidationError("--save needs a file: the report goes to standard output.") }
    }
}
