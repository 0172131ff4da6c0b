import KubernetesModel

/// Host ports that are taken, each once: a list while there are few, arranged by number beyond.
public struct HostPortSet: Sendable {
    private struct Number: Hashable {
        var port: WholeNumber
        var networkProtocol: String

        init(_ port: HostPort) {
            self.port = port.port
            networkProtocol = port.networkProtocol
        }
    }

    private var listed: [HostPort] = []
    /// The addresses by number; nil while ``listed`` holds all.
    private var addresses: [Number: Set<String>]?

    /// Up to this many are looked through faster than searched.
    private static let few = 16

    /// No port.
    public init() {}

    /// These ports.
    public init(_ ports: some Sequence<HostPort>) { for port in ports { insert(port) } }

    /// Whether no port is taken.
    public var isEmpty: Bool { addresses?.isEmpty ?? listed.isEmpty }

    /// The numbers of all ports, in no order.
    public var numbers: [WholeNumber] { addresses?.keys.map(\.port) ?? listed.map(\.port) }

    /// Whether this very port is taken.
    public func contains(_ port: HostPort) -> Bool {
        addresses.map { $0[Number(port)]?.contains(port.hostIP) ?? false } ?? listed.contains(port)
    }

    /// Whether all of these are taken in `other` too.
    func isSubset(of other: HostPortSet) -> Bool {
        guard let addresses else { return listed.allSatisfy(other.contains) }
        return addresses.allSatisfy { number, taken in
            taken.allSatisfy {
                other.contains(HostPort(port: number.port, networkProtocol: number.networkProtocol, hostIP: $0))
            }
        }
    }

    /// Whether a port cannot be taken beside these (``HostPort/conflicts(with:)``).
    public func conflicts(with port: HostPort) -> Bool {
        guard let addresses else { return listed.contains { $0.conflicts(with: port) } }
        guard let taken = addresses[Number(port)] else { return false }
        return port.hostIP == HostPort.everyAddress || taken.contains(port.hostIP)
            || taken.contains(HostPort.everyAddress)
    }

    /// Takes a port; one that is taken stays taken.
    mutating func insert(_ port: HostPort) {
        if addresses != nil {
            addresses?[Number(port), default: []].insert(port.hostIP)
        } else if !contains(port) {
            listed.append(port)
            if listed.count > Self.few { arrange() }
        }
    }

    /// Sets a port free.
    package mutating func remove(_ port: HostPort) {
        guard addresses != nil else {
            listed.removeAll { $0 == port }
            return
        }
        let number = Number(port)
        addresses?[number]?.remove(port.hostIP)
        if addresses?[number]?.isEmpty == true { addresses?[number] = nil }
    }

    private mutating func arrange() {
        addresses = Dictionary(grouping: listed, by: Number.init).mapValues { Set($0.map(\.hostIP)) }
        listed = []
    }
}
