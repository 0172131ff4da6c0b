import Testing

@testable import DiagnosisEngine

struct MissingConfigTests {
    typealias Case = NamedCase<String, String?>

    static let cases: [Case] = [
        Case("a ConfigMap", "configmap \"settings\" not found", "ConfigMap settings"),
        Case("a Secret", "secret \"token\" not found", "Secret token"),
        Case(
            "a key of a ConfigMap", "couldn't find key level in ConfigMap apps/settings",
            "key level of ConfigMap settings"),
        Case("a key of a Secret", "couldn't find key password in Secret apps/token", "key password of Secret token"),
        Case(
            "in older words", "configmaps \"settings\" not found", "ConfigMap settings"),
        Case("a Secret in older words", "secrets \"token\" not found", "Secret token"),
        Case(
            "behind other words",
            "failed to prepare the environment: couldn't find key a.b in ConfigMap apps/settings.",
            "key a.b of ConfigMap settings"),
        Case("another trouble", "container has runAsNonRoot and image will run as root", nil),
        Case(
            "before Kubernetes 1.14", "Couldn't find key logs.region in ConfigMap apps/settings",
            "key logs.region of ConfigMap settings"),
        Case("a name alone", "secret \"token\" is malformed", nil),
        Case("cut off", "couldn't find key ", nil),
    ]

    @Test(arguments: cases)
    func `What is missing is read from the kubelet's words`(_ line: Case) {
        #expect(MissingConfig(line.input)?.text == line.expected)
    }
}
