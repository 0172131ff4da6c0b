import ArgumentParser

/// `dsdoctor`: the root of all commands.
package struct DoctorCommand: ParsableCommand {
    static let name = "dsdoctor"

    package static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "Diagnose Kubernetes DaemonSets node by node: what is wrong, why, and the fix.",
        discussion: """
            Reads the cluster that kubectl uses, or a snapshot with --snapshot. Never
            writes to a cluster. Without a command it diagnoses.

              dsdoctor -A                          diagnose the live cluster
              dsdoctor --snapshot cluster.json     diagnose a saved one
              dsdoctor logging/agent               diagnose one DaemonSet
              dsdoctor collect -o cluster.json.gz  save the live cluster
              dsdoctor rbac                        print the rights it needs

            EXIT CODES
              0   nothing found at or above the severity of --fail-on
              1   something found at or above it
              2   input unreadable, output not written, or a DaemonSet not judged
                  because its data is missing
              64  usage error
            """,
        version: ProgramVersion.text,
        subcommands: [
            Diagnose.self, WatchCluster.self, MakePlan.self, Placement.self, Rollout.self, Simulate.self,
            Collect.self, Diff.self, Replay.self, RBAC.self, Explain.self, Playbooks.self, Completion.self,
            CompleteWords.self,
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
