import DiagnosisEngine
import Testing

/// Holds the diagnosis to what people found out about their own clusters.
struct FieldReportTests {
    /// A case with its grade.
    struct Graded: Sendable {
        var fieldCase: FieldReportCase
        var grading: Grading
    }

    static let graded = Result {
        try FieldReportCase.all.get().map {
            Graded(fieldCase: $0, grading: try Grading($0.report, Diagnosed(path: $0.snapshotPath)))
        }
    }

    @Test func `Every report is graded as it is on record, and no worse`() throws {
        for graded in try Self.graded.get() {
            let (name, report) = (graded.fieldCase.name, graded.fieldCase.report)
            let faults = graded.grading.faults.joined(separator: "; ")
            let expected = report.known?.grade ?? .right
            #expect(graded.grading.grade <= expected, "\(name): \(faults)")
            #expect(
                graded.grading.grade >= expected,
                "\(name) is \(graded.grading.grade.rawValue) now (\(faults)): mend `known` in its report.yaml")
        }
    }

    @Test(.enabled(if: FieldReportCase.isWhole, "Only some cases are asked for."))
    func `The reports are many and varied`() throws {
        let reports = try FieldReportCase.all.get().map(\.report)
        #expect(reports.count >= 100)
        #expect(Set(reports.map(\.daemon)).count >= 40)
        #expect(Set(reports.map(\.kubernetes)).count >= 12)
        let providers = [
            "EKS", "Fargate", "GKE", "AKS", "DOKS", "OpenShift", "RKE2", "Rancher", "k3s", "k3d", "k0s", "microk8s",
            "Talos", "kubeadm", "kubespray", "kind", "minikube", "kops", "Hetzner", "VMware", "vSphere", "IBM",
            "OpenStack", "KubeEdge", "air-gapped",
        ]
        let missing = providers.filter { name in !reports.contains { $0.provider.contains(name) } }
        #expect(missing == [])
        let platforms = Set(reports.map(\.platform))
        #expect(platforms.isSuperset(of: ["linux/amd64", "linux/arm64", "windows/amd64"]))
    }

    @Test func `The table of reports is printed`() throws {
        let all = try Self.graded.get()
        print(FieldReportTable(all).text)
        #expect(!all.isEmpty)
    }

    @Test func `Cases name codes that exist`() throws {
        // Codes that the project's issues promise.
        let promised: Set = [
            "cause-unknown", "pod-not-taken-up", "scheduler-view-stale", "pod-differs-from-template", "node-going-away",
        ]
        for fieldCase in try FieldReportCase.all.get() {
            let report = fieldCase.report
            let codes = report.mustSay.flatMap { $0.codes ?? [] } + (report.mustNotSay ?? []).compactMap(\.code)
            let strange = codes.filter { FindingCode(rawValue: $0) == nil && !promised.contains($0) }
            #expect(strange == [], "\(fieldCase.name)")
        }
    }
}
