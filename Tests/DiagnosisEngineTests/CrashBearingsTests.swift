import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Testing

@testable import DiagnosisEngine

/// What a finding about a crash says beside the log.
struct CrashBearingsTests {
    private func message(_ build: (inout ExampleCluster) -> Void) -> String {
        var cluster = ExampleCluster()
        build(&cluster)
        var snapshot = cluster.snapshot
        snapshot.daemonSets = [cluster.daemonSet]
        let diagnosis = DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot))).diagnosis()
        return diagnosis.daemonSets[0].findings.first { $0.code == .crashLoopErrorExit }?.message ?? ""
    }

    /// A program that ends, with a directory of the node's.
    private func crash(_ path: String, isReadOnly: Bool = false, log: String = "bye") -> String {
        message { cluster in
            cluster.node("n1")
            cluster.template { $0.volumes = [Volume(name: "logs", source: .hostPath(path: path, type: ""))] }
            cluster.container { container in
                var mount = VolumeMount(name: "logs", mountPath: "/logs")
                mount.isReadOnly = isReadOnly
                container.volumeMounts = [mount]
            }
            cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
            cluster.log(log, of: "agent-n1")
        }
    }

    @Test func `A program's own log on the node is named where it writes one`() {
        #expect(crash("/var/log/agent").hasSuffix("It may keep a log of its own on the node, in /var/log/agent."))
    }

    @Test(arguments: ["/var/log", "/var/log/pods", "/var/log/containers", "/var/log/journal", "/srv/log"])
    func `Other directories are no log of its own`(path: String) { #expect(!crash(path).contains("log of its own")) }

    @Test func `What it only reads is none either, nor is one asked for where the log tells`() {
        #expect(!crash("/var/log/agent", isReadOnly: true).contains("log of its own"))
    }

    @Test func `An earlier revision's image that works is named`() {
        let message = message { cluster in
            for name in ["n1", "n2", "n3"] { cluster.node(name) }
            cluster.container { $0.image = "agent:1" }
            cluster.daemonPod(on: "n1")
            cluster.daemonPod(on: "n2")
            cluster.container { $0.image = "agent:2" }
            cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
            cluster.daemonPod(on: "n3") { $0.crash(exitCode: 1) }
        }
        #expect(
            message.contains(
                "It has image agent:2; pods of the earlier revision, which work on 2 nodes, have agent:1."))
    }

    /// What is said of a readiness probe that a program answers.
    private func unready(_ answer: String, probe: String = "exec [/bin/ready]") -> [Finding] {
        var cluster = ExampleCluster()
        cluster.node("n1")
        cluster.container { container in
            container.readinessProbe = Probe()
            container.readinessProbe?.action = probe
        }
        cluster.daemonPod(on: "n1") { $0.becomeUnready() }
        cluster.event("Unhealthy", "Readiness probe failed: \(answer)", on: "agent-n1")
        var snapshot = cluster.snapshot
        snapshot.daemonSets = [cluster.daemonSet]
        let engine = DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot)), logSignatures: .embedded)
        return engine.diagnosis().daemonSets[0].findings.filter { $0.code == .readinessProbeFailing }
    }

    @Test func `A probe's answer that names the root is read like a log`() throws {
        let finding = try #require(unready("not ready: BGP not established with 10.0.0.3 [INFO] 0 peers").first)
        #expect(finding.message.contains("(no BGP session with these peers, so their routes are missing here)"))
        #expect(finding.parameters.text("logRemedy")?.contains("TCP port 179") == true)
    }

    @Test(arguments: [
        ("BGP not established with 10.0.0.3", "http-get :8080/ready"),
        ("cat: /tmp/ready: No such file or directory", ""),
        ("dial tcp 10.0.0.3:80: connect: connection refused", ""),
    ])
    func `Other answers tell what the probe's program met`(answer: String, probe: String) throws {
        let finding = try #require(unready(answer, probe: probe.isEmpty ? "exec [/bin/ready]" : probe).first)
        #expect(finding.parameters.text("logRemedy") == nil)
    }

    @Test func `What waits for another DaemonSet follows from it`() throws {
        var cluster = ExampleCluster()
        cluster.node("n1")
        cluster.template { $0.initContainers = [ExampleObjects.container("wait-for-storage")] }
        cluster.daemonPod(on: "n1") { $0.initialize("wait-for-storage", since: 9_400) }
        let storage = ExampleObjects.daemonSet("storage", namespace: "logging")
        var snapshot = cluster.snapshot
        snapshot.pods.append(ExampleObjects.daemonPod(of: storage, on: "n1") { $0.crash(exitCode: 1) })
        snapshot.daemonSets = [cluster.daemonSet, storage]
        let diagnosis = DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot))).diagnosis()
        let waiting = try #require(diagnosis.causes.first { $0.codes.contains(.initContainerUnfinished) })
        let origin = try #require(diagnosis.causes.first { $0.codes.contains(.crashLoopErrorExit) })
        #expect(waiting.isConsequenceOf == origin.id)
        #expect(waiting.message.contains("It waits for logging/storage, by its words, which fails there."))
    }
}
