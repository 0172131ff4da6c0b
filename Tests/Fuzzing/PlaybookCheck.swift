import CheckedYAML
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import RemedyPlaybooks
import ReportRendering

/// A playbook: it is refused with plain lines, or makes remedies that can be printed.
func checkPlaybook(_ bytes: [UInt8]) {
    let file = PlaybookFile(name: "playbook.yaml", text: String(decoding: bytes, as: UTF8.self))
    do {
        let catalogue = try PlaybookCatalogue(files: [file])
        for snapshot in PlaybookCluster.snapshots {
            let engine = PlacementEngine(.completing(snapshot))
            let report = Report(
                DiagnosisEngine(engine, logSignatures: .none, givesAdvice: true).diagnosis(), of: snapshot,
                advisor: RemedyAdvisor(engine, catalogue: catalogue))
            for format in Report.formats { try format.render(report) { _ in } }
        }
    } catch let errors as YAMLFileErrors {
        for problem in errors.problems {
            require(!problem.description.isEmpty, "what is wrong")
        }
    } catch {
        fatalError("expected: problems of the file, not \(error)")
    }
}

/// Clusters with findings of the codes that the seeds' playbooks are for.
private enum PlaybookCluster {
    static let snapshots = [
        made { cluster in
            cluster.node("n1")
            cluster.container { $0.resources.requests["memory"] = Quantity(units: 16 << 30) }
            cluster.waitingPod(on: "n1", refused: "0/1 nodes are available: 1 Insufficient memory.")
        },
        made { cluster in
            cluster.node("n1", taints: ["dedicated=db:NoSchedule"])
        },
    ]

    private static func made(_ build: (inout ExampleCluster) -> Void) -> Snapshot {
        var cluster = ExampleCluster()
        build(&cluster)
        var snapshot = cluster.snapshot
        snapshot.daemonSets = [cluster.daemonSet]
        return snapshot
    }
}
