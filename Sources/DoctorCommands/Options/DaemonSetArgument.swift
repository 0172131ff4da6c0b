import ArgumentParser
import Wording

extension DaemonSetName: ExpressibleByArgument {
    /// The words of kubectl for the kind.
    private static let kinds: Set = ["daemonset", "daemonsets", "daemonset.apps", "daemonsets.apps", "ds"]

    /// Takes `[NAMESPACE/]NAME`, `daemonset/NAME` and `ds/NAME`. Whatever else it is, is told when the options are
    /// checked: ``requireNoPath()``.
    package init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 2 where Self.kinds.contains(parts[0].lowercased()) && !parts[1].isEmpty: self.init(name: parts[1])
        case 3 where Self.kinds.contains(parts[0].lowercased()) && parts.allSatisfy { !$0.isEmpty }:
            self.init(namespace: parts[1], name: parts[2])
        case 2 where parts.allSatisfy { !$0.isEmpty }: self.init(namespace: parts[0], name: parts[1])
        case 1 where !argument.isEmpty: self.init(name: argument)
        case 0, 1: return nil
        default: self.init(name: argument)
        }
    }

    /// Makes sure that it is a name: a path is a snapshot that somebody forgot to call one.
    ///
    /// - Throws: a usage error, so that no cluster is asked for a file.
    func requireNoPath() throws {
        let text = description
        if Self.looksLikePath(text) {
            throw ValidationError("'\(text)' is a path, not a DaemonSet: did you mean --snapshot \(text)?")
        }
        guard name.contains("/") else { return }
        throw ValidationError("'\(text)' is not a DaemonSet's name: use NAME or NAMESPACE/NAME.")
    }

    /// Names are of lowercase letters, digits, `-` and `.`; of what ends files' names none ends a DaemonSet's.
    private static func looksLikePath(_ text: String) -> Bool {
        let ends = [".json", ".yaml", ".yml", ".gz", ".tgz", ".zst", ".xz", ".bz2", ".tar", ".zip", ".txt"]
        return ["/", "./", "../", "~"].contains(where: text.hasPrefix) || text == "." || text == ".."
            || ends.contains(where: text.lowercased().hasSuffix) || text.hasSuffix("/")
    }
}
