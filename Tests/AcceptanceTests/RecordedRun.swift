import ClusterSnapshot
@testable import DiagnosisEngine
import DoctorCommands
import KubernetesModel
import Synchronization
import TestBuilders

/// What a run of the program gave.
struct RecordedRun {
    var exitCode: Int32
    var output: String
    var errors: String

    /// Runs the program in this process, on a small cluster that is read from nowhere.
    init(
        _ arguments: [String], reading readSnapshot: @escaping CommandContext.SnapshotReading = SampleCluster.read,
        environment: [String: String] = [:], terminalColumns: Int? = nil, failingWith failure: CommandError? = nil,
        programName: String = "dsdoctor"
    ) {
        let output = Mutex<[UInt8]>([])
        let errors = Mutex<String>("")
        var context = CommandContext(
            readSnapshot: readSnapshot,
            writeOutput: { bytes in
                if let failure { throw failure }
                output.withLock { $0 += bytes }
            },
            writeError: { line in errors.withLock { $0 += line + "\n" } },
            environment: { environment[$0] }, terminalColumns: terminalColumns)
        context.programName = programName
        exitCode = DoctorProgram.run(arguments, in: context)
        self.output = String(decoding: output.withLock { $0 }, as: UTF8.self)
        self.errors = errors.withLock { $0 }
    }
}

/// Four DaemonSets, of which `logging/mem-hungry` has a critical finding and `apps/web` a warning, and a pod of one that
/// is gone.
enum SampleCluster {
    static let read: CommandContext.SnapshotReading = { origin, _, _ in
        var path = "live"
        if case .saved(let named) = origin { path = named.joined(separator: ", ") }
        var snapshot = cluster
        snapshot.source = path
        // As a context whose namespace is `logging`.
        return ReadSnapshot(snapshot, currentNamespace: path == "live" ? "logging" : nil)
    }

    private static let cluster: Snapshot = {
        let web = daemonSet("web", namespace: "apps")
        var memHungry = daemonSet(
            "mem-hungry", namespace: "logging", spec: podSpec([container(requests: ["memory": "7Gi"])]))
        memHungry.metadata.labels = ["app": "mem-hungry"]
        let agents = ["logging", "apps"].map { namespace in
            daemonSet("agent", namespace: namespace) { agent in
                // What the controller counts where nothing is wrong.
                agent.status.desiredNumberScheduled = 2
                agent.status.currentNumberScheduled = 2
                agent.status.numberReady = 2
                agent.status.numberAvailable = 2
                agent.status.updatedNumberScheduled = 2
            }
        }
        let gone = daemonSet("gone", namespace: "apps")
        let nodes = ["n1", "n2"]
        let holders = nodes.map {
            pod("holder-\($0)", namespace: "apps", on: $0, spec: podSpec([container(requests: ["memory": "4Gi"])]))
        }
        var pods = holders + agents.flatMap { agent in nodes.map { daemonPod(of: agent, on: $0) } }
        pods += nodes.map { daemonPod(of: memHungry, on: $0, isBound: false) }
        pods += nodes.map { daemonPod(of: web, on: $0) { restarted(&$0) } }
        pods.append(daemonPod(of: gone, on: "n1"))
        return TestBuilders.snapshot(
            nodes: nodes.map { node($0) }, pods: pods, daemonSets: [web, memHungry] + agents)
    }()

    /// Serves again, after it was restarted many times.
    private static func restarted(_ pod: inout Pod) {
        pod.status.startTime = Timestamp(seconds: 1_000)
        pod.change { status in
            var end = ContainerTermination()
            end.exitCode = 2
            end.finishedAt = Timestamp(seconds: 9_700)
            status.restartCount = 20
            status.lastState = .terminated(end)
        }
    }
}
