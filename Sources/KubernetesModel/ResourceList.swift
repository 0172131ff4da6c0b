/// The names of the resources that Kubernetes itself knows.
public enum ResourceName {
    /// Counted in cores; the scheduler computes in millicores.
    public static let cpu = "cpu"
    /// Counted in bytes.
    public static let memory = "memory"
    /// The node's own disk, counted in bytes.
    public static let ephemeralStorage = "ephemeral-storage"
    /// How many pods a node takes.
    public static let pods = "pods"
    /// Huge pages are named by their size after this, and counted in bytes.
    public static let hugePagesPrefix = "hugepages-"

    /// Whether amounts of the resource are bytes.
    public static func isMeasuredInBytes(_ name: String) -> Bool {
        name == memory || name == ephemeralStorage || name == "storage" || name.hasPrefix(hugePagesPrefix)
    }
}

/// Amounts by resource name, as in `requests`, `limits`, `allocatable` and `overhead`.
public struct ResourceList: Hashable, Sendable {
    /// One resource's amount.
    public struct Entry: Hashable, Sendable {
        /// The resource's name.
        public var name: String
        /// The amount.
        public var quantity: Quantity

        /// An amount of one resource.
        public init(name: String, quantity: Quantity) {
            self.name = name
            self.quantity = quantity
        }
    }

    /// The entries, sorted by name; no name stands twice.
    public private(set) var entries: [Entry]

    /// A list without entries.
    public init() { entries = [] }

    /// A list of these entries; of two with one name the later counts.
    public init(_ unsorted: [Entry]) {
        // The API server writes them in order.
        let isSorted = zip(unsorted, unsorted.dropFirst()).allSatisfy { $0.name < $1.name }
        entries = isSorted ? unsorted : Self.sorted(unsorted)
    }

    /// Whether no resource is named.
    public var isEmpty: Bool { entries.isEmpty }

    /// The amount of the resource `name`, nil when it is not named.
    public subscript(name: String) -> Quantity? {
        get {
            if entries.count > Self.fewEntries {
                let index = place(of: name)
                return index < entries.count && entries[index].name == name ? entries[index].quantity : nil
            }
            for entry in entries where entry.name == name { return entry.quantity }
            return nil
        }
        set {
            let index = place(of: name)
            if index < entries.count, entries[index].name == name {
                if let newValue { entries[index].quantity = newValue } else { entries.remove(at: index) }
            } else if let newValue {
                entries.insert(Entry(name: name, quantity: newValue), at: index)
            }
        }
    }

    /// Up to this many are looked through faster than searched.
    private static let fewEntries = 16

    /// The entries by name; of those with one name the last.
    private static func sorted(_ unsorted: [Entry]) -> [Entry] {
        var merged: [Entry] = []
        merged.reserveCapacity(unsorted.count)
        // `sort` keeps the order of equal names.
        for entry in unsorted.sorted(by: { $0.name < $1.name }) {
            if let last = merged.last, last.name == entry.name {
                merged[merged.count - 1].quantity = entry.quantity
            } else {
                merged.append(entry)
            }
        }
        return merged
    }

    /// The place of the first entry that is not before `name`.
    private func place(of name: String) -> Int { entries.partitioningIndex { $0.name >= name } }

    /// Goes through both lists once; `combining` gives the amount of a name that both have.
    private mutating func merge(_ other: ResourceList, combining: (Quantity, Quantity) -> Quantity) {
        if entries.isEmpty {
            entries = other.entries
            return
        }
        var merged: [Entry] = []
        merged.reserveCapacity(entries.count + other.entries.count)
        var place = 0
        for entry in other.entries {
            while place < entries.count, entries[place].name < entry.name {
                merged.append(entries[place])
                place += 1
            }
            if place < entries.count, entries[place].name == entry.name {
                merged.append(
                    Entry(name: entry.name, quantity: combining(entries[place].quantity, entry.quantity)))
                place += 1
            } else {
                merged.append(entry)
            }
        }
        merged += entries[place...]
        entries = merged
    }

    /// Takes over the amounts of `other` for names that this list lacks.
    public mutating func complete(from other: ResourceList) {
        if other.entries.count > Self.fewEntries {
            merge(other) { own, _ in own }
            return
        }
        for entry in other.entries where self[entry.name] == nil { self[entry.name] = entry.quantity }
    }

    /// Adds each amount of `other` (`addResourceList` in `component-helpers/resource`).
    public mutating func add(_ other: ResourceList) {
        if other.entries.count > Self.fewEntries {
            merge(other) { $0 + $1 }
            return
        }
        for entry in other.entries { self[entry.name] = (self[entry.name] ?? .zero) + entry.quantity }
    }

    /// Raises each amount to that of `other` where that is greater (`maxResourceList`).
    public mutating func raise(to other: ResourceList) {
        if other.entries.count > Self.fewEntries {
            merge(other) { max($0, $1) }
            return
        }
        for entry in other.entries {
            if let own = self[entry.name], own >= entry.quantity { continue }
            self[entry.name] = entry.quantity
        }
    }
}

/// Requests and limits of a container or a pod.
public struct ResourceRequirements: Hashable, Sendable {
    /// The amounts that the scheduler reserves on the node.
    public var requests: ResourceList
    /// The most that the container may use.
    public var limits: ResourceList

    /// Requests and limits, none unless given.
    public init(requests: ResourceList = ResourceList(), limits: ResourceList = ResourceList()) {
        self.requests = requests
        self.limits = limits
    }

    /// Whether neither requests nor limits name a resource.
    public var isEmpty: Bool { requests.isEmpty && limits.isEmpty }
}
