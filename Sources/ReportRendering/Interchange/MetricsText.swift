import Wording

/// Gathers gauges as OpenMetrics text, which node_exporter's textfile collector reads too.
///
/// Gauges alone: the collector knows the older text format, in which counters are called otherwise. No sample has a
/// timestamp, which the collector refuses.
struct MetricsText {
    /// A number with the labels that it is for, in the order in which they are written.
    struct Sample {
        var labels: [(name: String, value: String)] = []
        var value: Int
    }

    private(set) var text = ""
    /// The longest value of a label, in characters: that of a name in Kubernetes.
    private static let longestValue = 253

    /// Writes a family: what it is, then its samples.
    ///
    /// Samples with the labels of an earlier one are left out: a scraper would refuse the whole file.
    mutating func gauge(
        _ name: String, unit: String? = nil, _ help: String, _ samples: [Sample]
    ) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
        if let unit { text += "# UNIT \(name) \(unit)\n" }
        var written: Set<String> = []
        for sample in samples {
            let words = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            guard written.insert(words).inserted else { continue }
            text += "\(name)\(words.isEmpty ? "" : "{\(words)}") \(sample.value)\n"
        }
    }

    /// Writes a family of one sample without labels.
    mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        gauge(name, help, [Sample(value: value)])
    }

    /// Ends the text.
    mutating func finish() { text += "# EOF\n" }

    private static func escaped(_ value: String) -> String {
        TerminalText.escaped(Wording.shortened(value, limit: longestValue))
            .replacing("\\", with: #"\\"#).replacing("\"", with: #"\""#)
    }
}
