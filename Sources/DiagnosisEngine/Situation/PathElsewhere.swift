import KubernetesModel
import Wording

/// A path in a program's log that the pod mounts from another place of the node: the kubelet's directory of another
/// distribution, for instance.
struct PathElsewhere: Equatable, Sendable {
    /// The path as the log has it.
    var said: String
    /// The path that the pod's volume has.
    var mounted: String
    /// The container's environment variable whose value it is; nil where an argument or nothing of the template names it.
    var variable: String?
    /// The container's argument that names it.
    var argument: String?

    /// The first path in `line` that the container doesn't mount, whose end is that of a hostPath volume, and whose beginning is not.
    init?(in line: String, of container: Container?, pod: Pod) {
        let volumes = pod.spec.volumes.compactMap { volume -> [Substring]? in
            guard case .hostPath(let path, _) = volume.source else { return nil }
            let parts = path.split(separator: "/")
            return parts.count > 2 ? parts : nil
        }
        guard !volumes.isEmpty else { return nil }
        for said in Self.paths(in: line) {
            let parts = said.split(separator: "/")
            let isMounted = container?.volumeMounts.contains { parts.starts(with: $0.mountPath.split(separator: "/")) }
            guard isMounted != true, !volumes.contains(where: { parts.starts(with: $0) }) else { continue }
            // The longest end that is in the path as well, two parts at least.
            for volume in volumes {
                guard let rest = Self.rest(of: parts, behind: volume.suffix(2)) else { continue }
                self.said = said
                mounted = "/" + (volume + rest).joined(separator: "/")
                variable = container?.plainVariables.first { $0.value == said }?.name
                argument = ((container?.command ?? []) + (container?.args ?? [])).first { $0.hasSuffix(said) }
                return
            }
        }
        return nil
    }

    /// The part of `parts` behind the parts `end`; nil if they are not in it one after the other.
    private static func rest(of parts: [Substring], behind end: ArraySlice<Substring>) -> ArraySlice<Substring>? {
        guard parts.count >= end.count else { return nil }
        let start = (0...parts.count - end.count).first { parts[$0..<$0 + end.count].elementsEqual(end) }
        return start.map { parts[($0 + end.count)...] }
    }

    /// The absolute paths of a line; `unix:` before a socket's is left out.
    static func paths(in line: String) -> [String] {
        let ends: Set<Character> = [" ", "\"", "'", ",", ";", "(", ")", "[", "]", "{", "}", "=", "`", "\\"]
        return line.split { ends.contains($0) }.compactMap { word in
            var path = word
            if path.hasPrefix("unix:") { path = path.dropFirst(5) }
            if path.hasPrefix("//") { path = path.dropFirst(2) }
            guard path.first == "/" else { return nil }
            return String(path.last == ":" ? path.dropLast() : path)
        }
    }

    /// ` The pod mounts PATH from the node, not OTHER.`
    var sentence: String {
        let name = variable.map { "environment variable \($0)" } ?? argument.map { "argument \($0)" }
        return " The pod mounts that from the node as \(mounted), not \(said)"
            + (name.map { ", which its \($0) names" } ?? "") + "."
    }

    /// The facts, as playbooks need them.
    var parameters: Parameters {
        var parameters: Parameters = ["loggedPath": .text(said), "mountedPath": .text(mounted)]
        parameters["pathVariable"] = variable.map { .text($0) }
        parameters["pathArgument"] = argument.map { .text($0) }
        return parameters
    }

    static let parameters: [ParameterDescription] = [
        .text("loggedPath", .optional), .text("mountedPath", .optional), .text("pathVariable", .optional),
        .text("pathArgument", .optional),
    ]
}
