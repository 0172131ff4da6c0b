/// A log of one run in SARIF 2.1.0: a rule for each code, a result for each problem.
struct SARIFLog {
    /// A kind of problem.
    struct Rule {
        var id: String
        /// The fault in a sentence.
        var title: String
        /// How it comes about.
        var description: String
        /// What to do.
        var help: String
    }

    /// A problem.
    struct Result {
        var rule: String
        /// `error`, `warning` or `note`.
        var level: String
        var message: String
        /// The file that it stands in; nil where it stands in none.
        var file: String?
        var line = 1
        var column: Int?
        /// The objects that it is about, as `namespace/name`.
        var objects: [String]
        var fingerprint: String
    }

    var rules: [Rule]
    var results: [Result]
    /// Whether everything could be read.
    var isSuccessful: Bool

    /// Writes the log as a document.
    func write(to sink: ([UInt8]) throws -> Void) throws {
        try withoutActuallyEscaping(sink) { sink in
            var writer = JSONWriter(sink: sink)
            try write(to: &writer)
            try writer.finish()
        }
    }

    private func write(to writer: inout JSONWriter) throws {
        try writer.beginObject()
        writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        writer.member("version", "2.1.0")
        writer.name("runs")
        try writer.beginArray()
        try writer.beginObject()
        writer.name("tool")
        try writer.beginObject()
        writer.name("driver")
        try writer.beginObject()
        writer.member("name", "dsdoctor")
        writer.name("rules")
        try writer.beginArray()
        for rule in rules { try write(rule, to: &writer) }
        writer.endArray()
        writer.endObject()
        writer.endObject()
        writer.name("invocations")
        try writer.beginArray()
        try writer.beginObject(.inline)
        writer.member("executionSuccessful", isSuccessful)
        writer.endObject()
        writer.endArray()
        writer.member("columnKind", "unicodeCodePoints")
        writer.name("results")
        try writer.beginArray()
        let indices = Dictionary(rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        for result in results { try write(result, index: indices[result.rule] ?? 0, to: &writer) }
        writer.endArray()
        writer.endObject()
        writer.endArray()
        writer.endObject()
    }

    private func write(_ rule: Rule, to writer: inout JSONWriter) throws {
        try writer.beginObject()
        writer.member("id", rule.id)
        try text("shortDescription", rule.title, to: &writer)
        try text("fullDescription", rule.description, to: &writer)
        try text("help", rule.help, to: &writer)
        writer.endObject()
    }

    private func text(_ name: StaticString, _ text: String, to writer: inout JSONWriter) throws {
        writer.name(name)
        try writer.beginObject(.inline)
        writer.member("text", text)
        writer.endObject()
    }

    private func write(_ result: Result, index: Int, to writer: inout JSONWriter) throws {
        try writer.beginObject()
        writer.member("ruleId", result.rule)
        writer.member("ruleIndex", index)
        writer.member("level", result.level)
        try text("message", result.message, to: &writer)
        writer.name("locations")
        try writer.beginArray()
        try writer.beginObject()
        if let file = result.file {
            writer.name("physicalLocation")
            try writer.beginObject()
            writer.name("artifactLocation")
            try writer.beginObject(.inline)
            writer.member("uri", Self.uri(file))
            writer.endObject()
            writer.name("region")
            try writer.beginObject(.inline)
            writer.member("startLine", result.line)
            if let column = result.column { writer.member("startColumn", column) }
            writer.endObject()
            writer.endObject()
        }
        if !result.objects.isEmpty {
            writer.name("logicalLocations")
            try writer.beginArray()
            for object in result.objects {
                try writer.beginObject(.inline)
                writer.member("fullyQualifiedName", object)
                writer.member("kind", "object")
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
        writer.endArray()
        writer.name("partialFingerprints")
        try writer.beginObject(.inline)
        writer.member("dsdoctor/v1", result.fingerprint)
        writer.endObject()
        writer.endObject()
    }

    /// A path as a relative reference (RFC 3986): all but unreserved characters and slashes are escaped.
    private static func uri(_ path: String) -> String {
        var uri = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2D, 0x2E, 0x5F, 0x7E, 0x2F].contains(byte)
            if isPlain {
                uri.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                uri += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return uri
    }
}
