import ClusterSnapshot
import KubernetesModel
import Wording

/// The Service that a line of a log names as the one that wasn't reached, with how it is doing.
///
/// "i/o timeout", "connection refused" and "no such host" say that somebody else is at fault, or the way there. Where the
/// address or name is that of a Service, the snapshot holds whether there is such a Service and whether a pod stands behind it.
struct LogAddressee: Sendable {
    /// `Service kube-system/kube-dns (10.96.0.10)`.
    var name: String
    /// What is wrong with it, as a clause: `has no ready pod: coredns-1 is Pending (…)`; nil where pods are ready.
    var trouble: String?
    /// How many of its pods are ready.
    var readyPods: Int
    /// Whether it was asked to resolve a name.
    var isResolver: Bool

    /// The Service that `line` names; nil where it names none that the snapshot knows enough of.
    init?(in line: String, of pod: Pod, in situation: DaemonSetSituation) {
        let cluster = situation.cluster
        guard !cluster.snapshot.services.isEmpty else { return nil }
        for address in NetworkAddress.all(in: line) {
            if let position = cluster.services.byAddress[address.host] {
                self.init(
                    cluster.snapshot.services[position], resolves: address.isResolver, port: address.port, in: situation
                )
                return
            }
            guard !address.isResolver, let known = Self.service(named: address.host, for: pod, in: cluster) else {
                continue
            }
            if let service = known.service {
                self.init(service, resolves: false, port: address.port, in: situation)
                // Where its name isn't resolved nobody has tried the way to it.
                if address.isLookedUp, trouble == nil { return nil }
                return
            }
            self.init(
                name: "Service \(known.name)", trouble: "does not exist", readyPods: 0, isResolver: false)
            return
        }
        return nil
    }

    private init(name: String, trouble: String?, readyPods: Int, isResolver: Bool) {
        self.name = name
        self.trouble = trouble
        self.readyPods = readyPods
        self.isResolver = isResolver
    }

    private init?(_ service: Service, resolves: Bool, port: WholeNumber?, in situation: DaemonSetSituation) {
        // The API server's own Service has no selector.
        guard service.selector.map({ !$0.isEmpty }) ?? false, service.type != "ExternalName" else { return nil }
        // Pods of a namespace that was not saved are not missing.
        guard situation.cluster.podsByNamespace[service.namespace] != nil else { return nil }
        let pods = situation.pods(of: service)
        let address = service.isHeadless || service.clusterIP.isEmpty ? "" : " (\(service.clusterIP))"
        name = "Service \(service.metadata.qualifiedName)\(address)"
        isResolver = resolves
        readyPods = pods.count { $0.isReady && !$0.isTerminating }
        if pods.isEmpty {
            trouble = "selects no pod"
        } else if readyPods == 0 {
            trouble = "has no ready pod: \(Self.state(of: pods[0]))"
        } else if let port, !service.ports.isEmpty, !service.ports.contains(where: { $0.port == port }),
            !service.isHeadless
        {
            trouble = "has no port \(port): it offers \(Wording.list(service.ports.map { "\($0.port)" }, most: 4))"
        }
    }

    /// The Service that a name means in the pod's namespace; `service` is nil where the name is a Service's and there is none.
    private static func service(
        named host: String, for pod: Pod, in cluster: ClusterSituation
    ) -> (name: String, service: Service?)? {
        let parts = host.split(separator: ".", omittingEmptySubsequences: true).map(String.init)
        guard let first = parts.first, parts.count <= 5 else { return nil }
        let isFull = parts.count >= 3 && parts[2] == "svc"
        guard parts.count <= 2 || isFull else { return nil }
        let namespace = parts.count >= 2 ? parts[1] : pod.namespace
        let name = "\(namespace)/\(first)"
        if let position = cluster.services.byName[name] { return (name, cluster.snapshot.services[position]) }
        // A name of one or two parts may be any host's.
        guard isFull, cluster.services.namespaces.contains(namespace) else { return nil }
        return (name, nil)
    }

