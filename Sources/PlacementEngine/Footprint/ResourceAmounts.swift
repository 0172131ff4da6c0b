import KubernetesModel

/// Amounts in the units in which the scheduler counts (`framework.Resource`).
public struct ResourceAmounts: Hashable, Sendable {
    /// Thousandths of a core.
    public var milliCPU: WholeNumber = 0
    /// Bytes.
    public var memory: WholeNumber = 0
    /// Bytes.
    public var ephemeralStorage: WholeNumber = 0
    /// Huge pages (bytes), devices and other extended resources (whole units), sorted by name.
    public private(set) var scalars: [Scalar] = []

    /// One extended resource's amount.
    public struct Scalar: Hashable, Sendable {
        /// The resource's name.
        public var name: String
        /// Bytes of huge pages, whole units of anything else.
        public var amount: WholeNumber
    }

    /// Nothing of any resource.
    public init() {}

    /// The amounts of a resource list, each rounded up (`Resource.Add`).
    public init(_ list: ResourceList) {
        for entry in list.entries {
            switch entry.name {
            case ResourceName.cpu: milliCPU = entry.quantity.milliUnits
            case ResourceName.memory: memory = entry.quantity.units
            case ResourceName.ephemeralStorage: ephemeralStorage = entry.quantity.units
            default:
                if Self.isScalar(entry.name) { self[scalar: entry.name] = entry.quantity.units }
            }
        }
    }

    /// Whether the scheduler counts the resource at all (`schedutil.IsScalarResourceName`).
    public static func isScalar(_ name: String) -> Bool {
        if name.hasPrefix(ResourceName.hugePagesPrefix) || name.hasPrefix("attachable-volumes-") { return true }
        return name.utf8.contains(UInt8(ascii: "/")) && !name.hasPrefix("requests.")
    }

    /// The amount of the extended resource `name`; zero when it is not named.
    public subscript(scalar name: String) -> WholeNumber {
        get {
            let index = place(ofScalar: name)
            return index < scalars.count && scalars[index].name == name ? scalars[index].amount : 0
        }
        set {
            let index = place(ofScalar: name)
            if index < scalars.count, scalars[index].name == name {
                scalars[index].amount = newValue
            } else {
                scalars.insert(Scalar(name: name, amount: newValue), at: index)
            }
        }
    }

    /// The place of the first extended resource that is not before `name`.
    private func place(ofScalar name: String) -> Int { scalars.partitioningIndex { $0.name >= name } }

    /// The amount of any resource by name, in the scheduler's unit: millicores for cpu.
    public subscript(name: String) -> WholeNumber {
        switch name {
        case ResourceName.cpu: return milliCPU
        case ResourceName.memory: return memory
        case ResourceName.ephemeralStorage: return ephemeralStorage
        default: return self[scalar: name]
        }
    }

    /// Whether nothing is asked for.
    public var isEmpty: Bool { milliCPU == 0 && memory == 0 && ephemeralStorage == 0 && scalars.isEmpty }

    /// Adds `other`, `sign` times: 1 puts it on, -1 takes it off. Sums that do not fit are held at
    /// the end; Go's would wrap.
    public mutating func add(_ other: ResourceAmounts, sign: WholeNumber = 1) {
        milliCPU += sign * other.milliCPU
        memory += sign * other.memory
        ephemeralStorage += sign * other.ephemeralStorage
        for scalar in other.scalars { self[scalar: scalar.name] += sign * scalar.amount }
    }

    /// A quantity of `amount` in the scheduler's unit for the resource `name`.
    public static func quantity(_ amount: WholeNumber, of name: String) -> Quantity {
        if name == ResourceName.cpu { return Quantity(milliUnits: amount) }
        return Quantity(units: amount, format: ResourceName.isMeasuredInBytes(name) ? .binarySI : .decimalSI)
    }
}
