import KubernetesModel
import ManifestValidation
import Testing

@Suite("Problems have a place, a path and the nearest correct name")
struct ProblemTests {
    private static let container = "spec.template.spec.containers[0]"

    @Test("A misspelt field is reported once, with its line and the field that was meant")
    func misspelt() throws {
        let problems = try judged(daemonSet(container: "resources:\n  limit: {cpu: 1}"))
        let problem = try #require(problems.first)
        #expect(problems.count == 1)
        #expect(problem.code == .unknownField)
        #expect(problem.position.line == 16)
        #expect(
            problem.description
                == "agent.yaml:16: \(Self.container).resources.limit: unknown field; did you mean \"limits\"?")
    }

    @Test("What a misspelt field leaves open is not reported beside it")
    func consequence() throws {
        let text = daemonSet().replacing("selector:", with: "selectors:").replacing("containers:", with: "container:")
        #expect(
            try judged(text).codes == ["spec.selectors unknown-field", "spec.template.spec.container unknown-field"])
    }

    @Test("A field in the wrong object is told where it belongs")
    func misplaced() throws {
        let refusals = try judged(daemonSet(spec: "tolerations: []")).refusals
        #expect(refusals == ["spec.tolerations: unknown field; spec.template.spec.tolerations exists"])
    }

    @Test(
        "Values without the quotes that they need, or with quotes too many, are told so",
        arguments: [
            ("env: [{name: PORT, value: 8080}]", "env[0].value", "the number 8080; put it in quotes"),
            ("env: [{name: SWITCH, value: yes}]", "env[0].value", "yes, which YAML reads as true; put it in quotes"),
            ("ports: [{containerPort: \"80\"}]", "ports[0].containerPort", "the string \"80\"; remove the quotes"),
            ("tty: \"true\"", "tty", "the string \"true\"; remove the quotes"),
            ("args: serve", "args", "the string \"serve\""), ("ports: {containerPort: 80}", "ports", "an object"),
            ("resources: {limits: {cpu: one}}", "resources.limits[cpu]", "the string \"one\""),
        ])
    func quotes(field: String, path: String, news: String) throws {
        let problem = try #require(try judged(daemonSet(container: field)).first)
        #expect(problem.code == .wrongType)
        #expect(problem.path == "\(Self.container).\(path)")
        #expect(problem.message.hasSuffix(news), "\(problem.message)")
    }

    @Test(
        "Quoting that is right is taken",
        arguments: [
            "env: [{name: PORT, value: \"8080\"}, {name: SWITCH, value: 'yes'}, {name: NONE, value: null}]",
            "ports: [{containerPort: 80.0}, {containerPort: 0x50, protocol: UDP}]",
            "ports: [{containerPort: !!int \"80\"}]", "resources: {limits: {cpu: 1, memory: \"128Mi\"}}", "args: ~",
            "livenessProbe: {httpGet: {port: http}}", "livenessProbe: {httpGet: {port: 80}}",
        ])
    func rightQuotes(field: String) throws { #expect(try judged(daemonSet(container: field)).isEmpty) }

    @Test("A volume that is not there comes with the one that was meant")
    func volume() throws {
        let text = daemonSet(
            pod: "volumes: [{name: config, configMap: {name: c}}]",
            container: "volumeMounts: [{name: confg, mountPath: /c}]")
        let problem = try #require(try judged(text).first)
        #expect(problem.code == .notFound)
        #expect(problem.nearest == "config")
    }

    @Test("A value out of a list comes with the one that was meant, whatever its case")
    func choice() throws {
        let problem = try #require(try judged(daemonSet(container: "imagePullPolicy: ifnotpresent")).first)
        #expect(problem.code == .unsupported)
        #expect(problem.nearest == "IfNotPresent")
    }

    @Test("A key that stands twice is a warning: kubectl passes the last one on")
    func repeated() throws {
        let problems = try judged(daemonSet(container: "tty: true\ntty: false"))
        #expect(problems.map(\.code) == [.duplicateField])
        #expect(problems.refusals.isEmpty)
        #expect(problems.first?.position.line == 16)
    }

    @Test(
        "What the server warns of is a warning, and no refusal",
        arguments: [
            ("", "resources: {limits: {memory: 128m}}", "resources.limits[memory] field-invalid"),
            ("", "env: [{name: A, value: b}, {name: A, value: c}]", "env[1].name value-duplicate"),
            ("", "ports: [{containerPort: 80}, {containerPort: 80}]", "ports[1].containerPort value-duplicate"),
            ("", "env: [{name: A, value: b}, {name: A, value: \"$(A)/c\"}]", ""),
            (
                "nodeSelector: {beta.kubernetes.io/os: linux}", "",
                "nodeSelector[beta.kubernetes.io/os] field-deprecated"
            ),
            ("terminationGracePeriodSeconds: -1", "", "terminationGracePeriodSeconds field-invalid"),
            ("volumes: [{name: v, gitRepo: {repository: r}}]", "", "volumes[0].gitRepo field-deprecated"),
        ])
    func warnings(pod: String, container: String, expected: String) throws {
        let problems = try judged(daemonSet(pod: pod, container: container))
        #expect(problems.allSatisfy { $0.severity == .warning })
        let found = problems.map { "\($0.path) \($0.code.rawValue)" }.joined()
        #expect(expected.isEmpty ? found.isEmpty : found.hasSuffix(expected), "\(found)")
    }

    @Test("What only the pods are refused for is told apart")
    func podOnly() throws {
        let problems = try judged(daemonSet().replacing("busybox", with: "\" busybox\""))
        #expect(problems.map(\.refusesPodOnly) == [true])
    }

    @Test("The selector of a DaemonSet that exists cannot change")
    func immutable() throws {
        var existing = DaemonSet()
        existing.selector = LabelSelector(matchLabels: ["app": "agent"])
        #expect(try judged(daemonSet(), existing: .daemonSet(existing)).isEmpty)
        #expect(try judged(daemonSet(), existing: .none).isEmpty)
        existing.selector = LabelSelector(matchLabels: ["app": "agent", "tier": "node"])
        #expect(try judged(daemonSet(), existing: .daemonSet(existing)).codes == ["spec.selector field-immutable"])
    }

    @Test(
        "What an exported manifest says of the object it was is compared with the object that is",
        arguments: [
            ("uid: one", ""), ("uid: two", "metadata.uid field-immutable"), ("resourceVersion: \"7\"", ""),
            ("resourceVersion: \"6\"", "metadata.resourceVersion field-immutable"), ("generation: 1", ""),
            ("creationTimestamp: 2020-01-01T00:00:00Z", ""), ("managedFields: []", ""),
            ("deletionTimestamp: 2020-01-01T00:00:00Z", "metadata.deletionTimestamp field-immutable"),
            ("deletionGracePeriodSeconds: 5", "metadata.deletionGracePeriodSeconds field-immutable"),
        ])
    func exported(line: String, expected: String) throws {
        var existing = DaemonSet()
        existing.selector = LabelSelector(matchLabels: ["app": "agent"])
        existing.metadata.uid = "one"
        existing.resourceVersion = 7
        let manifest = daemonSet().replacing("name: agent\n", with: "name: agent\n  \(line)\n", maxReplacements: 1)
        let found = try judged(manifest, existing: .daemonSet(existing)).codes
        #expect(found == (expected.isEmpty ? [] : [expected]))
        // A new one takes all of that.
        #expect(try judged(manifest, existing: .none).codes.isEmpty)
    }

    @Test("Finalizers cannot be added to what is being deleted")
    func finalizersOfDeleted() throws {
        var existing = DaemonSet()
        existing.selector = LabelSelector(matchLabels: ["app": "agent"])
        existing.metadata.finalizers = ["example.com/old"]
        existing.metadata.deletionTimestamp = Timestamp(seconds: 10)
        let manifest = daemonSet().replacing(
            "name: agent\n", with: "name: agent\n  finalizers: [example.com/old, example.com/new]\n", maxReplacements: 1
        )
        #expect(
            try judged(manifest, existing: .daemonSet(existing)).codes == ["metadata.finalizers[1] field-forbidden"])
        existing.metadata.deletionTimestamp = nil
        #expect(try judged(manifest, existing: .daemonSet(existing)).codes.isEmpty)
    }

    @Test(
        "Values at the end of all ranges are judged",
        arguments: [
            "resources: {limits: {cpu: 1000000000000E, memory: \"-99999999999999999999999999999Ei\"}}",
            "resources: {limits: {hugepages-2Mi: 1e99, hugepages-0: 1, hugepages-1n: 1, cpu: 1}}",
            "ports: [{containerPort: 1e400}, {containerPort: -9223372036854775809}, {containerPort: .inf}]",
            "livenessProbe: {exec: {command: [a]}, timeoutSeconds: 1e18}",
            "lifecycle: {preStop: {sleep: {seconds: -9223372036854775808}}}",
            "securityContext: {runAsUser: 9223372036854775807}",
        ])
    func extremes(field: String) throws { #expect(try !judged(daemonSet(container: field)).refusals.isEmpty) }

    @Test("Many problems end at a bound, and take little time")
    func many() throws {
        let fields = (0..<50_000).map { "field\($0): 1" }.joined(separator: "\n")
        let start = ContinuousClock.now
        #expect(try judged(daemonSet(pod: fields)).count < 250)
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