    /// `coredns-1 is Pending (0/1 nodes are available: …)`.
    private static func state(of pod: Pod) -> String {
        let words: String
        if pod.nodeName.isEmpty {
            words =
                pod.status.conditions[PodStatus.ConditionType.scheduled].map {
                    Wording.sentence(KubernetesWords.withoutPreemption($0.message))
                } ?? ""
        } else {
            words = pod.status.allContainerStatuses.lazy.compactMap(\.waiting?.reason).first { !$0.isEmpty } ?? ""
        }
        let state = pod.status.phase == .running ? "runs and is not ready" : "is \(pod.status.phase.rawValue)"
        return "\(pod.name) \(state)" + (words.isEmpty ? "" : " (\(words))")
    }

    /// ` Service kube-system/kube-dns (10.96.0.10) has no ready pod: ….`
    var sentence: String {
        if let trouble { return " \(name) \(trouble)." }
        return
            " \(name) has \(Wording.count(readyPods, "ready pod")), so what lies between is at fault: kube-proxy, the "
            + "network plugin or a NetworkPolicy."
    }

    static let parameterDescriptions: [ParameterDescription] = [
        .text("addressee", .optional), .text("addresseeTrouble", .optional), .truth("asksClusterDNS", .optional),
    ]

    var parameters: Parameters {
        var parameters: Parameters = ["addressee": .text(name), "asksClusterDNS": .truth(isResolver)]
        parameters["addresseeTrouble"] = trouble.map { .text($0) }
        return parameters
    }
}

/// A host that a line of a log names.
struct NetworkAddress: Equatable, Sendable {
    /// An address or a name, without port and brackets.
    var host: String
    var port: WholeNumber?
    /// Whether it is the name server that was asked: `lookup db on 10.96.0.10:53`.
    var isResolver = false
    /// Whether it is the name that was to be resolved.
    var isLookedUp = false

    /// The hosts of a line in its order, a name server that was asked first: whether it answers comes before what it says.
    static func all(in line: String) -> [NetworkAddress] {
        let words = line.prefix(2_000).split { " \t\"'`,;()<>=".contains($0) }
        var found: [NetworkAddress] = []
        var isLookup = false
        for (place, word) in words.enumerated() {
            if word == "lookup", place + 1 < words.count {
                isLookup = true
                let name = words[place + 1].drop { $0 == "." }
                if var address = address(in: name) ?? host(name) {
                    found.removeAll { $0.host == address.host }
                    address.isLookedUp = true
                    found.append(address)
                }
            } else if isLookup, word == "on", place + 1 < words.count, var address = address(in: words[place + 1]) {
                address.isResolver = true
                found.insert(address, at: 0)
            } else if let address = address(in: word), !found.contains(where: { $0.host == address.host }) {
                found.append(address)
            }
        }
        return Array(found.prefix(8))
    }

    /// A word that is `scheme://host/path`, `host:port` or `from->host:port`.
    private static func address(in word: Substring) -> NetworkAddress? {
        var rest = word
        while let arrow = rest.firstRange(of: "->") { rest = rest[arrow.upperBound...] }
        var hasScheme = false
        if let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
            hasScheme = true
        }
        rest = rest.prefix { !"/?#".contains($0) }
        while let last = rest.last, ":.]".contains(last), last != "]" { rest.removeLast() }
        if rest.first == "[", let end = rest.firstIndex(of: "]") {
            let host = rest[rest.index(after: rest.startIndex)..<end]
            return NetworkAddress(host: String(host), port: WholeNumber(rest[end...].dropFirst(2)))
        }
        guard let colon = rest.lastIndex(of: ":") else { return hasScheme ? host(rest) : nil }
        let digits = rest[rest.index(after: colon)...]
        guard digits.count <= 5, let port = WholeNumber(digits), let address = host(rest[..<colon]) else { return nil }
        return NetworkAddress(host: address.host, port: port)
    }

    private static func host(_ text: Substring) -> NetworkAddress? {
        var name = text
        while let last = name.last, ".:".contains(last) { name.removeLast() }
        guard !name.isEmpty, name.utf8.count <= 253,
            name.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || byte == 0x2E
            })
        else { return nil }
        return NetworkAddress(host: String(name), port: nil)
    }
}
