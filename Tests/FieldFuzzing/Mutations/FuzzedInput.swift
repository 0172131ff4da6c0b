/// An input that may do harm.
protocol FuzzedInput: Sendable, CustomStringConvertible {
    /// What the same failure is told of once for.
    var family: String { get }
    /// The snapshot, in whatever form.
    var bytes: [UInt8] { get }
    /// The snapshot without harm, which the other is compared with.
    var base: [UInt8] { get }
    /// The mutated DaemonSet alone; nil where it is none.
    var manifest: [UInt8]? { get }
}

extension FieldMutation: FuzzedInput {
    var base: [UInt8] { seed.bytes }

    var manifest: [UInt8]? {
        guard isInDaemonSet else { return nil }
        return trees.flatMap { $0.bytes + [UInt8(ascii: "\n")] }
    }
}
