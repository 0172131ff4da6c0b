import KubernetesModel
import PlacementEngine

/// Holds requests and limits, those that it has filled in among them, to the namespace's LimitRanges
/// (`plugin/pkg/admission/limitranger`, `PodValidateLimitFunc`).
enum LimitRanger {
    static func findings(_ request: AdmissionRequest) -> [AdmissionFinding] {
        var findings: [AdmissionFinding] = []
        if request.mayLack(.limitRange) {
            findings.append(
                AdmissionFinding(
                    .admissionNotChecked, .notChecked, at: AdmissionRequest.field("containers"),
                    "the snapshot has no LimitRanges, so defaults and bounds were not checked"))
        }
        let ranges = request.index.limitRanges(inNamespace: request.daemonSet.namespace).sorted { $0.name < $1.name }
        for range in ranges {
            for item in range.limits {
                switch item.type {
                case "Container":
                    for (place, container) in request.containers {
                        let subject = Subject(
                            range: range.name, kind: "container", name: "container \(container.name)",
                            place: "\(place).resources", amounts: container.resources)
                        findings += subject.findings(item)
                    }
                case "Pod":
                    var spec = request.pod.spec
                    spec.overhead = ResourceList()
                    let amounts = ResourceRequirements(
                        requests: PodRequests.ofUnscheduled(spec), limits: PodRequests.limits(of: spec))
                    let subject = Subject(
                        range: range.name, kind: "pod", name: "the pod", place: AdmissionRequest.field("containers"),
                        amounts: amounts)
                    findings += subject.findings(item)
                default: break
                }
            }
        }
        return findings + contradictions(request) + contradictionsOfPod(request)
    }

    /// Defaults of containers can exceed what the pod as a whole asks for or may use: such a pod is invalid
    /// (`validatePodResourceConsistency`).
    private static func contradictionsOfPod(_ request: AdmissionRequest) -> [AdmissionFinding] {
        let (written, pod) = (request.spec, request.pod.spec)
        guard !written.resources.requests.isEmpty || !written.resources.limits.isEmpty else { return [] }
        func ofContainers(_ spec: PodSpec) -> ResourceList {
            var own = spec
            (own.resources, own.overhead) = (ResourceRequirements(), ResourceList())
            return PodRequests.ofUnscheduled(own)
        }
        let (before, after) = (ofContainers(written), ofContainers(pod))
        var findings: [AdmissionFinding] = []
        for entry in written.resources.requests.entries {
            guard let sum = after[entry.name], sum > entry.quantity, before[entry.name] != sum else { continue }
            findings.append(
                AdmissionFinding(
                    .limitRangeViolated, .refusesPods, at: AdmissionRequest.field("resources.requests[\(entry.name)]"),
                    "the pod asks for \(entry.quantity) \(entry.name), and with the namespace's LimitRange its containers "
                        + "ask for \(sum)", hint: "set the containers' requests"))
        }
        for (own, admitted) in zip(written.initContainers + written.containers, request.containers) {
            for entry in written.resources.limits.entries {
                guard let limit = admitted.container.resources.limits[entry.name], limit > entry.quantity,
                    own.resources.limits[entry.name] == nil
                else { continue }
                findings.append(
                    AdmissionFinding(
                        .limitRangeViolated, .refusesPods, at: "\(admitted.place).resources.limits[\(entry.name)]",
                        "the pod's limit is \(entry.quantity) \(entry.name), and with the namespace's LimitRange that of "
                            + "container \(own.name) is \(limit)", hint: "set the container's limit"))
            }
        }
        return findings
    }

    /// A default can leave a container with a limit below its request: such a pod is invalid.
    private static func contradictions(_ request: AdmissionRequest) -> [AdmissionFinding] {
        let written = request.spec.initContainers + request.spec.containers
        return zip(written, request.containers).flatMap { written, admitted in
            admitted.container.resources.requests.entries.compactMap { entry -> AdmissionFinding? in
                guard let limit = admitted.container.resources.limits[entry.name], limit < entry.quantity,
                    written.resources.limits[entry.name] == nil || written.resources.requests[entry.name] == nil
                else { return nil }
                return AdmissionFinding(
                    .limitRangeViolated, .refusesPods, at: "\(admitted.place).resources.requests[\(entry.name)]",
                    "container \(written.name) requests \(entry.quantity) of \(entry.name), but the namespace's "
                        + "LimitRange sets its limit to \(limit)", hint: "set request and limit")
            }
        }
    }

    /// The subject of a rule.
    private struct Subject {
        var range: String
        /// `container` or `pod`.
        var kind: String
        var name: String
        var place: String
        var amounts: ResourceRequirements

        func findings(_ item: LimitRangeItem) -> [AdmissionFinding] {
            item.min.entries.compactMap { least($0.name, $0.quantity) }
                + item.max.entries.compactMap { most($0.name, $0.quantity) }
                + item.maxLimitRequestRatio.entries.compactMap { ratio($0.name, $0.quantity) }
        }

        /// `minConstraint`.
        private func least(_ resource: String, _ bound: Quantity) -> AdmissionFinding? {
            let rule = "requires at least \(bound) of \(resource) per \(kind)"
            guard let request = amounts.requests[resource] else {
                return finding("requests", resource, rule, "\(name) has no request")
            }
            if request < bound { return finding("requests", resource, rule, "\(name) requests \(request)") }
            if let limit = amounts.limits[resource], limit < bound {
                return finding("limits", resource, rule, "the limit of \(name) is \(limit)")
            }
            return nil
        }

        /// `maxConstraint`.
        private func most(_ resource: String, _ bound: Quantity) -> AdmissionFinding? {
            let rule = "allows at most \(bound) of \(resource) per \(kind)"
            guard let limit = amounts.limits[resource] else {
                return finding("limits", resource, rule, "\(name) has no limit")
            }
            if limit > bound { return finding("limits", resource, rule, "the limit of \(name) is \(limit)") }
            if let request = amounts.requests[resource], request > bound {
                return finding("requests", resource, rule, "\(name) requests \(request)")
            }
            return nil
        }

        /// `limitRequestRatioConstraint`.
        private func ratio(_ resource: String, _ bound: Quantity) -> AdmissionFinding? {
            let rule = "allows a limit of at most \(bound) times the request for \(resource) per \(kind)"
            guard let request = amounts.requests[resource], !request.isZero else {
                return finding("requests", resource, rule, "\(name) has no request")
            }
            guard let limit = amounts.limits[resource], !limit.isZero else {
                return finding("limits", resource, rule, "\(name) has no limit")
            }
            guard limit * 1000 > request * bound.milliUnits else { return nil }
            return finding("limits", resource, rule, "\(name) requests \(request) and its limit is \(limit)")
        }

        private func finding(_ list: String, _ resource: String, _ rule: String, _ fact: String) -> AdmissionFinding {
            // A pod's amounts are sums and stand nowhere.
            let field = kind == "pod" ? place : "\(place).\(list)[\(resource)]"
            return AdmissionFinding(
                .limitRangeViolated, .refusesPods, at: field, "LimitRange \(range) \(rule); \(fact)")
        }
    }
}
