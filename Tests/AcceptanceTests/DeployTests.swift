import Foundation
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
        #expect(job.contains("mountPath: /reports\n"))
    }

    @Test func `Its pod is one that the restricted Pod Security Standard lets in`() throws {
        let job = try Self.text(of: "deploy/base/cron-job.yaml")
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
}
