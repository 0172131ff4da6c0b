import ArgumentParser

/// `dsdoctor playbooks`: what remedies are made of.
struct Playbooks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "playbooks",
        abstract: "List, show and check playbooks, the files that remedies come from.",
        discussion: """
            EXAMPLES
              dsdoctor playbooks list
              dsdoctor playbooks show free-space
              dsdoctor playbooks validate own-playbooks
            """,
        subcommands: [PlaybooksList.self, PlaybooksShow.self, PlaybooksValidate.self])
}
