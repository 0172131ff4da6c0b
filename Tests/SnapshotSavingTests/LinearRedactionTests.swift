import Foundation
import SecretRedaction
import Testing

@Suite("Redaction of long lines")
struct LinearRedactionTests {
    /// Pieces that each make the search look ahead, so that a look to the end of the text every time would show.
    static let pieces = [
        "password=", "token ", "a://b:c/", "a:b@", "-----BEGIN ", "-----BEGIN PRIVATE KEY----- ---- END ",
        "-----END PRIVATE KEY-----\n", "eyJ", "QUJD", "%25", "\\\\", "\\\"", "&amp;", "'", "\"", "<password>",
        "<password ",
        "name: token ", "kty\"d\":\"", "kind: Secret\ndata:\n", "data:{", "Cookie: a=b", "Authorization: Digest ",
        "password=,;,;", "{\"password\":\"", "password: |\n  ", "Private-Lines: 1\n", "mysql -p", "echo a | ",
        "host:5432:a.",
        "/hooks/", "A3-", "a.b-c_", "login x password ", "deadbeef", "password=a,b=", "gh", "sk-", "$1$",
    ]

    /// The time that this thread used, in seconds: other tests run beside.
    private func time(_ run: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        }
        return (0..<3).map { _ in
            let start = now()
            run()
            return now() - start
        }.min() ?? 0
    }

    @Test(arguments: pieces)
    func `Eight times the text takes about eight times as long, and no square of it`(piece: String) {
        let texts = TextRedactor(.standard)
        func time(_ bytes: Int) -> Double {
            let text = String(repeating: piece, count: bytes / piece.utf8.count)
            return self.time { _ = texts.redacted(text, extent: .commandLine) }
        }
        let small = time(4_000)
        let large = time(32_000)
        #expect(large < small * 20 + 0.01, "\(small) and \(large) seconds")
    }
}
