import ArgumentParser

/// Which playbooks remedies come from.
struct PlaybookOptions: ParsableArguments {
    @Option(
        name: .customLong("playbooks"),
        help: ArgumentHelp(
            "Add the playbooks of this directory; they take the place of built-in ones with the same id.",
            valueName: "dir"),
        completion: .directory)
    var directory: String?
}
