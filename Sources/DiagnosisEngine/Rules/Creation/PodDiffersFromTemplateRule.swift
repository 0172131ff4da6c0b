import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// Admission changed the pod, and that keeps it off its node.
    public static let podDiffersFromTemplate = Self("pod-differs-from-template")
}

/// Admission changed the pod, and that keeps it off its node.
struct PodDiffersFromTemplateRule: NodeRule {
    static let code = FindingCode.podDiffersFromTemplate
    static let family = FindingFamily.creation
    static let needs: [SnapshotPart] = [
        .daemonSets, .daemonSetSpec, .nodes, .pods, .podsOfOtherNamespaces,
    ]
    static let weakenedWithout: [SnapshotPart] = [.namespaces, .runtimeClasses, .priorityClasses]
    static let parameters: [ParameterDescription] = [
        .text("field"), .text("value"), .text("changedBy"), .text("changedByKind"), .truth("isRefusedByKubelet"),
        .text("selectorKey", .optional), .text("selectorValue", .optional), .text("namespaceAnnotation", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "Admission changed the pod so that it cannot run on its node.",
        explanation: """
            The DaemonSet controller checks the template; the scheduler and the kubelet check the pod. Admission can \
            change the pod in between: a namespace's node selector (PodNodeSelector, OpenShift's project node \
            selector), a RuntimeClass with its overhead, PodTolerationRestriction, webhooks and policies. The \
            controller then keeps sending pods to nodes where they can never run.
            """)

    /// The change.
    struct Change: Sendable {
        var field: String
        var value: String
        var pair: Labels.Pair?
        var isRefusedByKubelet: Bool
        /// The pod's RuntimeClass, where the change is its overhead; empty without one.
        var runtimeClass = ""
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Change>? {
        guard node.verdict.shouldRun, let pod = node.pod,
            node.isWaitingForScheduler || KubeletRefusal.hasRefused(pod)
        else { return nil }
        let template = situation.daemonSet.template.spec
        let isRefused = !node.isWaitingForScheduler
        let reason = pod.status.reason
        if !isRefused || KubeletRefusal.isAboutLabels(reason),
            let pair = pod.spec.nodeSelector.pairs.first(where: {
                template.nodeSelector[$0.key] != $0.value && node.node.metadata.labels[$0.key] != $0.value
            })
        {
            return symptom(
                Change(
                    field: "nodeSelector", value: "\(pair.key)=\(pair.value)", pair: pair, isRefusedByKubelet: isRefused
                ),
                of: pod, on: node)
        }
        if !isRefused || KubeletRefusal.isAboutLabels(reason),
            let added = Self.addedAffinity(of: pod, on: node, template)
        {
            return symptom(
                Change(field: "affinity", value: added.words, isRefusedByKubelet: isRefused), of: pod, on: node)
        }
        if !isRefused || KubeletRefusal.isAboutTaints(reason) {
            let wanted = TolerationSet(DaemonPodTemplate.tolerations(of: template))
            let given = TolerationSet(pod.spec.tolerations)
            let taint = node.node.taints.first { taint in
                (taint.effect == .noExecute || taint.effect == .noSchedule && !isRefused)
                    && wanted.tolerate(taint) && !given.tolerate(taint)
            }
            if let taint {
                return symptom(
                    Change(field: "tolerations", value: taint.description, isRefusedByKubelet: isRefused), of: pod,
                    on: node)
            }
        }
        guard !isRefused,
            let change = Self.lessPriority(of: pod, on: node, in: situation)
                ?? Self.overhead(of: pod, on: node, in: situation)
        else { return nil }
        return symptom(change, of: pod, on: node)
    }

    /// A lower priority than the template's class gives, where pods between the two hold what the pod lacks.
    private static func lessPriority(
        of pod: Pod, on node: NodeSituation, in situation: DaemonSetSituation
    ) -> Change? {
        let name = situation.daemonSet.template.spec.priorityClassName
        guard !name.isEmpty, pod.spec.priorityClassName != name, !ResourceShortage.all(on: node).isEmpty,
            let wanted = PriorityClass.builtIn[name] ?? situation.index.priorityClass(named: name)?.value
        else { return nil }
        let given = pod.priority
        let isDecisive = situation.index.podsByNode[node.position].contains { position in
            let other = situation.snapshot.pods[position].priority
            return other >= given && other < wanted
        }
        guard isDecisive else { return nil }
        let own =
            pod.spec.priorityClassName.isEmpty ? "no priority class" : "priority class \(pod.spec.priorityClassName)"
        return Change(
            field: "priority", value: "\(own) (\(given)) in place of \(name) (\(wanted))", isRefusedByKubelet: false)
    }

    /// An overhead that neither the template nor its RuntimeClass has and without which the pod would fit.
    private static func overhead(of pod: Pod, on node: NodeSituation, in situation: DaemonSetSituation) -> Change? {
        let template = situation.daemonSet.template.spec
        let shortages = ResourceShortage.all(on: node)
        // The template's own RuntimeClass is its author's choice.
        guard template.overhead.isEmpty,
            template.runtimeClassName.isEmpty
                || template.runtimeClassName
                    != pod.spec.runtimeClassName,
            !pod.spec.overhead.isEmpty, !shortages.isEmpty,
            shortages.allSatisfy({ shortage in
                guard let added = pod.spec.overhead[shortage.resource] else { return false }
                return added >= ResourceAmounts.quantity(shortage.shortfall, of: shortage.resource)
            })
        else { return nil }
        let amounts = shortages.compactMap { shortage in
            pod.spec.overhead[shortage.resource].map {
                "\($0.readable(for: shortage.resource)) of \(shortage.resource)"
            }
        }
        return Change(
            field: "overhead", value: Wording.list(amounts), isRefusedByKubelet: false,
            runtimeClass: pod.spec.runtimeClassName)
    }

    /// A requirement on node labels that the node lacks, that each term of the pod's node affinity has or is kept from by
    /// others like it, and that is not in the template.
    ///
    /// The controller itself puts the node's name in the place of the template's terms
    /// (`ReplaceDaemonSetPodNodeNameNodeAffinity`), so what else stands there is admission's.
    private static func addedAffinity(of pod: Pod, on node: NodeSituation, _ template: PodSpec)
        -> NodeSelectorRequirement?
    {
        guard let affinity = pod.spec.requiredNodeAffinity, !affinity.terms.isEmpty,
            !affinity.matches(nodeName: node.node.name, labels: node.node.metadata.labels)
        else { return nil }
        let own = Set((template.requiredNodeAffinity?.terms ?? []).flatMap(\.matchExpressions))
        let unmet = affinity.terms.map { term in
            term.matchExpressions.first { !own.contains($0) && !$0.matches(node.node.metadata.labels[$0.key]) }
        }
        return unmet.allSatisfy { $0 != nil } ? unmet[0] : nil
    }

    private func symptom(_ change: Change, of pod: Pod, on node: NodeSituation) -> Symptom<Change> {
        let spec =
            ["priority", "overhead"].contains(change.field)
            ? "\(change.field): \(change.value)"
            : change.field == "tolerations"
                ? "tolerations do not cover \(change.value)" : "\(change.field) \(change.value), not in the template"
        let said = [pod.status.reason, Wording.firstLine(pod.status.message)].filter { !$0.isEmpty }
        let refusal =
            said.isEmpty
            ? node.schedulerEvidence
            : [
                Evidence(
                    kind: .condition, object: "Pod \(pod.metadata.qualifiedName)", text: said.joined(separator: ": "))
            ]
        return Symptom(
            grouping: "\(change.field) \(change.value)", detail: change,
            evidence: [Evidence(kind: .spec, object: "Pod \(pod.metadata.qualifiedName)", text: spec)] + refusal)
    }

    func description(
        of symptoms: [LocatedSymptom<Change>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let change = symptoms[0].detail
        let author = AdmissionAuthor(of: change, in: situation)
        var parameters: Parameters = [
            "field": .text(change.field), "value": .text(change.value), "changedBy": .text(author.words),
            "changedByKind": .text(author.kind.rawValue), "isRefusedByKubelet": .truth(change.isRefusedByKubelet),
        ]
        parameters["selectorKey"] = change.pair.map { .text($0.key) }
        parameters["selectorValue"] = change.pair.map { .text($0.value) }
        parameters["namespaceAnnotation"] = author.annotation.map { .text($0) }
        if ["priority", "overhead"].contains(change.field) {
            return amountDescription(of: change, author: author, on: symptoms.count, parameters)
        }
        let isTaint = change.field == "tolerations"
        let what =
            isTaint
            ? "Admission took the toleration of \(change.value) out of the pod"
            : change.field == "affinity"
                ? "The pod's node affinity asks for \(change.value), which is not in the template: a webhook or a policy added it"
                : "The pod has node selector \(change.value), which is not in the template: \(author.words) added it"
        let who = change.isRefusedByKubelet ? "the kubelet refuses each" : "the scheduler cannot place them"
        let nodes = Wording.count(symptoms.count, "node")
        let lack =
            isTaint
            ? "\(symptoms.count == 1 ? "has" : "have") that taint"
            : "\(symptoms.count == 1 ? "does" : "do") not match it"
        return FindingDescription(
            title: "the pod differs from the template",
            message:
                "\(what). \(nodes) \(lack). The DaemonSet controller checks only the template and sends pods there; "
                + "\(who).",
            parameters: parameters)
    }
}

extension PodDiffersFromTemplateRule {
    /// A change of what the pod takes, or may take from others.
    private func amountDescription(
        of change: Change, author: AdmissionAuthor, on count: Int, _ parameters: Parameters
    ) -> FindingDescription {
        let nodes = "\(Wording.count(count, "node")) \(count == 1 ? "has" : "have")"
        let message =
            change.field == "overhead"
            ? "\(author.words) adds an overhead of \(change.value) to the pod, which is not in the template. "
                + "\(nodes) room for what the containers request, and not for that too."
            : "The pod has \(change.value), which the template names: \(author.words) changed it. "
                + "\(nodes) pods of a priority between the two: with the template's class the pod could take their place."
        return FindingDescription(
            title: "the pod differs from the template", message: message, parameters: parameters)
    }
}

extension NodeSelectorRequirement {
    /// `pool In [web, db]`, `gpu Exists`.
    fileprivate var words: String {
        [key, comparison?.rawValue, values.isEmpty ? nil : "[\(Wording.commas(values, most: 12))]"].compactMap(\.self)
            .joined(separator: " ")
    }
}

/// Who gave a pod its node selector.
private struct AdmissionAuthor {
    enum Kind: String {
        case runtimeClass = "runtime-class"
        case namespace
        case openShiftNamespace = "openshift-namespace"
        case openShiftDefault = "openshift-default"
        case unknown
    }

    var kind = Kind.unknown
    var words = "admission (a default of the API server, a webhook or a policy)"
    /// The annotation of the namespace that decides.
    var annotation: String?

    init(of change: PodDiffersFromTemplateRule.Change, in situation: DaemonSetSituation) {
        if change.field == "overhead", !change.runtimeClass.isEmpty {
            kind = .runtimeClass
            words = "RuntimeClass \(change.runtimeClass), which the template doesn't name,"
            return
        }
        guard let pair = change.pair else { return }
        let daemonSet = situation.daemonSet
        let className = daemonSet.template.spec.runtimeClassName
        let annotations = situation.index.namespace(named: daemonSet.namespace)?.metadata.annotations
        func selects(_ text: String?) -> Bool {
            text?.split(separator: ",").contains { $0.filter { $0 != " " } == "\(pair.key)=\(pair.value)" } ?? false
        }
        if let runtimeClass = situation.snapshot.runtimeClasses.first(where: {
            !className.isEmpty && $0.name == className && $0.nodeSelector[pair.key] == pair.value
        }) {
            kind = .runtimeClass
            words = "RuntimeClass \(runtimeClass.name)"
        } else if selects(annotations?[Annotation.namespaceNodeSelector]) {
            kind = .namespace
            annotation = Annotation.namespaceNodeSelector
            words =
                "namespace \(daemonSet.namespace)'s annotation \(Annotation.namespaceNodeSelector) (PodNodeSelector)"
        } else if selects(annotations?[Annotation.openShiftNodeSelector]) {
            kind = .openShiftNamespace
            annotation = Annotation.openShiftNodeSelector
            words = "project \(daemonSet.namespace)'s annotation \(Annotation.openShiftNodeSelector)"
        } else if annotations?[Annotation.openShiftUIDRange] != nil {
            kind = .openShiftDefault
            annotation = Annotation.openShiftNodeSelector
            words = "the cluster's default project node selector (OpenShift)"
        }
    }
}

extension PodDiffersFromTemplateRule {
    static var examples: [RuleExample] { PodDifferenceExamples.all }
}
