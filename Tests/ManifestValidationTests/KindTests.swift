import ManifestValidation
import Testing

@Suite("Kinds and versions are those that the server has")
struct KindTests {
    private static func object(_ version: String, _ kind: String, _ rest: String = "{name: x}") -> String {
        "apiVersion: \(version)\nkind: \(kind)\nmetadata: \(rest)\n"
    }

    @Test(
        "Versions that are no longer served come with the one that is",
        arguments: [
            ("extensions/v1beta1", "DaemonSet", "apps/v1"), ("apps/v1beta2", "DaemonSet", "apps/v1"),
            ("apps/v1beta1", "StatefulSet", "apps/v1"), ("policy/v1beta1", "PodDisruptionBudget", "policy/v1"),
            ("v1", "DaemonSet", "apps/v1"), ("apps/v2", "DaemonSet", "apps/v1"), ("app/v1", "DaemonSet", "apps/v1"),
            ("scheduling.k8s.io/v1beta1", "PriorityClass", "scheduling.k8s.io/v1"),
        ])
    func unserved(version: String, kind: String, served: String) throws {
        let problem = try #require(try judged(Self.object(version, kind)).first)
        #expect(problem.code == .unservedVersion)
        #expect(problem.path == "apiVersion")
        #expect(problem.sentence.contains(served), "\(problem.sentence)")
    }

    @Test("A misspelt kind comes with the one that was meant", arguments: ["Daemonset", "DeamonSet", "daemonset"])
    func misspelt(kind: String) throws {
        let problem = try #require(try judged(Self.object("apps/v1", kind)).first)
        #expect(problem.code == .unknownKind)
        #expect(problem.nearest == "DaemonSet")
    }

    @Test(
        "Other kinds and custom resources are taken",
        arguments: [
            ("v1", "Namespace"), ("scheduling.k8s.io/v1", "PriorityClass"), ("v1", "List"),
            ("example.com/v1", "Anything"), ("apps.example.com/v1alpha1", "DaemonSet"),
            ("resource.k8s.io/v1beta1", "ResourceClaim"), ("monitoring.example.com/v1", "ServiceMonitor"),
        ])
    func taken(version: String, kind: String) throws { #expect(try judged(Self.object(version, kind)).isEmpty) }

    @Test(
        "The metadata of other kinds is checked",
        arguments: [
            ("v1", "Namespace", "{name: a.b}", "metadata.name field-invalid"),
            ("v1", "ConfigMap", "{name: x, lables: {a: b}}", "metadata.lables unknown-field"),
            ("v1", "ServiceAccount", "{name: A}", "metadata.name field-invalid"),
            ("v1", "ConfigMap", "{name: x, labels: {a: 1}}", "metadata.labels[a] wrong-type"),
            ("v1", "ConfigMap", "{namespace: x}", "metadata.name field-required"),
            ("v1", "ConfigMap", "{generateName: x-}", "metadata.name field-required"),
            ("rbac.authorization.k8s.io/v1", "ClusterRole", "{name: a/b}", "metadata.name field-invalid"),
        ])
    func metadata(version: String, kind: String, metadata: String, code: String) throws {
        #expect(try judged(Self.object(version, kind, metadata)).codes == [code])
    }

    @Test("A name of a role may hold colons, and a namespace on a kind without namespaces is a warning")
    func leniency() throws {
        #expect(try judged(Self.object("rbac.authorization.k8s.io/v1", "ClusterRole", "{name: \"a:B\"}")).isEmpty)
        let problems = try judged(Self.object("v1", "Namespace", "{name: x, namespace: other}"))
        #expect(problems.map(\.severity) == [.warning])
    }

    @Test("What is no object, or has no kind, is refused", arguments: ["[1]", "text", "metadata: {name: x}"])
    func noObject(text: String) throws { #expect(try !judged(text).refusals.isEmpty) }
}
