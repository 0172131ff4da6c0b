import Synchronization

/// How many objects this process has decoded: for telling people that something moves, and how fast.
public enum DecodedObjects {
    private static let counter = Atomic(0)

    /// All so far, of all snapshots.
    public static var count: Int { counter.load(ordering: .relaxed) }

    static func add(_ number: Int) { counter.add(number, ordering: .relaxed) }
}
