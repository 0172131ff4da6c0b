import TestBuilders
import Testing

@testable import ReportRendering

@Suite("YAML")
struct YAMLWriterTests {
    /// Texts that a reader could take for something else, or stumble over.
    private static let texts = [
        "", " ", "a", "yes", "No", "ON", "off", "y", "N", "true", "False", "TRUE", "null", "Null", "~", "NaN", ".nan",
        ".inf",
        "-.INF", "0", "-1", "+1", "1.5", "1e3", "1_000", "0x1F", "0o17", "017", "0b1", "12:30:45", "190:20:30", ".5",
        "5.",
        "2026-11-21", "2026-11-21T21:08:00Z", "2026-11-21 21:08:00", "=", "<<", "---", "...", "--- a", "-", "- a", "?",
        "? a",
        ":", ": a", "a: b", "a:b", "a:", "a #b", "a#b", "#", ",", "a, b", "[a]", "{a}", "a]", "a}", "&a", "*a", "!a",
        "!!str a",
        "|", ">", "'", "\"", "it's", "say \"a\"", "%a", "@a", "`a", "\\", "a\\b", "\\n", " a", "a ", "a  b", "\ta",
        "a\tb", "a\t",
        "a\nb", "\n", "a\n", "\na", "a\r\nb", "\r", "\u{0}", "\u{1}", "\u{7}", "\u{1B}[2J", "\u{7F}", "\u{85}",
        "\u{9B}31m", "\u{A0}",
        "\u{200B}", "\u{202E}a", "\u{2028}", "\u{2029}", "\u{FEFF}a", "\u{FFFE}", "\u{FFFF}", "\u{E000}", "\u{1F600}",
        "\u{E0041}",
        "\u{10FFFF}", "日本語", "é", "200Mi", "500m", "10.0.0.1", "v1.36.2", "apps/web", "/var/log", "node-1", "<none>",
        "${A}", "$(reboot)", "a=b", "a=", "key: |\n  a", "\"a\": 1", "{\"a\":1}", "kubectl -n logging get pods",
        "x".padded(to: 3_000),
        "a ".padded(to: 3_000) + "b",
    ]

    /// What a reader of YAML 1.1 or 1.2 makes of the text.
    private func read(_ yaml: String) throws -> DocumentValue { try DocumentValue(YAMLReading.value(of: yaml)) }

    private func yaml(_ write: (inout YAMLWriter) throws -> Void) throws -> String {
        var bytes: [UInt8] = []
        try withoutActuallyEscaping({ bytes += $0 }) { sink in
            var writer = YAMLWriter(sink: sink)
            try write(&writer)
            try writer.finish()
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A document that holds the texts in lines and in one line, as elements, as values and as names.
    private func document(of texts: [String], _ layout: DocumentLayout) throws -> String {
        try yaml { writer in
            try writer.beginObject()
            writer.name("texts")
            try writer.beginArray(layout)
            for text in texts { writer.string(text) }
            writer.endArray()
            writer.name("values")
            try writer.beginArray(layout)
            for text in texts {
                try writer.beginObject(layout)
                writer.name("value")
                writer.string(text)
                writer.name("after")
                writer.number(1)
                writer.endObject()
            }
            writer.endArray()
            writer.name("names")
            try writer.beginObject(layout)
            // A reader takes a name of up to 1024 characters.
            for text in texts where text.unicodeScalars.count < 100 {
                writer.name(text)
                writer.truth(true)
            }
            writer.endObject()
            writer.endObject()
        }
    }

    private func value(of texts: [String]) -> DocumentValue {
        .object([
            "texts": .list(texts.map { .text($0) }),
            "values": .list(texts.map { .object(["value": .text($0), "after": .number(1)]) }),
            "names": .object(
                Dictionary(
                    uniqueKeysWithValues: texts.filter { $0.unicodeScalars.count < 100 }.map { ($0, .truth(true)) })
            ),
        ])
    }

    @Test("Every text is read back as it was", arguments: [DocumentLayout.lines, .inline])
    func textsAreReadBack(layout: DocumentLayout) throws {
        #expect(try read(document(of: Self.texts, layout)) == value(of: Self.texts))
        for text in Self.texts {
            #expect(try read(document(of: [text], layout)) == value(of: [text]), "\(text.debugDescription)")
        }
    }

    @Test("So is every text that is drawn", arguments: [DocumentLayout.lines, .inline])
    func drawnTextsAreReadBack(layout: DocumentLayout) throws {
        let pieces =
            Self.texts.filter { $0.count < 5 } + [
                " ", ":", "#", "-", ",", "a", "Z", "0", "\n", "'", "\"", "\u{301}", ".", "e",
            ]
        var random = SeededRandom(14)
        var drawn: Set<String> = []
        while drawn.count < 2_000 {
            drawn.insert(
                (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                    .joined())
        }
        let texts = drawn.sorted()
        #expect(try read(document(of: texts, layout)) == value(of: texts))
    }

    @Test("Plain words need no quotes, and containers are laid out as kubectl lays them out")
    func layout() throws {
        let text = try yaml { writer in
            try writer.beginObject()
            writer.member("name", "logging/agent")
            writer.member("count", -3)
            writer.member("healthy", false)
            writer.member("quantity", "200Mi")
            try writer.member("none", [String](), .lines)
            try writer.member("inline", ["a", "b: c", "no"])
            try writer.member("commands", commands: [["kubectl", "get", "pods"], []])
            writer.name("nothing")
            try writer.beginObject()
            writer.endObject()
            writer.name("nodes")
            try writer.beginArray()
            try writer.beginObject(.inline)
            writer.member("node", "n1")
            writer.name("state")
            try writer.beginArray()
            writer.endArray()
            writer.endObject()
            try writer.beginObject()
            writer.member("node", "n2")
            writer.name("lists")
            try writer.beginArray()
            try writer.beginArray()
            writer.number(1)
            writer.number(2)
            writer.endArray()
            try writer.beginArray()
            writer.endArray()
            try writer.beginObject()
            writer.endObject()
            writer.endArray()
            writer.endObject()
            writer.endArray()
            writer.endObject()
        }
        #expect(
            text == """
                name: logging/agent
                count: -3
                healthy: false
                quantity: "200Mi"
                none: []
                inline: [a, "b: c", "no"]
                commands:
                - [kubectl, get, pods]
                - []
                nothing: {}
                nodes:
                - {node: n1, state: []}
                - node: n2
                  lists:
                  - - 1
                    - 2
                  - []
                  - {}

                """)
        _ = try read(text)
    }

    @Test("Nothing is also a document")
    func emptyDocuments() throws {
        #expect(
            try yaml {
                try $0.beginObject(); $0.endObject()
            } == "{}\n")
        #expect(
            try yaml {
                try $0.beginArray(); $0.endArray()
            } == "[]\n")
    }
}

extension String {
    /// The text again and again, up to a length.
    fileprivate func padded(to length: Int) -> String { String(repeating: self, count: length / count) }
}
