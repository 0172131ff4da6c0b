import Foundation
import TestServers
import Testing

@testable import ReportRendering

@Suite("Quoting for shells")
struct ShellQuotingTests {
    @Test(
        "Words are quoted only where a shell would read something else",
        arguments: [
            (["kubectl", "-n", "kube-system", "get", "pods"], "kubectl -n kube-system get pods"),
            (
                ["kubectl", "taint", "node", "n1", "dedicated=gpu:NoSchedule-"],
                "kubectl taint node n1 dedicated=gpu:NoSchedule-"
            ),
            (["kubectl", "patch", "-p", #"{"spec":{}}"#], #"kubectl patch -p '{"spec":{}}'"#),
            (
                ["echo", "it's", "", "$(reboot)", "a b", "~", "x;y", "!!"],
                #"echo 'it'\''s' '' '$(reboot)' 'a b' '~' 'x;y' '!!'"#
            ),
            (["A=b", "c=d"], "'A=b' c=d"),
            (["while"], "'while'"),
            (["größe"], "'größe'"),
        ])
    func quotes(words: [String], line: String) {
        #expect(ShellQuoting.commandLine(words) == line)
    }

    @Test(
        "A command that cannot be shown as it runs is not shown",
        arguments: [
            [], ["kubectl", "delete\npod"], ["echo", "\u{1B}[2J"], ["rm", "a\u{202E}b"], ["echo", "a\u{200B}"],
        ])
    func refuses(words: [String]) {
        #expect(ShellQuoting.commandLine(words) == nil)
    }

    /// The shells of this machine.
    static let shells = ["sh", "bash", "dash", "zsh", "ksh", "mksh"].map { "/bin/" + $0 }
        .filter { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(
        "A shell reads the same words back, on one line and broken into many", arguments: shells,
        [nil, 8, 20, 40])
    func shellReadsTheSameWords(path: String, columns: Int?) throws {
        let words = [
            "printf", #"%s\n"#, "it's", "", "$HOME", "`id`", "a  b", "*", "\\", "\"", "''", "#x", "-n", "a=b", "größe",
            "{a,b}",
            "&&", "|", "<", "~root", "!x", "[a]", "%",
            "=ls", "a=~", "=", "^x^y", #"$'\n'"#, "a'; id; '", "{1..3}", "-", "--", "@x", "?", "x=(1)", "%1", "ls(.)",
            "<(id)", "$((1))", "''''", "\u{A0}", "日本",
        ]
        let lines = try #require(ShellQuoting.lines(of: words, columns: columns ?? .max))
        if columns == nil { #expect(lines == [try #require(ShellQuoting.commandLine(words))]) }
        // As it stands on a page: every line indented.
        let line = lines.map { "         " + $0 }.joined(separator: "\n")
        let read = String(decoding: try ChildProcess.run(path, ["-c", line]).output, as: UTF8.self)
        #expect(
            read.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
                == words.dropFirst(2).map { $0[...] }[...])
    }
}
