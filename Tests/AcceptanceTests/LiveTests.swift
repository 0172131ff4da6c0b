import Foundation
import TestServers
import Testing

/// The built program against a server that is asked as a cluster is.
struct LiveTests {
    /// A cluster of one node and nothing else; `pods` answers for the pods.
    private static func server(
        pods: @escaping @Sendable () -> ScriptedServer.Step = {
            .answer(200, #"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[]}"#)
        }
    ) -> ScriptedServer {
        ScriptedServer { request in
            let kinds = [
                "/api/v1/nodes": "Node", "/api/v1/events": "Event", "/apis/apps/v1/daemonsets": "DaemonSet",
                "/api/v1/namespaces": "Namespace",
            ]
            if request.path.hasSuffix("/pods"), request.path.hasPrefix("/api/") { return [pods()] }
            if request.path == "/version" { return [.answer(200, #"{"gitVersion":"v1.36.2"}"#)] }
            guard let kind = kinds[request.path] else {
                return [.status(404, "NotFound", "the server could not find the requested resource")]
            }
            let node = #"{"metadata":{"name":"n1"},"status":{"allocatable":{"cpu":"4","memory":"8Gi","pods":"110"}}}"#
            return [
                .answer(
                    200,
                    #"{"kind":"\#(kind)List","apiVersion":"\#(kind == "DaemonSet" ? "apps/" : "")v1","#
                        + #""metadata":{"resourceVersion":"7"},"items":[\#(kind == "Node" ? node : "")]}"#)
            ]
        }
    }

    private static func run(_ words: String, _ server: ScriptedServer, token: String? = nil) throws -> BuiltBinary {
        try BuiltBinary(
            shell: "unset KUBECONFIG; HOME=/nonexistent dsdoctor \(words) --server \(server.url) "
                + (token.map { "--token \($0)" } ?? ""))
    }

    @Test func `An empty cluster is healthy, and is saved`() throws {
        let server = Self.server()
        defer { server.stop() }
        let file = NSTemporaryDirectory() + "dsdoctor-\(UUID().uuidString).json.gz"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let run = try Self.run("diagnose -A --save \(file)", server)
        #expect(run.exitCode == 0)
        #expect(run.errors.contains("Saved 1 object"))
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let again = try BuiltBinary(shell: "dsdoctor diagnose --snapshot \(file) -o json")
        #expect(again.exitCode == 0)
        #expect(again.output.contains(#""kubernetesVersion": "v1.36.2""#))
    }

    @Test(arguments: [
        (401, "does not accept the credentials"), (403, "cannot read the pods"), (500, "answers 500"),
    ])
    func `What a server refuses is one line without the token, and leaves no file`(status: Int, told: String) throws {
        let server = Self.server { .status(status, "Reason", "the server says no") }
        defer { server.stop() }
        let file = NSTemporaryDirectory() + "dsdoctor-\(UUID().uuidString).json.gz"
        let run = try Self.run("collect -o \(file) --log-level trace", server, token: "geheim-0123456789")
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors.contains(told))
        #expect(!run.errors.contains("geheim"))
        #expect(run.errors.split(separator: "\n").last?.hasPrefix("dsdoctor: ") == true)
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func `Without any configuration a line tells what was looked for`() throws {
        let run = try BuiltBinary(shell: "unset KUBECONFIG KUBERNETES_SERVICE_HOST; HOME=/nonexistent dsdoctor")
        #expect(run.exitCode == 2)
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.errors.contains("--kubeconfig") && run.errors.contains("--snapshot"))
    }

    @Test func `A run that is killed leaves no file`() throws {
        let server = Self.server { .stall }
        defer { server.stop() }
        // What tests start inherits blocked signals, all but this one.
        let run = try BuiltBinary(
            shell: """
                directory=$(mktemp -d)
                HOME=/nonexistent timeout -s KILL 1 "$0" collect -o $directory/c.json.gz --server \(server.url)
                echo code $?; ls -A $directory | wc -l; rmdir $directory
                """)
        #expect(run.output == "code 137\n0\n")
    }

    @Test(arguments: ["INT", "TERM", "HUP", "KILL"])
    func `A credential plugin that hangs ends with the program, whatever ends that`(signal: String) throws {
        let workspace = try Workspace()
        try workspace.write(
            """
            clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never,
              command: ./plugin}}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """, to: "config")
        try workspace.write(
            "#!/bin/sh\ntrap '' TERM INT HUP\nsetsid sleep 300 &\nsleep 300 &\necho $! > started\nsleep 300\n",
            to: "plugin")
        let run = try workspace.run(
            """
            chmod +x plugin
            KUBECONFIG=$PWD/config MARK=$PWD "$0" diagnose > out 2> err & program=$!
            for i in $(seq 100); do [ -s started ] && break; sleep 0.1; done
            kill -\(signal) $program; wait $program
            running() { grep -lzFx "MARK=$PWD" /proc/[0-9]*/environ 2> /dev/null | grep -v "/$$/" ; }
            for i in $(seq 50); do running > left || break; sleep 0.1; done
            [ -s started ] && cat left
            """)
        #expect(run.output == "")
        #expect(run.exitCode == 0)
    }

    @Test func `The roles are YAML that names every kind, and nobody unless asked`() throws {
        let all = try BuiltBinary(shell: "dsdoctor rbac")
        #expect(all.exitCode == 0)
        #expect(all.output.contains("kind: ClusterRole\n") && !all.output.contains("Binding"))
        for resource in ["nodes", "pods", "daemonsets", "pods/log", "poddisruptionbudgets", "csinodes"] {
            #expect(all.output.contains(resource))
        }
        for secret in ["secrets", "configmaps", "*", "watch", "nodes/proxy"] { #expect(!all.output.contains(secret)) }
        let one = try BuiltBinary(shell: "dsdoctor rbac -n logging --service-account ci/bot --user 'a\": {}'")
        #expect(one.output.contains("kind: RoleBinding") && one.output.contains("kind: ClusterRoleBinding"))
        #expect(one.output.contains(#"name: "a\": {}""#))
        // Neither takes the place of what the other command makes.
        #expect(all.output.contains(#"  name: "dsdoctor"\#n"#))
        #expect(one.output.contains(#"  name: "dsdoctor-cluster-scoped"\#n"#))
        #expect(!one.output.contains("kind: ClusterRole\nmetadata:\n  name: \"dsdoctor\"\n"))
        #expect(try BuiltBinary(shell: "dsdoctor rbac --service-account bot").exitCode == 64)
    }
}
