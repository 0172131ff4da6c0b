extension Quantity {
    /// Whether a machine could have so much of a resource. Nothing is suggested beyond: amounts that somebody wrote to
    /// break a program, or by a slip, are no ground for advice.
    public func isPlausible(of resource: String) -> Bool { self > .zero && self <= Self.most(of: resource) }

    /// More than the largest machines that are to be had: some 2,000 cores, 32Ti of memory.
    private static func most(of resource: String) -> Quantity {
        switch resource {
        case ResourceName.cpu: return Quantity(units: 10_000)
        case ResourceName.pods: return Quantity(units: 10_000)
        case ResourceName.memory: return Quantity(units: .gibibyte << 16)
        default: return Quantity(units: ResourceName.isMeasuredInBytes(resource) ? .gibibyte << 20 : 1_000_000)
        }
    }
}
