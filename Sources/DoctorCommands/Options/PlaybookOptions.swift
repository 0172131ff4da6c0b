import ArgumentParser

/// Which playbooks remedies come from.
struct PlaybookOptions: ParsableArguments {
    @Option(
        name: .customLong("playbooks"),
        help: ArgumentHelp(
            "Add the playbooks in this directory. They replace built-in ones of the same id.",
            valueName: "dir"),
        completion: .directory)
    var directory: String?
}
