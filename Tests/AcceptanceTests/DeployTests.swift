import Foundation
import TestBuilders
import Testing

/// The manifests in `deploy/`, with which dsdoctor runs in a cluster.
struct DeployTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let hasKubectl =
        (try? BuiltBinary(shell: "command -v kubectl").exitCode) == 0

    private static func text(of path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    @Test func `Its rights are what dsdoctor rbac prints, nothing more`() throws {
        let run = try BuiltBinary(shell: "dsdoctor rbac --service-account dsdoctor/dsdoctor")
        #expect(run.exitCode == 0)
        let isSame = run.output == (try Self.text(of: "deploy/base/rbac.yaml"))
        #expect(isSame, "dsdoctor rbac --service-account dsdoctor/dsdoctor > deploy/base/rbac.yaml")
    }

    @Test func `Its image has this version`() throws {
        let version = try Self.text(of: "VERSION")
        #expect(try Self.text(of: "deploy/base/kustomization.yaml").contains("  newTag: \(version)"))
    }

    @Test func `Its command runs, and writes what it says`() throws {
        let job = try Self.text(of: "deploy/base/cron-job.yaml")
        let list = try #require(job.firstMatch(of: /args: \[(.*)\]/)).1
        let workspace = try Workspace()
        let arguments = list.replacing("/reports", with: workspace.url.path).replacing(", ", with: " ")
        let run = try workspace.run("dsdoctor \(arguments) --snapshot '\(ShippedSnapshot.mixedFaults.path)'")
        // Findings do not make the job fail.
        #expect(run.exitCode == 0)
        #expect(run.errors == "")
        #expect(run.output.contains("CAUSES"))
        let report = try Data(contentsOf: workspace.url.appendingPathComponent("report.json"))
        let document = try JSONSerialization.jsonObject(with: report) as? [String: Any]
        #expect(document?["schemaVersion"] as? String == "dsdoctor/v1")
        let metrics = try String(contentsOf: workspace.url.appendingPathComponent("dsdoctor.prom"), encoding: .utf8)
        #expect(metrics.hasSuffix("# EOF\n"))
        let page = try String(contentsOf: workspace.url.appendingPathComponent("report.html"), encoding: .utf8)
        #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
        #expect(job.contains("mountPath: /reports\n"))
    }

    // MARK: Alerts and the dashboard

    private static let hasPromtool = (try? BuiltBinary(shell: "command -v promtool").exitCode) == 0

    /// The metrics that the renderer writes.
    private static func metrics() throws -> Set<String> {
        let run = try BuiltBinary(shell: "dsdoctor --snapshot snapshots/healthy.json.gz -o prometheus", in: root)
        return Set(run.output.matches(of: /(?m)^# TYPE (\w+) gauge$/).map { String($0.1) })
    }

    @Test(arguments: [
        "deploy/prometheus/alerts.yaml", "deploy/prometheus/alerts.test.yaml", "deploy/grafana/dsdoctor.json",
        "docs/formats.md",
    ])
    func `Every metric that is named exists`(path: String) throws {
        let named = Set(try Self.text(of: path).matches(of: /\bdsdoctor_\w+/).map { String($0.0) })
        #expect(named.count > 4)
        #expect(named.subtracting(try Self.metrics()).sorted() == [])
    }

    @Test func `Every alert has a summary, a description and a section in the runbook`() throws {
        let rules = try #require(
            try YAMLReading.value(of: Self.text(of: "deploy/prometheus/alerts.yaml")) as? [String: Any])
        let groups = try #require(rules["groups"] as? [[String: Any]])
        let alerts = groups.flatMap { $0["rules"] as? [[String: Any]] ?? [] }
        #expect(alerts.count == 7)
        let sections = try Self.text(of: "docs/alerts.md").matches(of: /(?m)^## (\w+)$/).map { String($0.1) }
        #expect(alerts.map { $0["alert"] as? String } == sections)
        for alert in alerts {
            let name = try #require(alert["alert"] as? String)
            let annotations = try #require(alert["annotations"] as? [String: String])
            #expect(Set(annotations.keys) == ["summary", "description", "runbook_url"], "\(name)")
            #expect(annotations["runbook_url"] == "docs/alerts.md#\(name.lowercased())")
            #expect((alert["labels"] as? [String: String])?["severity"]?.isEmpty == false)
            #expect(try Self.text(of: "deploy/prometheus/alerts.test.yaml").contains("alertname: \(name)\n"))
        }
    }

    @Test(.enabled(if: hasPromtool, "promtool is missing: apt-get install prometheus"))
    func `promtool passes the alerts`()
        throws
    {
        let folder = Self.root.appendingPathComponent("deploy/prometheus")
        let run = try BuiltBinary(
            shell: "promtool check rules alerts.yaml && promtool test rules alerts.test.yaml", in: folder)
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
    }

    @Test func `The dashboard's panels have names, queries and places of their own`() throws {
        let text = try Self.text(of: "deploy/grafana/dsdoctor.json")
        let dashboard = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let panels = try #require(dashboard["panels"] as? [[String: Any]])
        #expect(Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
        #expect(Set(panels.compactMap { $0["title"] as? String }).count == panels.count)
        var taken: Set<[Int]> = []
        for panel in panels {
            let place = try #require(panel["gridPos"] as? [String: Int])
            let (x, y, w, h) = (place["x"] ?? -1, place["y"] ?? -1, place["w"] ?? 0, place["h"] ?? 0)
            #expect(x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= 24)
            for column in x..<(x + w) {
                for row in y..<(y + h) { #expect(taken.insert([column, row]).inserted, "\(panel["title"] ?? "")") }
            }
            let targets = try #require(panel["targets"] as? [[String: Any]])
            #expect(!targets.isEmpty && targets.allSatisfy { ($0["expr"] as? String)?.contains("dsdoctor_") == true })
        }
        // Its variables are those that its queries use.
        let variables = (dashboard["templating"] as? [String: Any])?["list"] as? [[String: Any]] ?? []
        let names = Set(variables.compactMap { $0["name"] as? String })
        let used = Set(text.matches(of: /\$\{?([a-z]+)/).map { String($0.1) })
        #expect(used == names)
    }

    // MARK: The pod

    @Test(arguments: ["deploy/base/cron-job.yaml", "deploy/metrics/exporter.yaml"])
    func `Its pods are ones that the restricted Pod Security Standard lets in`(path: String) throws {
        let job = try Self.text(of: path)
        for setting in [
            "runAsNonRoot: true", "type: RuntimeDefault", "allowPrivilegeEscalation: false",
            "readOnlyRootFilesystem: true", "drop: [ALL]",
        ] { #expect(job.contains(setting), "\(setting)") }
        for refused in ["hostPath", "hostNetwork", "hostPID", "hostPort", "privileged", "add:"] {
            #expect(!job.contains(refused), "\(refused)")
        }
        #expect(try Self.text(of: "deploy/base/namespace.yaml").contains("/enforce: restricted"))
    }

    @Test(.enabled(if: hasKubectl, "kubectl is missing: scripts/install-test-programs")) func `kubectl builds it`()
        throws
    {
        let run = try BuiltBinary(shell: "kubectl kustomize deploy/base", in: Self.root)
        #expect(run.exitCode == 0)
        #expect(run.errors == "")
        let kinds = Set(run.output.matches(of: /(?m)^kind: (\w+)$/).map { String($0.1) })
        #expect(
            kinds == [
                "Namespace", "ServiceAccount", "ClusterRole", "ClusterRoleBinding", "PersistentVolumeClaim", "CronJob",
            ])
        let version = try Self.text(of: "VERSION").trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(run.output.contains("image: dsdoctor:\(version)\n"))
    }

    @Test(.enabled(if: hasKubectl, "kubectl is missing: scripts/install-test-programs"))
    func `With metrics, job and exporter share the volume on one node`() throws {
        let run = try BuiltBinary(shell: "kubectl kustomize deploy/metrics", in: Self.root)
        #expect(run.exitCode == 0)
        #expect(run.errors == "")
        var objects: [String: [String: Any]] = [:]
        for text in run.output.split(separator: "\n---\n") {
            let object = try #require(try YAMLReading.value(of: String(text)) as? [String: Any])
            objects[try #require(object["kind"] as? String)] = object
        }
        func member(_ object: Any?, _ path: String...) -> Any? {
            path.reduce(object) { ($0 as? [String: Any])?[$1] }
        }
        func first(_ list: Any?) -> Any? { (list as? [Any])?.first }
        let job = member(objects["CronJob"], "spec", "jobTemplate", "spec", "template", "spec")
        let exporter = member(objects["Deployment"], "spec", "template", "spec")
        let term = first(
            member(job, "affinity", "podAffinity", "requiredDuringSchedulingIgnoredDuringExecution"))
        let labels = member(objects["Deployment"], "spec", "template", "metadata", "labels") as? [String: String]
        #expect(labels?.isEmpty == false)
        #expect(member(term, "labelSelector", "matchLabels") as? [String: String] == labels)
        #expect(member(term, "topologyKey") as? String == "kubernetes.io/hostname")
        #expect(member(objects["Service"], "spec", "selector") as? [String: String] == labels)
        let claims = [job, exporter].map {
            member(first(member($0, "volumes")), "persistentVolumeClaim", "claimName") as? String
        }
        #expect(claims == ["reports", "reports"])
        let arguments = member(first(member(exporter, "containers")), "args") as? [String]
        #expect(arguments?.contains("--collector.textfile.directory=/reports") == true)
    }
}
