import ClusterSnapshot
import Foundation
import SnapshotServer
import TestBuilders
import TestServers
import Testing

/// kubectl itself against a served snapshot.
@Suite(.enabled(if: Kubectl.path != nil, "kubectl is not installed"), .waiting)
struct KubectlTests {
    private func run(_ arguments: String...) throws -> Kubectl {
        try Kubectl(arguments, server: Replaying.mixedFaults.get().server)
    }

    @Test(arguments: PrintedList.all)
    func `kubectl get prints what the goldens hold`(list: PrintedList) throws {
        let kubectl = try Kubectl(list.kubectl, server: Replaying.mixedFaults.get().server)
        #expect(kubectl.exitCode == 0)
        let expected = try String(contentsOf: Golden(list.golden).file, encoding: .utf8)
        #expect(kubectl.output.trimmedLines == expected.trimmedLines)
    }

    @Test func `Several kinds, selectors, chunks and other forms work`() throws {
        #expect(try run("get", "nodes,pods,ds", "-A").output.contains("daemonset.apps/mem-hungry"))
        #expect(try run("get", "pods", "-A", "-l", "app in (mem-hungry),!x", "-o", "name").output.lineCount == 27)
        #expect(
            try run("get", "pods", "-A", "--field-selector", "spec.nodeName=gen-a-01", "-o", "name").output.lineCount
                == 9)
        #expect(try run("get", "pods", "-A", "--chunk-size=50", "-o", "name").output.lineCount == 381)
        #expect(try run("get", "node", "gen-a-01", "-o", "yaml").output.contains("kubeletVersion: v1.36.2"))
        #expect(try run("api-resources").output.contains("poddisruptionbudgets"))
        #expect(try run("version").output.contains("Server Version: v1.36.2"))
    }

    @Test func `Descriptions join pods and events`() throws {
        let node = try run("describe", "node", "small-a-01")
        #expect(node.exitCode == 0)
        #expect(node.output.contains("Non-terminated Pods:"))
        let pod = try run("describe", "pod", "-n", "logging", "-l", "app=mem-hungry")
        #expect(pod.output.contains("FailedScheduling"))
    }

    @Test func `A watch gives what is there, and goes on`() throws {
        let watch = try run("get", "pods", "-n", "logging", "--watch", "--request-timeout=3s", "--no-headers")
        #expect(watch.output.lineCount == 108)
    }

    @Test func `Nothing can be changed`() throws {
        for arguments in [
            ["delete", "node", "gen-a-01"], ["create", "namespace", "x"], ["label", "node", "gen-a-01", "a=b"],
            ["cordon", "gen-a-01"],
        ] {
            let kubectl = try Kubectl(arguments, server: Replaying.mixedFaults.get().server)
            // What it exits with is not always worth something: 0 for cordon.
            #expect(kubectl.errors.contains("read-only"), "\(arguments)")
        }
    }

    @Test func `Everything may be read and nothing else`() throws {
        #expect(try run("auth", "can-i", "list", "pods").output == "yes\n")
        #expect(try run("auth", "can-i", "delete", "pods").output.hasPrefix("no"))
    }

    @Test func `What the snapshot lacks is a warning, and what nobody knows of an error`() throws {
        #expect(try run("get", "pvc", "-A").errors.contains("Warning: the snapshot has no persistentvolumeclaims"))
        #expect(try run("get", "deployments").errors.contains("doesn't have a resource type"))
        #expect(try run("get", "pods", "--field-selector", "a=b").errors.contains("field label not supported: a"))
    }

    @Test func `Logs and metrics are those of the snapshot`() throws {
        let log = ContainerLog(namespace: "default", pod: "a", container: "main", isPrevious: false, lines: ["hello"])
        let metrics = """
            {"apiVersion":"metrics.k8s.io/v1beta1","kind":"PodMetrics","metadata":{"name":"a","namespace":"default"},
             "timestamp":"2026-11-21T21:00:00Z","window":"15s",
             "containers":[{"name":"main","usage":{"cpu":"250m","memory":"64Mi"}}]}
            """
        let replaying = try Replaying(objects: [pod("a"), metrics], logs: [log])
        #expect(try Kubectl(["logs", "a"], server: replaying.server).output == "hello\n")
        let previous = try Kubectl(["logs", "a", "--previous"], server: replaying.server)
        #expect(previous.errors.contains("has no log of the container before its restart"))
        #expect(try Kubectl(["top", "pods"], server: replaying.server).output.contains("250m"))
    }
}

extension String {
    fileprivate var lineCount: Int { split(separator: "\n").count }

    /// The lines without spaces at their ends, of which kubectl leaves some.
    fileprivate var trimmedLines: [String] {
        split(separator: "\n").map { line in
            var line = line
            while line.last == " " { line.removeLast() }
            return String(line)
        }
    }
}
