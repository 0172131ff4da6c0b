import ArgumentParser

/// `dsdoctor playbooks`: what remedies are made of.
struct Playbooks: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "playbooks",
        abstract: "List, show and check playbooks, the files behind remedies.",
        discussion: """
            EXAMPLES
              dsdoctor playbooks list
              dsdoctor playbooks show free-space
              dsdoctor playbooks validate own-playbooks

            EXIT CODES
              0   done; for validate: all playbooks are valid
              1   validate: some are not
              2   input unreadable or output not written
              64  usage error
            """,
        subcommands: [PlaybooksList.self, PlaybooksShow.self, PlaybooksValidate.self])
}
