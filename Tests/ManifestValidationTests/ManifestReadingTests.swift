import ManifestValidation
import Testing

@Suite("A manifest is read with places, and scalars mean what they mean to kubectl")
struct ManifestReadingTests {
    @Test("Values and keys know their lines and columns")
    func places() throws {
        let node = try #require(try ManifestNode.read(Array("a:\n  b: [1, x]\n".utf8), firstLine: 10))
        let member = try #require(node["a"]?.members?.first)
        #expect(member.keyPosition == ManifestPosition(line: 11, column: 3))
        #expect(member.value.elements?.last?.position == ManifestPosition(line: 11, column: 10))
    }

    @Test(
        "Unquoted words and numbers are resolved as YAML 1.1",
        arguments: [
            ("yes", "true"), ("off", "false"), ("0644", "420"), ("08", "8"), ("0X1F", "31"), (".5_", "text .5_"),
            ("1e400", "text 1e400"),
            ("~", "null"), ("\"8080\"", "text 8080"),
            ("!!int \"80\"", "80"), ("!!str 80", "text 80"), ("!own 80", "text 80"), ("2026-01-01", "text 2026-01-01"),
        ])
    func scalars(text: String, meaning: String) throws {
        let value = try #require(try ManifestNode.read(Array("a: \(text)\n".utf8))?["a"])
        let found: String =
            switch value.content {
            case .null: "null"
            case .bool(let isTrue): "\(isTrue)"
            case .number(let number): number
            case .string(let text): "text \(text)"
            default: "nested"
            }
        #expect(found == meaning)
    }

    @Test("Keys that are no texts become texts as in JSON")
    func keys() throws {
        let node = try #require(try ManifestNode.read(Array("{yes: 1, 010: 2, \"on\": 3}\n".utf8)))
        #expect(node.members?.map(\.key) == ["true", "8", "on"])
    }

    @Test("JSON may write one character as two escapes")
    func surrogates() throws {
        let text = #"{"a": "\ud83d\ude00", "b": "\\ud83d", "c": "\u00e9\/"}"#
        let node = try #require(try ManifestNode.read(Array(text.utf8)))
        #expect(node["a"]?.string == "\u{1F600}")
        #expect(node["b"]?.string == #"\ud83d"#)
        #expect(node["c"]?.string == "\u{E9}/")
    }

    @Test("A merged mapping yields to the mapping's own members")
    func merge() throws {
        let text = "base: &base {a: 1, b: 2}\nown: {<<: *base, b: 3}\n"
        let own = try #require(try ManifestNode.read(Array(text.utf8))?["own"])
        #expect(own.members?.count == 2)
        guard case .number("3")? = own["b"]?.content else { return #expect(Bool(false), "b is not 3") }
    }

    @Test("Comments only are no object, and a fault has its line")
    func faults() throws {
        #expect(try ManifestNode.read(Array("# nothing\n".utf8))?.position == nil)
        #expect(throws: ManifestSyntaxError("did not find expected node content", at: .init(line: 7, column: 5))) {
            try ManifestNode.read(Array("a: [}\n".utf8), firstLine: 7)
        }
    }
}
