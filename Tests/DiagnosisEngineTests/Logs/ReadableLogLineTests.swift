import Testing

@testable import DiagnosisEngine

@Suite("What a structured line of a log says")
struct ReadableLogLineTests {
    @Test(
        "is its message and its error",
        arguments: [
            (
                #"{"level":"error","ts":1696142954.95,"caller":"build/main.go:72","msg":"","error":"config path is a but needs to be b","stacktrace":"main.main\n\t/build/main.go:72"}"#,
                "config path is a but needs to be b"
            ),
            (
                #"{"time":"2024-11-19T07:17:06Z","level":"ERROR","source":{"function":"main.main"},"msg":"run exit with error","err":"no such port"}"#,
                "run exit with error: no such port"
            ),
            (
                #"{"log":"listen tcp :80: bind: permission denied\n","stream":"stderr"}"#,
                "listen tcp :80: bind: permission denied"
            ),
            (
                #"{"msg":"cannot start","error":{"message":"no route"},"peer":"10.0.0.1"}"#,
                "cannot start: no route (peer=10.0.0.1)"
            ),
            (
                #"time="2020-01-28T08:57:01Z" level=fatal msg="Error testing lock: \"kured\" is forbidden""#,
                #"Error testing lock: "kured" is forbidden"#
            ),
            (
                #"level=error ts=2026-03-10T00:58:49Z caller=main.go:169 msg="error creating promtail" error="too many open files""#,
                "error creating promtail: too many open files"
            ),
            (
                #"time=2025-03-18T15:54:35Z level=error msg=error in parsing config file: json: unknown field "input""#,
                #"error in parsing config file: json: unknown field "input""#
            ),
            (
                "F0309 09:57:58.310311       1 main.go:84] Failed to new daemon: not found",
                "Failed to new daemon: not found"
            ),
            (
                #"E1231 14:59:03.928704    4164 main.go:167] "failed to start manager" err="could not create RESTMapper""#,
                "failed to start manager: could not create RESTMapper"
            ),
        ])
    func message(line: String, text: String) {
        #expect(ReadableLogLine.text(of: line) == text)
    }

    @Test(
        "is the line itself where it is not structured",
        arguments: [
            "listen tcp :9100: bind: address already in use", "Error: a=b and more words", "{not json", "{\"a\":1}",
            "=", "\"",
            "F0309", "E0309 x]", "level=", "msg=\"open",
        ])
    func plain(line: String) {
        #expect(ReadableLogLine.text(of: line) == line)
    }
}
