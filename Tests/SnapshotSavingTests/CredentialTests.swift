import ClusterSnapshot
import SecretRedaction
import SnapshotSaving
import Testing

@Suite("Credentials in texts")
struct CredentialTests {
    /// The text as it is saved in a condition's message.
    private func redacted(_ text: String, _ redaction: Redaction = .standard) throws -> String? {
        let json = #"{"kind":"Node","metadata":{"name":"n"},"status":{"conditions":[{"message":\#(quoted(text))}]}}"#
        let tree = try redactedTree(json, redaction)
        return tree?["status"]?["conditions"]?.elements?.first?["message"]?.string
    }

    @Test(arguments: CredentialCase.prose)
    func `Messages keep what is no credential`(text: CredentialCase) throws {
        #expect(try redacted(text.text) == text.expected)
        #expect(try redacted(text.expected) == text.expected, "what is hidden stays as it is")
    }

    @Test(arguments: CredentialCase.arguments)
    func `Arguments keep what is no credential`(line: CredentialCase) throws {
        func arguments(_ line: String) throws -> String? {
            let words = line.split(separator: " ").map { quoted(String($0)) }.joined(separator: ",")
            let json =
                #"{"kind":"Pod","metadata":{"name":"p"},"spec":{"initContainers":[{"args":[\#(words)]}]}}"#
            let container = try redactedTree(json)?["spec"]?["initContainers"]?.elements?.first
            return container?["args"]?.elements?.compactMap(\.string).joined(separator: " ")
        }
        #expect(try arguments(line.text) == line.expected)
        #expect(try arguments(line.expected) == line.expected)
    }

    @Test func `What is hidden stays as it is, whatever stands beside it`() throws {
        let pieces =
            CredentialCase.prose.map(\.text) + ["REDACTED", "://", "@", "password=", "\"", "\\", ": ", "-----END "]
        var state: UInt64 = 42
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        for _ in 0..<2000 {
            let text = (0..<4).map { _ in pieces[next(pieces.count)] + ["", " ", ",", "=", ":", "@"][next(6)] }.joined()
            let once = try redacted(text)
            #expect(try redacted(once ?? "") == once, "\(text)")
        }
    }

    @Test func `Own patterns hide more`() throws {
        let own = try Redaction(patterns: ["acme-[a-z]+", "customer \\d+"])
        #expect(try redacted("for customer 12 of acme-corp", own) == "for REDACTED of REDACTED")
        #expect(try redacted("for REDACTED", own) == "for REDACTED")
    }

    @Test func `A pattern that is none is refused`() {
        #expect(throws: InvalidPattern.self) { try Redaction(patterns: ["("]) }
    }

    @Test func `Logs keep no credentials, private keys over many lines among them`() {
        let lines = [
            "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=", "-----END EC PRIVATE KEY-----", "started", "token=abc",
            "-----BEGIN RSA PRIVATE KEY-----", "MIIEow", "IBAAKC", "-----END RSA PRIVATE KEY-----", "panic: x",
        ]
        let log = ContainerLog(namespace: "a", pod: "p", container: "c", isPrevious: true, lines: lines)
        let (logs, changed) = Redaction.standard.redacted([log])
        let hidden = "REDACTED"
        #expect(
            logs[0].lines == [hidden, hidden, "started", "token=REDACTED", hidden, hidden, hidden, hidden, "panic: x"])
        #expect(changed == 7)
        #expect(Redaction.standard.redacted(logs).changedLines == 0)
    }
}
