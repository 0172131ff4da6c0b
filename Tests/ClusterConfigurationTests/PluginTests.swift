import Glibc
import Foundation
import TestServers
import Testing

@testable import ClusterConfiguration

/// Each test runs a real script.
@Suite struct PluginTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private static let v1 = "client.authentication.k8s.io/v1"

    private static func answer(_ status: String, version: String = v1) -> String {
        #"{"kind":"ExecCredential","apiVersion":"\#(version)","status":{\#(status)}}"#
    }

    private static func user(_ command: String, version: String = v1, more: String = "") -> String {
        let mode = version == v1 ? "interactiveMode: Never, " : ""
        return "exec: {apiVersion: \(version), \(mode)command: \(command)\(more)}"
    }

    /// A connection whose plugin is this script.
    private static func connection(
        _ workspace: Workspace, _ lines: String, version: String = v1, deadline: Duration = .seconds(60),
        cluster: String = "server: https://one:6443", more: String = ""
    ) throws -> ClusterConnection {
        try workspace.script(".kube/plugin", "echo run >> '\(workspace.path)/runs'\n" + lines)
        try workspace.write(
            ".kube/config", kubeconfig(cluster: cluster, user: user("./plugin", version: version, more: more)))
        var resolver = ConnectionResolver()
        resolver.pluginDeadline = deadline
        return try resolver.connection(for: ConnectionOptions(), in: workspace.environment(["OWN": "inherited"]))
    }

    private static func runs(_ workspace: Workspace) -> Int { workspace.read("runs").split(separator: "\n").count }

    private static func error(_ connection: ClusterConnection) throws -> ConfigurationError {
        try #require(throws: ConfigurationError.self) { try connection.credentials.credentials() }
    }

    @Test func `A token is kept until it expires`() throws {
        let lasting = try Self.connection(
            workspace, "echo '\(Self.answer(#""token":"t","expirationTimestamp":"2100-01-01T00:00:00Z""#))'")
        for _ in 1...3 { #expect(try lasting.credentials.credentials().authorization == "Bearer t") }
        #expect(Self.runs(workspace) == 1)
        let past = try Self.connection(
            workspace, "echo '\(Self.answer(#""token":"t","expirationTimestamp":"2001-01-01T00:00:00Z""#))'")
        for _ in 1...2 { _ = try past.credentials.credentials() }
        #expect(Self.runs(workspace) == 2, "what has expired when it is given is not asked for again")
    }

    @Test func `A certificate with its key is taken`() throws {
        let pair = [certificate, key].map { $0.replacing("\n", with: "\\n") }
        let status = #""clientCertificateData":"\#(pair[0])","clientKeyData":"\#(pair[1])""#
        let connection = try Self.connection(workspace, "cat <<'END'\n\(Self.answer(status))\nEND")
        let credentials = try connection.credentials.credentials()
        #expect(credentials.clientCertificate == Array(certificate.utf8))
        #expect(credentials.clientKey == Array(key.utf8))
        #expect(credentials.authorization == nil)
    }

    @Test func `After a refusal the plugin is run again, and not for ever`() throws {
        let counting = try Self.connection(
            workspace, "n=$(wc -l < '\(workspace.path)/runs'); echo '\(Self.answer(#""token":"t'$n'""#))'")
        let first = try counting.credentials.credentials()
        #expect(counting.credentials.refuse(first))
        #expect(try counting.credentials.credentials() != first)
        #expect(counting.credentials.refuse(first), "another refusal has brought new ones already")
        #expect(Self.runs(workspace) == 2)

        let other = try Workspace()
        let stubborn = try Self.connection(other, "echo '\(Self.answer(#""token":"same""#))'")
        let same = try stubborn.credentials.credentials()
        for _ in 1...3 { #expect(!stubborn.credentials.refuse(same)) }
        #expect(Self.runs(other) == 2)
    }

    @Test func `Callers at the same time share one run`() async throws {
        let connection = try Self.connection(workspace, "sleep 0.2; echo '\(Self.answer(#""token":"t""#))'")
        await withTaskGroup(of: String?.self) { group in
            for _ in 1...4 { group.addTask { try? connection.credentials.credentials().authorization } }
            for await authorization in group { #expect(authorization == "Bearer t") }
        }
        #expect(Self.runs(workspace) == 1)
    }

    @Test func `A plugin is told of the cluster when it asks, and gets arguments and variables`() throws {
        let cluster = """
            server: https://one:6443/
            tls-server-name: name
            certificate-authority-data: \(certificate.inBase64)
            proxy-url: http://proxy:1
            disable-compression: true
            extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: a, level: 3}}]
            """
        let connection = try Self.connection(
            workspace,
            #"""
            printf '%s' "$KUBERNETES_EXEC_INFO" > '\#(workspace.path)/info'
            echo "$1 $2 $ADDED $OWN $(cat)" > '\#(workspace.path)/seen'
            echo '\#(Self.answer(#""token":"t""#))'
            """#,
            cluster: cluster,
            more: ", args: [one, '$(two)'], env: [{name: ADDED, value: added}], provideClusterInfo: true")
        _ = try connection.credentials.credentials()
        #expect(workspace.read("seen") == "one $(two) added inherited \n")
        let info = try JSONSerialization.jsonObject(with: Data(workspace.read("info").utf8)) as? [String: Any]
        #expect(info?["apiVersion"] as? String == Self.v1)
        let spec = info?["spec"] as? [String: Any]
        #expect(spec?["interactive"] as? Bool == false)
        let told = spec?["cluster"] as? [String: Any]
        #expect(told?["server"] as? String == "https://one:6443")
        #expect(told?["tls-server-name"] as? String == "name")
        #expect(told?["certificate-authority-data"] as? String == certificate.inBase64)
        #expect(told?["proxy-url"] as? String == "http://proxy:1")
        #expect(told?["disable-compression"] as? Bool == true)
        #expect((told?["config"] as? [String: Any])?["level"] as? Int == 3)
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var lines: String
        var reason: String
    }

    private static let bad = [
        Bad(
            testDescription: "failure", lines: "echo 'log in first\u{1B}[1m' >&2; exit 7", reason: "code 7: log in"
        ),
        Bad(testDescription: "signal", lines: "kill -9 $$", reason: "signal 9"),
        Bad(testDescription: "silence", lines: "true", reason: "nothing"),
        Bad(testDescription: "plain text", lines: "echo geheim", reason: "no ExecCredential"),
        Bad(testDescription: "broken JSON", lines: "echo '{\"geheim'", reason: "no ExecCredential"),
        Bad(
            testDescription: "another version",
            lines: "echo '\(answer(#""token":"geheim""#, version: "client.authentication.k8s.io/v1beta1"))'",
            reason: "apiVersion"),
        Bad(testDescription: "another kind", lines: #"echo '{"kind":"Pod"}'"#, reason: "kind"),
        Bad(
            testDescription: "no status", lines: "echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"\(v1)\"}'",
            reason: "status"),
        Bad(testDescription: "an empty status", lines: "echo '\(answer(""))'", reason: "neither"),
        Bad(
            testDescription: "a key alone", lines: "echo '\(answer(#""clientKeyData":"geheim""#))'", reason: "not both"),
        Bad(
            testDescription: "a token of two lines", lines: "echo '\(answer(#""token":"geheim\u000aX: y""#))'",
            reason: "control character"),
        Bad(
            testDescription: "a bad moment",
            lines: "echo '\(answer(#""token":"geheim","expirationTimestamp":"soon""#))'", reason: "expirationTimestamp"),
        Bad(testDescription: "too much", lines: "head -c 3000000 /dev/zero", reason: "1 MiB"),
        Bad(
            testDescription: "a token in its complaint",
            lines: "echo \"bad $(printf 'geheim%.0s' 1 2 3 4 5 6 7 8 9 10 11)\" >&2; exit 1",
            reason: "code 1: bad …"),
    ]

    @Test(arguments: bad) func `What is wrong with a plugin is told without its output`(_ example: Bad) throws {
        let error = try Self.error(Self.connection(workspace, example.lines))
        #expect(error.code == "credential-plugin-failed")
        #expect(error.reason.contains(example.reason))
        #expect(!"\(error)".contains("geheim") && !"\(error)".contains("\u{1B}"))
    }

    @Test func `A plugin that hangs is ended at its deadline or when asked`() throws {
        let start = ContinuousClock.now
        let late = try Self.error(
            Self.connection(workspace, "trap '' TERM; sleep 30 & wait; sleep 30", deadline: .milliseconds(200)))
        #expect(late.reason.contains("took longer"))
        let connection = try Self.connection(workspace, "exec sleep 30")
        let stopper = JoinableThread {
            usleep(200_000)
            connection.credentials.stop()
        }
        #expect(try Self.error(connection).code == "credential-plugin-stopped")
        stopper.join()
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func `A plugin that fails is run once, whoever asks`() throws {
        let connection = try Self.connection(workspace, "exit 3")
        for _ in 1...3 { #expect(try Self.error(connection).reason.contains("code 3")) }
        #expect(!connection.credentials.refuse(Credentials()))
        #expect(Self.runs(workspace) == 1)
    }

    /// Whether processes run whose environment holds this workspace's path.
    private func leftBehind() -> Bool {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.contains { name in
            guard Int32(name) != nil, let data = FileManager.default.contents(atPath: "/proc/\(name)/environ") else {
                return false
            }
            return String(decoding: data, as: UTF8.self).contains("LEFT=\(workspace.path)\0")
        }
    }

    @Test(arguments: [
        ("trap '' TERM; sleep 300", ""), ("sleep 300 & setsid sleep 300 & sleep 300", ""),
        ("setsid sleep 300 > /dev/null 2>&1 & exit 3", ""), ("kill -STOP $$", ""),
        ("yes >&2", ""), ("setsid sh -c 'sleep 300 & sleep 300' & ", "t"), ("kill -KILL $PPID; sleep 300", ""),
    ])
    func `Nothing of a plugin runs on that fails or holds what it was given`(lines: String, token: String) throws {
        let answer = token.isEmpty ? "" : "\necho '\(Self.answer(#""token":"t""#))'"
        do {
            let connection = try Self.connection(
                workspace, lines + answer, deadline: .milliseconds(700),
                more: ", env: [{name: LEFT, value: '\(workspace.path)'}]")
            _ = try? connection.credentials.credentials()
        }
        let start = ContinuousClock.now
        while leftBehind(), ContinuousClock.now - start < .seconds(5) { usleep(20_000) }
        #expect(!leftBehind())
    }

    @Test func `What a plugin has detached on purpose goes on`() throws {
        let connection = try Self.connection(
            workspace, "setsid sleep 3 > /dev/null 2>&1 < /dev/null &\necho '\(Self.answer(#""token":"t""#))'",
            more: ", env: [{name: LEFT, value: '\(workspace.path)'}]")
        #expect(try connection.credentials.credentials().authorization == "Bearer t")
        connection.credentials.stop()
        #expect(leftBehind())
    }

    @Test func `A plugin that is still being written is started when it is there`() throws {
        let connection = try Self.connection(workspace, "echo '\(Self.answer(#""token":"t""#))'")
        let file = open(workspace.path + "/.kube/plugin", O_WRONLY | O_APPEND | O_CLOEXEC)
        try #require(file >= 0)
        let writer = JoinableThread {
            usleep(100_000)
            close(file)
        }
        #expect(try connection.credentials.credentials().authorization == "Bearer t")
        writer.join()
    }

    @Test func `A plugin that leaves a child behind is not waited for`() throws {
        let start = ContinuousClock.now
        let connection = try Self.connection(workspace, "sleep 20 & echo '\(Self.answer(#""token":"t""#))'")
        #expect(try connection.credentials.credentials().authorization == "Bearer t")
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func `A bare command is looked for in PATH, and what installs it is told when it is not there`() throws {
        try workspace.script("bin/login", "echo '\(Self.answer(#""token":"t""#))'")
        let found = try workspace.connection(kubeconfig(user: Self.user("login")))
        #expect(try found.credentials.credentials().authorization == "Bearer t")
        let missing = try Self.error(
            workspace.connection(kubeconfig(user: Self.user("nologin", more: ", installHint: 'apt install login'"))))
        #expect(missing.hint == "apt install login")
        try workspace.write("bin/plain", "text")
        #expect(try Self.error(workspace.connection(kubeconfig(user: Self.user("plain")))).reason.contains("executed"))
    }

    @Test func `v1beta1 needs no interactiveMode, v1 does, and v1alpha1 is gone`() throws {
        let beta = "client.authentication.k8s.io/v1beta1"
        let connection = try Self.connection(
            workspace, "echo '\(Self.answer(#""token":"t""#, version: beta))'", version: beta)
        #expect(try connection.credentials.credentials().authorization == "Bearer t")
        for (user, field) in [
            ("exec: {apiVersion: \(Self.v1), command: x}", "interactiveMode"),
            ("exec: {apiVersion: \(Self.v1), command: x, interactiveMode: Sometimes}", "interactiveMode"),
            ("exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}", "apiVersion"),
            ("exec: {command: x}", "apiVersion"), ("exec: {apiVersion: \(Self.v1), interactiveMode: Never}", "command"),
        ] {
            #expect(try workspace.error(kubeconfig(user: user))?.path.hasSuffix("exec.\(field)") == true)
        }
    }

    @Test func `Whoever has a token needs no plugin`() throws {
        let connection = try workspace.connection(kubeconfig(user: Self.user("nologin"))) { $0.token = "mine" }
        #expect(try connection.credentials.credentials().authorization == "Bearer mine")
    }
}
