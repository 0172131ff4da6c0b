import KubernetesModel
import Testing

@testable import ClusterConfiguration

@Suite struct ServerURLTests {
    @Test(arguments: [
        ("https://a:6443/", "https://a:6443"), ("https://a/pre/fix/", "https://a/pre/fix"),
        ("HTTPS://A:1", "https://A:1"),
        ("https://a/p?x=1#y", "https://a/p"), ("http://[fe80::1]:80", "http://[fe80::1]:80"),
        // client-go reaches what has no scheme by plain HTTP.
        ("127.0.0.1:8080", "http://127.0.0.1:8080"), ("localhost:8080", "http://localhost:8080"), ("a", "http://a"),
        ("a:1/", "http://a:1"),
    ]) func `Servers are normalized as client-go does`(_ written: String, _ normalized: String) throws {
        #expect(try ServerURL.normalized(written, place: "--server") == normalized)
    }

    @Test(arguments: [
        "https://", "ftp://a", "127.0.0.1:1/foo", "https://a b:1", "https://a:x", "https://a:99999", "https://::1:6443",
        "https://u:geheim@a", "https://a\n", "", "https://[::1", "https://[x]:1",
    ]) func `What is no server is refused without being shown`(_ written: String) {
        let error = #expect(throws: ConfigurationError.self) { try ServerURL.normalized(written, place: "--server") }
        #expect(error?.code == "configuration-invalid")
        #expect(error.map { "\($0)".contains("geheim") } == false)
    }

    @Test(
        arguments: [
            ("0", nil), ("30", .seconds(30)), ("1m30s", .seconds(90)), ("1.5h", .seconds(5400)),
            ("500ms", .milliseconds(500)),
            ("2h1m", .seconds(7260)), ("0s", nil), (".5s", .milliseconds(500)),
        ] as [(String, Duration?)]) func `Timeouts are read as kubectl reads them`(
            _ text: String, _ duration: Duration?
        )
    {
        #expect(RequestTimeout(text)?.duration == duration)
        #expect(RequestTimeout(text) != nil)
    }

    @Test(arguments: ["", "-1", "1x", "s", ".s", "1.2.3s", "10 s", "-5s", "1m30", "999999999999h"])
    func `What is no timeout is none`(_ text: String) { #expect(RequestTimeout(text) == nil) }

    @Test(arguments: ["", "f", "fo", "foo", "foob", "\u{0}\u{FF}ÿ"]) func `Base64 comes back as it went`(_ text: String)
    {
        #expect(Base64.decode(Base64.encode(Array(text.utf8))) == Array(text.utf8))
        #expect(Base64.encode(Array(text.utf8)) == text.inBase64)
    }

    @Test(arguments: ["QQ", "QQ=", "Q===", "====", "QQ==QQ==", "Q Q=", "%%%%"]) func `Bad base64 is refused`(
        _ text: String
    ) {
        #expect(Base64.decode(text) == nil)
    }
}
