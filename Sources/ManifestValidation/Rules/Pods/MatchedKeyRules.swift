/// Keys whose values the server takes from the new pod (`applyMatchLabelKeysAndMismatchLabelKeys`): in the pod, a
/// selector must not have them already.
enum MatchedKeyRules {
    static func check(_ template: Field, _ problems: inout ProblemList) {
        let spec = template["spec"]
        var labels = Set(template["metadata", "labels"].entries.map(\.key))
        // The DaemonSet's controller adds these.
        labels.formUnion(["controller-revision-hash", "pod-template-generation"])
        var terms = spec["topologySpreadConstraints"].items
        for name in ["podAffinity", "podAntiAffinity"] {
            let affinity = spec["affinity", name]
            terms += affinity["requiredDuringSchedulingIgnoredDuringExecution"].items
            terms += affinity["preferredDuringSchedulingIgnoredDuringExecution"].items.map { $0["podAffinityTerm"] }
        }
        for term in terms where term["labelSelector"].isSet { check(term, labels, &problems) }
    }

    private static func check(_ term: Field, _ labels: Set<String>, _ problems: inout ProblemList) {
        let selector = term["labelSelector"]
        var selected = Set(selector["matchLabels"].entries.map(\.key))
        selected.formUnion(selector["matchExpressions"].items.map { $0["key"].text })
        for key in term["matchLabelKeys"].items where labels.contains(key.text) {
            if !selected.insert(key.text).inserted {
                problems.invalid(key, "\(ProblemList.quoted(key.text)) appears twice, here or in labelSelector")
            }
        }
    }
}
