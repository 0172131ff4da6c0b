import KubernetesModel

/// In what the pods differ from their template, besides the tolerations that all daemon pods get.
struct AdmissionChanges {
    private(set) var texts: [String] = []

    init(_ request: AdmissionRequest) {
        let (spec, pod) = (request.spec, request.pod.spec)
        for (own, admitted) in zip(spec.initContainers + spec.containers, pod.initContainers + pod.containers) {
            var parts: [String] = []
            note("request", own.resources.requests, admitted.resources.requests, &parts)
            note("limit", own.resources.limits, admitted.resources.limits, &parts)
            if !parts.isEmpty { texts.append("container \(own.name): \(parts.joined(separator: ", "))") }
        }
        if spec.overhead != pod.overhead {
            texts.append("overhead \(pod.overhead.entries.map { "\($0.name) \($0.quantity)" }.joined(separator: ", "))")
        }
        for pair in pod.nodeSelector.pairs where spec.nodeSelector[pair.key] != pair.value {
            texts.append("nodeSelector \(pair.key)=\(pair.value)")
        }
        let known = Set(request.automaticTolerations)
        for toleration in pod.tolerations where !known.contains(toleration) {
            texts.append("toleration \(toleration)")
        }
        if request.pod.priority != 0 { texts.append("priority \(request.pod.priority)") }
    }

    private func note(_ word: String, _ own: ResourceList, _ admitted: ResourceList, _ parts: inout [String]) {
        for entry in admitted.entries where own[entry.name] != entry.quantity {
            parts.append("\(entry.name) \(word) \(entry.quantity)")
        }
    }
}
