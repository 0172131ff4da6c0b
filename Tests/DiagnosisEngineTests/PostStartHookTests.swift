import Testing

@testable import DiagnosisEngine

/// What a postStart hook of several commands ends with.
struct PostStartHookTests {
    @Test(arguments: [
        ("exec [sh -c modprobe a; modprobe b 2>/dev/null]", true), ("exec [/bin/bash -c a\nb]", true),
        ("exec [sh -c modprobe a; true]", false), ("exec [sh -c a; b || true]", false),
        ("exec [sh -c set -e; a; b]", false), ("exec [sh -c a]", false), ("exec [/bin/init]", false),
        ("httpGet http://:80/", false), ("", false),
    ])
    func `The last command's status is the hook's`(hook: String, isTold: Bool) {
        #expect(PostStartHookFailedRule.lastCommand(of: hook).isEmpty != isTold)
    }
}
