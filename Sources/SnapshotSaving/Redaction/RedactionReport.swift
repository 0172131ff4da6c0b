import Wording

/// The counts of hidden values and of omitted objects.
package struct RedactionReport: Equatable, Sendable {
    package var environmentValues = 0
    package var annotations = 0
    /// Arguments, and headers of probes.
    package var arguments = 0
    /// Messages and other texts.
    package var texts = 0
    package var logLines = 0
    /// Objects that were left out because the model does not know their kind, by kind.
    package var leftOut: [String: Int] = [:]
    /// Objects that could be read but are not JSON to the letter, so that nothing could be hidden in them for sure.
    package var malformedCount = 0

    package init() {}

    /// Kinds that are told by name; what goes beyond is hostile.
    private static let mostKinds = 200

    mutating func leaveOut(kind: String, count: Int = 1) {
        let name = leftOut.count < Self.mostKinds || leftOut[kind] != nil ? kind : "other"
        leftOut[name, default: 0] += count
    }

    mutating func add(_ other: RedactionReport) {
        environmentValues += other.environmentValues
        annotations += other.annotations
        arguments += other.arguments
        texts += other.texts
        logLines += other.logLines
        malformedCount += other.malformedCount
        for (kind, count) in other.leftOut { leaveOut(kind: kind, count: count) }
    }
}

extension RedactionReport {
    /// The hidden values, for people; nil if there are none.
    package var hiddenText: String? {
        let counts = [
            (environmentValues, "environment value"), (annotations, "annotation"), (arguments, "argument"),
            (texts, "text"), (logLines, "log line"),
        ]
        let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// The omitted objects, for people; nil if there are none.
    package var leftOutText: String? {
        var parts = leftOut.sorted { $0.key < $1.key }.map { "\($0.value) of kind \($0.key.escapedForOneLine)" }
        if parts.count > 8 { parts = parts.prefix(7) + ["\(parts.count - 7) other kinds"] }
        if malformedCount > 0 { parts.append("\(malformedCount) not well-formed") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
