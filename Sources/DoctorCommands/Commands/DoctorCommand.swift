import ArgumentParser

/// `dsdoctor`: the root of all commands.
package struct DoctorCommand: ParsableCommand {
    static let name = "dsdoctor"

    package static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "Finds out, node by node, why a Kubernetes DaemonSet is not healthy, and how to heal it.",
        discussion: """
            It reads the cluster that kubectl would ask, or with --snapshot a saved one, and
            never writes to a cluster. Without the name of a command it diagnoses.

              dsdoctor -A                          all DaemonSets of the live cluster
              dsdoctor --snapshot cluster.json     those of a saved one
              dsdoctor collect -o cluster.json.gz  save the live cluster
              dsdoctor rbac                        the rights that reading it takes

            EXIT CODES
              0   nothing was found at or above the severity of --fail-on
              1   something was
              2   the input could not be read, the output not be written, or a DaemonSet
                  not be judged (verdict unknown)
              64  the command line could not be understood
            """,
        version: "0.1.0",
        subcommands: [
            Diagnose.self, Placement.self, Simulate.self, Collect.self, Diff.self, Replay.self, RBAC.self,
            Explain.self, Playbooks.self,
        ],
        defaultSubcommand: Diagnose.self)

    package init() {}
}

/// A command that reads, computes and prints through what it is given, so that tests can run it.
protocol ContextualCommand: ParsableCommand {
    /// Does the command's work.
    ///
    /// - Returns: how the program ends.
    /// - Throws: whatever keeps it from its work; the program ends with ``ExitStatus/unreadable`` then.
    func run(in context: CommandContext) throws -> ExitStatus
}
