import ManifestValidation
import Testing

@Suite("What stands beside a DaemonSet is held to its fields")
struct OtherKindTests {
    /// Objects, and the paths and codes of what the server refuses; all were given to an API server of 1.36.
    static let objects: [(String, Set<String>)] = [
        ("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: 1}}", ["data[a] wrong-type"]),
        ("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: '1', b.c_d: x}}", []),
        ("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a/b: x}}", ["data[a/b] field-invalid"]),
        ("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, dta: {}}", ["dta unknown-field"]),
        ("{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {a: plain text}}", ["data[a] wrong-type"]),
        ("{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {a: cGxhaW4=}, stringData: {b: plain text}}", []),
        ("{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {port: 1}}", ["spec.port unknown-field"]),
        (
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: http}]}}",
            ["spec.ports[0].port wrong-type"]
        ),
        ("{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: a}, spec: {template: {}}}", []),
        (
            "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: a}, value: high}",
            ["value wrong-type"]
        ),
        (
            "{apiVersion: v1, kind: ResourceQuota, metadata: {name: a}, spec: {hard: {cpu: much}}}",
            ["spec.hard[cpu] wrong-type"]
        ),
        (
            "{apiVersion: v1, kind: ServiceAccount, metadata: {name: a}, automountServiceAccountToken: 'no'}",
            ["automountServiceAccountToken wrong-type"]
        ),
        (
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replica: 1}}",
            ["spec.replica unknown-field"]
        ),
        ("{apiVersion: v1, kind: Namespace, metadata: {name: a}, status: {phase: Active}}", []),
        ("{apiVersion: example.com/v1, kind: Thing, metadata: {name: a}, anything: [1]}", []),
    ]

    @Test("Fields, types, keys and base64", arguments: objects)
    func fields(text: String, expected: Set<String>) throws { #expect(try judged(text).codes == expected) }

    @Test("Tolerations in an annotation are checked as tolerations")
    func annotation() throws {
        func problems(_ value: String) throws -> Set<String> {
            let text = daemonSet().replacing(
                "labels: {app: agent}\n    spec",
                with:
                    "labels: {app: agent}\n      annotations: {scheduler.alpha.kubernetes.io/tolerations: '\(value)'}\n    spec"
            )
            return try judged(text).codes
        }
        let code = "spec.template.annotations[scheduler.alpha.kubernetes.io/tolerations] field-invalid"
        #expect(try problems("[{\"key\": \"a\", \"operator\": \"Exists\"}]") == [])
        let bad = try problems("[{\"key\": \"a\", \"operator\": \"X\"}]")
        #expect(bad == [code] || bad == [code.replacing("template.annotations", with: "template.metadata.annotations")])
        #expect(try problems("nothing").count == 1)
    }
}
