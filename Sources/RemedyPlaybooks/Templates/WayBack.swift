import DaemonSetPatching
import KubernetesModel

/// The exact way back from a remedy's patches: each field gets the value that the snapshot's DaemonSet has.
enum WayBack {
    /// The commands that take back the patches among `commands` and delete what they create, the last one first.
    ///
    /// - Returns: nil where there is nothing of the kind, or a patch of which not every value before is known.
    static func commands(from commands: [[String]], of daemonSet: DaemonSet?) -> [[String]]? {
        guard let daemonSet else { return nil }
        var back: [[String]] = []
        for command in commands {
            if let deletion = deletion(ofCreated: command) {
                back.append(deletion)
                continue
            }
            guard patches(command, daemonSet) else { continue }
            guard let option = command.firstIndex(of: "-p"), command.indices.contains(option + 1) else { return nil }
            let word = command.first { $0.hasPrefix("--type=") }?.dropFirst("--type=".count) ?? "strategic"
            guard let kind = PatchReversal.Kind(rawValue: String(word)),
                let patch = PatchReversal.reversed(command[option + 1], kind, of: daemonSet)
            else { return nil }
            var reverse = command
            reverse[option + 1] = patch
            back.append(reverse)
        }
        return back.isEmpty ? nil : back.reversed()
    }

    /// `kubectl -n NS create [secret docker-registry] NAME …` is undone by `delete`.
    private static func deletion(ofCreated command: [String]) -> [String]? {
        guard command.count > 5, command.starts(with: ["kubectl", "-n"]), command[3] == "create" else { return nil }
        let isSecret = command[4] == "secret"
        guard command.indices.contains(isSecret ? 6 : 5) else { return nil }
        let kind = command[4] == "quota" ? "resourcequota" : command[4]
        return Array(command[..<3]) + ["delete", kind, command[isSecret ? 6 : 5]]
    }

    private static func patches(_ command: [String], _ daemonSet: DaemonSet) -> Bool {
        guard command.first == "kubectl", let verb = command.firstIndex(of: "patch"), command.count > verb + 2 else {
            return false
        }
        return command[verb + 1] == "daemonset" && command[verb + 2] == daemonSet.name
    }
}
