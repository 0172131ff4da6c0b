import ClusterSnapshot
import KubernetesModel
import Wording

/// Who listens on a port of a node, as far as specs tell: also those that name it in an argument, a variable or a probe
/// only, which the scheduler does not see.
struct PortHolder: Equatable, Sendable {
    /// `namespace/name` of the workload.
    var workload: String
    /// How that is known, for instance `its argument --listen=:9100`.
    var sign: String

    /// The pods on the node, but for `pod`, that are known to listen on `port`.
    static func holders(of port: WholeNumber, on node: NodeSituation, besides pod: Pod, in index: ClusterIndex)
        -> [PortHolder]
    {
        var found: [PortHolder] = []
        for position in index.podsByNode[node.position] {
            let other = index.snapshot.pods[position]
            guard !other.isTerminal, other.metadata.qualifiedName != pod.metadata.qualifiedName,
                let sign = sign(of: port, in: other)
            else { continue }
            let holder = PortHolder(workload: name(of: other), sign: sign)
            if !found.contains(where: { $0.workload == holder.workload }) { found.append(holder) }
        }
        return found
    }

    /// The workloads on the node's network whose pods on this node run a container of the same image: what listens on a
    /// port of its own accord, as sidecars do, listens on the same one there.
    static func twins(ofImage image: String, on node: NodeSituation, besides pod: Pod, in index: ClusterIndex)
        -> [String]
    {
        let repository = ImageReference.repository(of: image)
        guard !repository.isEmpty else { return [] }
        var found: [String] = []
        for position in index.podsByNode[node.position] {
            let other = index.snapshot.pods[position]
            guard !other.isTerminal, other.spec.isHostNetwork,
                other.metadata.qualifiedName != pod.metadata.qualifiedName,
                other.spec.allContainers.contains(where: { ImageReference.repository(of: $0.image) == repository })
            else { continue }
            let name = name(of: other)
            if !found.contains(name) { found.append(name) }
        }
        return found
    }

    /// The workload, and the Service that a load balancer's pod (k3s' klipper-lb) serves.
    static func name(of pod: Pod) -> String {
        let labels = pod.metadata.labels
        let workload = Workload.name(of: pod) + (pod.isMirror ? " (static pod)" : "")
        guard let service = labels["svccontroller.k3s.cattle.io/svcname"] else { return workload }
        let namespace = labels["svccontroller.k3s.cattle.io/svcnamespace"].map { "\($0)/" } ?? ""
        return "\(workload) (for Service \(namespace)\(service) of type LoadBalancer)"
    }

    private static func sign(of port: WholeNumber, in pod: Pod) -> String? {
        for container in pod.spec.allContainers {
            if container.ports.contains(where: { $0.hostPort == port }) { return "hostPort" }
            guard pod.spec.isHostNetwork else { continue }
            if container.ports.contains(where: { $0.containerPort == port }) { return "host network" }
            for word in container.command + container.args where isNamed(port, in: word) {
                return "host network; its argument \(Wording.shortenedInMiddle(word, limit: 60))"
            }
            for variable in container.plainVariables where isNamed(port, in: variable.value) {
                return "host network; its variable \(variable.name)"
            }
            let probes = [container.livenessProbe, container.readinessProbe, container.startupProbe]
            if probes.compactMap({ $0 }).contains(where: { isNamed(port, in: $0.action) }) {
                return "host network; its probe asks there"
            }
        }
        return nil
    }

    /// Whether a text names a port: `:9100`, `port=9100`, or `9100` alone.
    static func isNamed(_ port: WholeNumber, in text: String) -> Bool {
        let digits = String(port)
        if text == digits { return true }
        var rest = text[...]
        while let range = rest.firstRange(of: digits) {
            // Bytes are searched, so the digits may begin within a character: there is none before them then.
            let before = text[..<range.lowerBound].last ?? " "
            let after = text[range.upperBound...].first ?? " "
            if ":=".contains(before), !after.isNumber, after != "." { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }
}

/// The port that a line of a log says is taken.
enum TakenPort {
    /// Reads `listen tcp :9100: bind: address already in use`, `EADDRINUSE: address already in use :::3000`,
    /// `bind() to 0.0.0.0:80 failed (98: Address already in use)`, `port 9100 is already allocated`.
    static func port(in line: String) -> WholeNumber? {
        let folded = line.lowercased()
        let marks = ["address already in use", "address in use", "already allocated", "already in use", "eaddrinuse"]
        guard let mark = marks.compactMap({ folded.firstRange(of: $0) }).first else { return nil }
        return ports(in: folded[..<mark.lowerBound]).last ?? ports(in: folded[mark.upperBound...]).first
    }

    /// The numbers behind a colon or the word port, but for those of a time of day.
    private static func ports(in text: Substring) -> [WholeNumber] {
        var found: [WholeNumber] = []
        var place = text.startIndex
        while place < text.endIndex {
            let isBehindColon = text[place] == ":"
            let isBehindWord = text[place...].hasPrefix("port ") || text[place...].hasPrefix("port: ")
            guard isBehindColon || isBehindWord else {
                place = text.index(after: place)
                continue
            }
            let start =
                isBehindColon ? text.index(after: place) : text[place...].firstIndex { $0.isNumber } ?? text.endIndex
            let digits = text[start...].prefix { $0.isASCII && $0.isNumber }
            let isOfTime =
                isBehindColon && digits.count == 2 && text[..<place].last?.isNumber == true
                && text[..<place].suffix(3).first?.isNumber != true
            if let port = WholeNumber(digits), port > 0, port < 65_536, !isOfTime { found.append(port) }
            place = digits.isEmpty ? text.index(after: place) : digits.endIndex
        }
        return found
    }
}
