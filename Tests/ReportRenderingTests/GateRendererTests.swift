import CheckedJSON
import ClusterSnapshot
import Foundation
import KubernetesModel
import Preflight
import TestBuilders
import Testing

@testable import ReportRendering

@Suite("Reports of the gate, for people and for other programs")
struct GateRendererTests {
    /// Two DaemonSets in two clusters, with problems of every severity.
    static let report: PlacementReport = {
        let greedy = daemonSet(
            "greedy", namespace: "apps",
            spec: podSpec([container(requests: ["memory": "7Gi"])]) {
                $0.priorityClassName = "nosuch<\u{1B}[2J>"
            })
        let agent = daemonSet("agent", namespace: "logging", spec: podSpec([container(requests: ["memory": "2Gi"])]))
        var namespace = Namespace()
        namespace.metadata = ObjectMeta(name: "logging")
        var apps = namespace
        apps.metadata.name = "apps"
        let applied = [greedy, agent].map { daemonSet in
            AppliedDaemonSet(daemonSet, template: .object([:]), changesTemplate: true) { field in
                ManifestPlace(file: "./deploy/all & more.yaml", line: 3 + field.count, column: 5)
            }
        }
        let clusters = ["prod", "test"].map { name in
            (
                name,
                snapshot(nodes: [node("n1"), node("n2", memory: name == "test" ? "1Gi" : "8Gi")]) {
                    $0.namespaces = [namespace, apps]
                    if name == "test" { $0.gaps = [Gap(code: .podsPartial, detail: "Some pods are missing.")] }
                }
            )
        }
        var preflight = PreflightReport()
        preflight.clusters = clusters.map(\.0)
        preflight.problems = [
            PreflightProblem(
                .manifestUnreadable, .unreadable, at: ManifestPlace(file: "-", line: 9), "found \"]\" in a mapping"),
            PreflightProblem(
                .namespaceAppliedLate, .warning, at: ManifestPlace(file: "-", line: 1), "Namespace stands behind"),
        ]
        preflight.notJudged = [
            .init(kind: "Deployment", namespace: "apps", name: "web", place: ManifestPlace(file: "-", line: 20))
        ]
        var report = PlacementReport(
            daemonSets: clusters.flatMap { name, snapshot in
                Preflight(applied, with: Snapshot(), on: snapshot).outcomes().map {
                    DaemonSetPlacementReport($0, in: snapshot, cluster: name)
                }
            }, preflight: preflight)
        report.cluster = MappedCluster(clusters.map { (name: $0.0, snapshot: $0.1) })
        return report
    }()

    private func document(_ format: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(Self.report.rendered(as: format).utf8))
    }

    @Test("Text for people is as recorded")
    func text() throws {
        try Golden("gate-80.txt").expect(
            Self.report.rendered(on: PageStyle(columns: 80)), suite: "GateRendererTests")
    }

    @Test("The worst problem decides, and gaps count unless they are accepted")
    func verdicts() {
        var report = Self.report
        #expect(report.verdict == .unreadable)
        report.preflight?.problems = []
        #expect(report.verdict == .fail)
        report.daemonSets.removeAll { $0.name == "greedy" || $0.preflight?.cluster == "test" }
        #expect(report.verdict == .pass)
        let gap = PreflightProblem(.snapshotIncomplete, .notChecked, at: ManifestPlace(file: "f"), "gap")
        report.preflight?.problems = [gap]
        #expect(report.verdict == .notChecked)
        report.preflight?.allowsGaps = true
        #expect(report.verdict == .pass)
    }

    @Test("SARIF has what its schema requires, a rule for each code, and a place and fingerprint for each result")
    func sarif() throws {
        let log = try #require(try document("sarif") as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "dsdoctor")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        let ids = rules.compactMap { $0["id"] as? String }
        #expect(Set(ids).count == rules.count)
        #expect(rules.allSatisfy { (($0["help"] as? [String: Any])?["text"] as? String)?.isEmpty == false })
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == Self.report.problems.count)
        var fingerprints: Set<String> = []
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(ids[index] == result["ruleId"] as? String)
            #expect(["error", "warning", "note"].contains(result["level"] as? String))
            #expect((result["message"] as? [String: Any])?["text"] is String)
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            let physical = try #require(location["physicalLocation"] as? [String: Any])
            let uri = try #require((physical["artifactLocation"] as? [String: Any])?["uri"] as? String)
            #expect(["deploy/all%20%26%20more.yaml", "stdin"].contains(uri))
            #expect(((physical["region"] as? [String: Any])?["startLine"] as? Int ?? 0) >= 1)
            let own = try #require((result["partialFingerprints"] as? [String: String])?["dsdoctor/v1"])
            #expect(fingerprints.insert(own).inserted)
        }
    }

    @Test("Fingerprints stay when lines move and amounts change")
    func fingerprints() {
        var moved = Self.report
        for position in moved.daemonSets.indices {
            for problem in moved.daemonSets[position].preflight?.problems.indices ?? 0..<0 {
                moved.daemonSets[position].preflight?.problems[problem].place.line = 999
                moved.daemonSets[position].preflight?.problems[problem].message += "1"
            }
        }
        #expect(GateIssue.all(of: moved).map(\.fingerprint) == GateIssue.all(of: Self.report).map(\.fingerprint))
    }

    @Test("JUnit has a case for each DaemonSet and cluster, and counts that agree")
    func junit() throws {
        let text = try Self.report.rendered(as: "junit")
        #expect(text.components(separatedBy: "<testcase ").count - 1 == 5)
        #expect(text.contains("tests=\"3\" failures=\"1\" errors=\"1\" skipped=\"0\""))
        #expect(text.contains("tests=\"2\" failures=\"2\" errors=\"0\" skipped=\"0\""))
        #expect(text.contains("timestamp=\"1970-01-01T00:00:00\""))
        #expect(text.components(separatedBy: "<failure ").count - 1 == 3)
        #expect(text.components(separatedBy: "<error ").count - 1 == 1)
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("nosuch&lt;"))
    }

    @Test("GitLab gets what its code quality reports need")
    func gitLab() throws {
        let issues = try #require(try document("gitlab") as? [[String: Any]])
        #expect(issues.count == Self.report.problems.count)
        for issue in issues {
            #expect(issue["description"] is String)
            #expect(issue["check_name"] is String)
            #expect(["info", "minor", "major", "critical", "blocker"].contains(issue["severity"] as? String))
            let location = try #require(issue["location"] as? [String: Any])
            #expect((location["path"] as? String)?.hasPrefix("./") == false)
            #expect((location["lines"] as? [String: Any])?["begin"] is Int)
        }
        #expect(Set(issues.compactMap { $0["fingerprint"] as? String }).count == issues.count)
    }

    @Test("JSON keeps to the schema's members")
    func json() throws {
        let document = try #require(try document("json") as? [String: Any])
        #expect(document["verdict"] as? String == "unreadable")
        #expect(document["clusters"] as? [String] == ["prod", "test"])
        let daemonSets = try #require(document["daemonSets"] as? [[String: Any]])
        #expect(daemonSets.map { $0["verdict"] as? String } == ["fail", "pass", "fail", "fail"])
        #expect((daemonSets[0]["problems"] as? [[String: Any]])?.allSatisfy { $0["line"] is Int } == true)
    }
}
