import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@testable import PodAdmission

@Suite("What admission has against the pods of a DaemonSet")
struct PodAdmissionTests {
    private static let base = "spec.template.spec."

    @Test("An ordinary DaemonSet is taken as it is")
    func nothingToSay() throws {
        #expect(try Reviewing().review() == AdmissionReview(findings: [], changes: []))
    }

    @Test("A namespace has to be there and to stay, and the rest is its consequence")
    func namespaces() throws {
        var reviewing = Reviewing()
        reviewing.spec.priorityClassName = "nosuch"
        reviewing.snapshot.namespaces[0].isTerminating = true
        #expect(try reviewing.findings() == ["namespace-terminating metadata.namespace"])
        reviewing.snapshot.namespaces[0].metadata.name = "loging"
        #expect(try reviewing.findings() == ["namespace-missing metadata.namespace"])
        #expect(try reviewing.review().findings.first?.hint == "did you mean \"loging\"?")
        reviewing.snapshot.gaps = [Gap(code: .namespacesMissing, detail: "", missing: [.namespaces])]
        #expect(
            try reviewing.findings() == [
                "admission-not-checked metadata.namespace", "priority-class-missing \(Self.base)priorityClassName",
            ])
    }

    @Test("Classes and accounts that the pods name have to be there")
    func missingObjects() throws {
        var reviewing = Reviewing(#"{"serviceAccountName": "agent"}"#)
        reviewing.spec.priorityClassName = "nosuch"
        reviewing.spec.runtimeClassName = "nosuch"
        #expect(
            try reviewing.findings() == [
                "priority-class-missing \(Self.base)priorityClassName",
                "runtime-class-missing \(Self.base)runtimeClassName",
                "service-account-missing \(Self.base)serviceAccountName",
            ])
        #expect(try reviewing.review().refusesAllPods)
        let kinds: [SnapshotPart] = [.priorityClasses, .runtimeClasses, .objects(.serviceAccount)]
        reviewing.snapshot.gaps = kinds.map { Gap(code: .accessForbidden, detail: "", missing: [$0]) }
        #expect(try reviewing.review().findings.allSatisfy { $0.effect == .notChecked })
        #expect(try reviewing.review().findings.count == 3)
    }

    @Test("Built-in classes are always there, and an account is found by its old field too")
    func knownObjects() throws {
        var reviewing = Reviewing(#"{"serviceAccount": "default"}"#)
        reviewing.spec.priorityClassName = "system-node-critical"
        #expect(try reviewing.findings().isEmpty)
        #expect(try reviewing.review().changes == ["priority 2000001000"])
    }

    @Test("A quota on affinity across namespaces counts preferred terms too")
    func crossNamespaceAffinity() throws {
        func findings(_ term: String, hard: String) throws -> Set<String> {
            var reviewing = Reviewing(
                #"{"affinity": {"podAffinity": {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 1, "#
                    + #""podAffinityTerm": {"topologyKey": "zone", "labelSelector": {}\#(term)}}]}}}"#)
            var quota = ResourceQuota()
            quota.metadata = ObjectMeta(name: "across", namespace: "logging")
            quota.hard = resources(["pods": hard])
            quota.scopes = [.init(key: "CrossNamespacePodAffinity", comparison: .exists, values: [])]
            reviewing.snapshot.resourceQuotas = [quota]
            return try reviewing.findings()
        }
        #expect(try findings(#", "namespaceSelector": {}"#, hard: "0") == ["quota-exceeded \(Self.base)affinity"])
        #expect(try findings(#", "namespaces": ["apps"]"#, hard: "0") == ["quota-exceeded \(Self.base)affinity"])
        #expect(try findings(#", "namespaces": ["apps"]"#, hard: "1").isEmpty)
        #expect(try findings("", hard: "0").isEmpty)
    }

    @Test("Priority and preemption policy cannot contradict the class")
    func priorities() throws {
        var reviewing = Reviewing(#"{"preemptionPolicy": "Never"}"#)
        reviewing.spec.priority = 7
        #expect(
            try reviewing.findings() == [
                "priority-conflict \(Self.base)priority", "priority-conflict \(Self.base)preemptionPolicy",
            ])
        var polite = PriorityClass()
        polite.metadata.name = "polite"
        polite.value = 7
        polite.neverPreempts = true
        reviewing.snapshot.priorityClasses = [polite]
        reviewing.spec.priorityClassName = "polite"
        #expect(try reviewing.findings().isEmpty)
    }

    @Test("A RuntimeClass brings overhead, labels and tolerations, which cannot be contradicted")
    func runtimeClasses() throws {
        var sandboxed = RuntimeClass()
        sandboxed.metadata.name = "sandboxed"
        sandboxed.overhead = resources(["memory": "300Mi"])
        sandboxed.nodeSelector = ["sandbox": "yes"]
        var reviewing = Reviewing()
        reviewing.snapshot.runtimeClasses = [sandboxed]
        reviewing.spec.runtimeClassName = "sandboxed"
        #expect(
            try reviewing.review()
                == AdmissionReview(
                    findings: [], changes: ["overhead memory 300Mi", "nodeSelector sandbox=yes"]))
        reviewing.spec.nodeSelector = ["sandbox": "no"]
        reviewing.spec.overhead = resources(["memory": "1Mi"])
        #expect(
            try reviewing.findings() == [
                "runtime-class-conflict \(Self.base)overhead",
                "runtime-class-conflict \(Self.base)nodeSelector[sandbox]",
            ])
    }

    @Test("Node selectors and tolerations of the namespace bind the pods")
    func namespaceRules() throws {
        var reviewing = Reviewing()
        reviewing.snapshot.namespaces[0].metadata.annotations = [Annotation.namespaceNodeSelector: "pool=logging"]
        #expect(try reviewing.review().changes == ["nodeSelector pool=logging"])
        reviewing.spec.nodeSelector = ["pool": "general"]
        #expect(try reviewing.findings() == ["node-selector-conflict \(Self.base)nodeSelector[pool]"])
        reviewing.snapshot.namespaces[0].metadata.annotations = [:]
        reviewing.spec.tolerations = [Toleration(key: "gpu", comparison: .exists)]
        reviewing.snapshot.namespaces[0].allowedTolerations = [Toleration(key: "disk", comparison: .exists)]
        #expect(
            try reviewing.findings() == [
                "toleration-not-allowed \(Self.base)tolerations[0]", "toleration-not-allowed \(Self.base)tolerations",
            ])
        reviewing.snapshot.namespaces[0].allowedTolerations = [Toleration(comparison: .exists)]
        #expect(try reviewing.findings().isEmpty)
    }

    @Test("Webhooks that are asked about the pods are named, others are not")
    func webhooks() throws {
        func configuration(_ resource: String, _ edit: (inout AdmissionWebhook) -> Void = { _ in })
            -> MutatingWebhookConfiguration
        {
            var webhook = AdmissionWebhook()
            webhook.name = "inject.example"
            webhook.rules = [.init()]
            webhook.rules[0].operations = ["CREATE"]
            webhook.rules[0].resources = [resource]
            edit(&webhook)
            var configuration = MutatingWebhookConfiguration()
            configuration.webhooks = [webhook]
            return configuration
        }
        var reviewing = Reviewing()
        reviewing.snapshot.setObjects([configuration("pods")])
        #expect(try reviewing.review().findings.map(\.effect) == [.unknown])
        #expect(try reviewing.review().findings.first?.message.contains("inject.example") == true)
        reviewing.snapshot.setObjects([configuration("services")])
        #expect(try reviewing.findings().isEmpty)
        reviewing.snapshot.setObjects([
            configuration("*") { $0.namespaceSelector = LabelSelector(matchLabels: ["inject": "yes"]) }
        ])
        #expect(try reviewing.findings().isEmpty)
    }
}
