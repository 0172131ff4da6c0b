/// When exchanges that pause go on.
struct Pauses {
    private var times: [UInt64: ContinuousClock.Instant] = [:]
    /// The earliest of `times`; nil while there are none.
    private(set) var next: ContinuousClock.Instant?

    /// The exchanges that pause.
    var numbers: [UInt64] { Array(times.keys) }

    mutating func add(_ number: UInt64, until time: ContinuousClock.Instant) {
        times[number] = time
        next = min(next ?? time, time)
    }

    mutating func remove(_ number: UInt64) {
        guard let time = times.removeValue(forKey: number) else { return }
        if time == next { next = times.values.min() }
    }

    /// The exchanges whose pause is over. They stay until they are removed.
    func over(at now: ContinuousClock.Instant) -> [UInt64] {
        guard let next, next <= now else { return [] }
        return times.filter { $0.value <= now }.map(\.key).sorted()
    }
}
