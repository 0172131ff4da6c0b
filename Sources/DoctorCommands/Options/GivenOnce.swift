import ArgumentParser

/// Options that may be given once: the argument parser would take the last value and forget the others.
enum GivenOnce {
    /// - Throws: a usage error where there are several values.
    static func check(_ values: [some Any], _ option: String) throws {
        guard values.count > 1 else { return }
        let all = values.map { "'\($0)'" }.joined(separator: " and ")
        throw ValidationError("\(option) is set \(values.count) times, to \(all): set it once.")
    }
}
