import DiagnosisEngine
import KubernetesModel

/// What a patch has to know of the DaemonSet, exactly as it stands there: so that it keeps what is there, goes beyond
/// it and not below, and can be taken back to the byte.
struct TemplateParameters {
    private(set) var parameters = Parameters()

    init(for finding: Finding, of daemonSet: DaemonSet) {
        let spec = daemonSet.template.spec
        let container = finding.parameters.text("container").flatMap { name in
            spec.allContainers.first { $0.name == name }
        }
        switch finding.code {
        case .insufficientResource, .requestExceedsNode:
            addResources(of: container, finding.parameters.text("resource") ?? "")
        case .crashLoopOutOfMemory: addResources(of: container, ResourceName.memory)
        case .evictedNodePressure:
            addResources(of: container, finding.parameters.text("resource") ?? "")
            addRaisedLimit(of: container, for: finding)
        case .hostPortConflict: addPort(for: finding, in: spec)
        case .imagePullFailed: parameters["pullPolicy"] = container.map { .text($0.imagePullPolicy) }
        case .crashLoopLivenessProbe: addPatience(with: container?.livenessProbe, periods: 6)
        case .crashLoopStartupProbe: addPatience(with: container?.startupProbe, periods: 60)
        case .rolloutStalled: addBudget(of: daemonSet, for: finding)
        default: break
        }
    }

    /// What can be there for findings of `code`; all of it may be absent.
    static func described(for code: FindingCode) -> [ParameterDescription] {
        let resources: [ParameterDescription] = [
            .text("requestInTemplate", .optional), .text("limitInTemplate", .optional),
        ]
        switch code {
        case .insufficientResource, .requestExceedsNode, .crashLoopOutOfMemory: return resources
        case .evictedNodePressure: return resources + [.text("raisedLimit", .optional)]
        case .hostPortConflict: return [.text("containerPath", .optional), .text("portPath", .optional)]
        case .imagePullFailed: return [.text("pullPolicy", .optional)]
        case .crashLoopLivenessProbe, .crashLoopStartupProbe:
            return [.number("suggestedFailureThreshold", .optional), .number("suggestedTimeoutSeconds", .optional)]
        case .rolloutStalled:
            return [.number("suggestedMaxUnavailable", .optional), .text("maxUnavailableShare", .optional)]
        default: return []
        }
    }

    private mutating func addResources(of container: Container?, _ resource: String) {
        parameters["requestInTemplate"] = (container?.resources.requests[resource]).map { .text($0.description) }
        parameters["limitInTemplate"] = (container?.resources.limits[resource]).map { .text($0.description) }
    }

    /// The limit that a greater request needs: one below the request is refused.
    private mutating func addRaisedLimit(of container: Container?, for finding: Finding) {
        guard let resource = finding.parameters.text("resource"), let limit = container?.resources.limits[resource],
            let text = finding.parameters.text("suggestedRequest"), let request = try? Quantity(parsing: text),
            request > limit
        else { return }
        parameters["raisedLimit"] = .text(text)
    }

    /// Where the port stands: two ports of one number and different protocols cannot be told apart by a merge.
    private mutating func addPort(for finding: Finding, in spec: PodSpec) {
        guard let name = finding.parameters.text("container"), case .number(let port)? = finding.parameters["port"],
            let networkProtocol = finding.parameters.text("protocol")
        else { return }
        for (list, containers) in [("containers", spec.containers), ("initContainers", spec.initContainers)] {
            guard let place = containers.firstIndex(where: { $0.name == name }),
                let index = containers[place].ports.firstIndex(where: {
                    Int64($0.hostPort) == port && $0.networkProtocol == networkProtocol
                })
            else { continue }
            let path = "/spec/template/spec/\(list)/\(place)"
            parameters["containerPath"] = .text(path)
            parameters["portPath"] = .text("\(path)/ports/\(index)")
        }
    }

    /// At least so many periods and five seconds, and always more than there are now.
    private mutating func addPatience(with probe: Probe?, periods: Int64) {
        guard let probe else { return }
        parameters["suggestedFailureThreshold"] = .number(max(periods, Int64(probe.failureThreshold) * 2))
        parameters["suggestedTimeoutSeconds"] = .number(max(5, Int64(probe.timeoutSeconds) * 2))
    }

    /// A slot more than are spent now.
    private mutating func addBudget(of daemonSet: DaemonSet, for finding: Finding) {
        guard case .rollingUpdate(let unavailable, _) = daemonSet.updateStrategy,
            case .number(let budget)? = finding.parameters["maxUnavailable"]
        else { return }
        let spent = Int64(finding.nodes.count)
        parameters["suggestedMaxUnavailable"] = .number(max(budget, spent) + 1)
        if case .percent = unavailable { parameters["maxUnavailableShare"] = .text(unavailable.description) }
    }
}
