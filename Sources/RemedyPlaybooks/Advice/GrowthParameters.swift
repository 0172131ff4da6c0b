import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// The limits and requests that a container could be given, by the names that playbooks know.
struct GrowthParameters {
    private let finding: Finding
    private let simulator: Simulator
    private let placement: DaemonSetPlacement
    private(set) var parameters = Parameters()
    /// What was looked for and cannot be had, a line each with the numbers.
    private(set) var inVain: [String] = []

    /// From which share of its cpu limit on a container is held back by it, in percent.
    private static let throttled: Int128 = 80
    /// What a limit of local storage is raised to, in percent: what is written grows with time.
    private static let storageStep: Int128 = 200

    init(for finding: Finding, simulator: Simulator, placement: DaemonSetPlacement) {
        self.finding = finding
        self.simulator = simulator
        self.placement = placement
        let container = finding.parameters.text("container")
        switch finding.code {
        case .crashLoopOutOfMemory: container.map { growMemory(of: $0) }
        case .crashLoopLivenessProbe, .crashLoopStartupProbe, .readinessProbeFailing: container.map { growCPU(of: $0) }
        case .evictedNodePressure: container.map { followRequest(of: $0) }
        case .evictedStorageLimit: growStorage()
        default: break
        }
    }

    static func descriptions(for code: FindingCode) -> [ParameterDescription] {
        let growth: [ParameterDescription] = [
            .text("limitBasis", .optional), .text("limitBound", .optional), .text("limitBoundNode", .optional),
            .text("servingUsage", .optional), .text("newRequest", .optional), .truth("requestFollows", .optional),
            .truth("isGuaranteed", .optional),
        ]
        switch code {
        case .crashLoopOutOfMemory:
            return growth + [
                .text("suggestedMemoryLimit", .optional), .text("memoryRequest", .optional),
                .text("beyondRequest", .optional), .text("resizeRequest", .optional),
                .objects("resizes", [.text("resizePod")]),
            ]
        case .crashLoopLivenessProbe, .crashLoopStartupProbe, .readinessProbeFailing:
            return growth + [
                .text("cpuLimit", .optional), .text("cpuUsage", .optional), .text("suggestedCPULimit", .optional),
            ]
        case .evictedNodePressure:
            return [
                .text("newLimit", .optional), .text("containerLimit", .optional), .text("beyondRequest", .optional),
                .text("storageLimit", .optional),
            ]
        case .evictedStorageLimit: return growth + [.text("suggestedLimit", .optional)]
        default: return []
        }
    }

    private mutating func growMemory(of container: String) {
        guard let limit = limit(of: container, ResourceName.memory) else { return }
        let growth = LimitGrowth(
            of: container, resource: ResourceName.memory, limit: limit, for: finding, simulator: simulator,
            placement: placement)
        note(growth, container, ResourceName.memory, as: "suggestedMemoryLimit", playbook: "resize-memory-limit")
        if let request = growth.request {
            parameters["memoryRequest"] = .text(text(request, ResourceName.memory))
            // It was killed at its limit, so it has used that much.
            if limit > request { parameters["beyondRequest"] = .text(text(limit - request, ResourceName.memory)) }
        }
        guard let suggested = growth.suggested else { return }
        let pods = InPlaceResize.pods(of: finding, container: container, placement: placement, in: simulator.engine)
        parameters["resizes"] = .list(pods.map { .object(["resizePod": .text($0)]) })
        if growth.isGuaranteed { parameters["resizeRequest"] = .text(text(suggested, ResourceName.memory)) }
    }

    /// Only with a measurement: a slow answer has other causes more often.
    private mutating func growCPU(of container: String) {
        guard let limit = limit(of: container, ResourceName.cpu) else { return }
        let growth = LimitGrowth(
            of: container, resource: ResourceName.cpu, limit: limit, for: finding, simulator: simulator,
            placement: placement)
        guard let used = growth.ownUsage, used.nanoUnits * 100 >= limit.nanoUnits * Self.throttled else { return }
        parameters["cpuLimit"] = .text(text(limit, ResourceName.cpu))
        parameters["cpuUsage"] = .text(text(used, ResourceName.cpu))
        note(growth, container, ResourceName.cpu, as: "suggestedCPULimit", playbook: "raise-cpu-limit")
    }

    /// A request above the limit is refused: the limit follows.
    private mutating func followRequest(of container: String) {
        guard let resource = finding.parameters.text("resource"),
            let suggested = finding.parameters.text("suggestedRequest").flatMap({ try? Quantity(parsing: $0) })
        else { return }
        if let limit = limit(of: container, resource) {
            parameters["containerLimit"] = .text(text(limit, resource))
            if limit < suggested { parameters["newLimit"] = .text(text(suggested, resource)) }
        } else if resource == ResourceName.ephemeralStorage {
            let bound = Quantity(nanoUnits: suggested.nanoUnits / 100 * Self.storageStep, format: .binarySI)
            parameters["storageLimit"] = .text(text(bound, resource))
        }
        let asked = finding.parameters.text("request").flatMap { try? Quantity(parsing: $0) } ?? .zero
        if let used = finding.parameters.text("usage").flatMap({ try? Quantity(parsing: $0) }), used > asked {
            parameters["beyondRequest"] = .text(text(used - asked, resource))
        }
    }

    private mutating func growStorage() {
        let resource = ResourceName.ephemeralStorage
        let container = finding.parameters.text("container") ?? ""
        let told = finding.parameters.text("limit").flatMap { try? Quantity(parsing: $0) }
        guard let limit = finding.parameters.text("kind") == "emptyDir" ? told : limit(of: container, resource) ?? told
        else { return }
        let growth = LimitGrowth(
            of: container, resource: resource, limit: limit, step: Self.storageStep, for: finding,
            simulator: simulator, placement: placement)
        note(growth, container, resource, as: "suggestedLimit", playbook: "raise-storage-limit")
    }

    private mutating func note(
        _ growth: LimitGrowth, _ container: String, _ resource: String, as name: String, playbook: String
    ) {
        let bound = growth.bound.map { text($0, resource) }
        parameters["limitBound"] = bound.map { .text($0) }
        parameters["limitBoundNode"] = growth.boundNode.map { .text($0) }
        parameters["servingUsage"] = growth.servingUsage.map { .text(text($0, resource)) }
        parameters["isGuaranteed"] = .truth(growth.isGuaranteed)
        parameters["requestFollows"] = .truth(growth.isRequestImplied)
        guard let suggested = growth.suggested else {
            parameters[name] = .text("")
            inVain.append(
                "\(playbook): \(growth.boundNode ?? "the node") has \(bound ?? "nothing") of \(resource) left beside "
                    + "what others ask for, and the limit is \(text(growth.limit, resource)) already")
            return
        }
        parameters[name] = .text(text(suggested, resource))
        switch growth.basis {
        case .usage: parameters["limitBasis"] = "usage"
        case .step: parameters["limitBasis"] = "step"
        case .bound: parameters["limitBasis"] = "bound"
        }
        // Whose requests are its limits is Guaranteed, and is to stay so.
        if growth.isGuaranteed, !growth.isRequestImplied { parameters["newRequest"] = .text(text(suggested, resource)) }
    }

    private func limit(of container: String, _ resource: String) -> Quantity? {
        placement.template.testedPod.spec.allContainers.first { $0.name == container }?.resources.limits[resource]
    }

    private func text(_ quantity: Quantity, _ resource: String) -> String { quantity.readable(for: resource) }
}

/// Pods whose containers can be given other limits while they run (KEP 1287).
enum InPlaceResize {
    /// The first minor version of Kubernetes 1 in which that is on by default.
    private static let firstMinor = 33

    /// The names of the finding's pods that can be resized (`pkg/apis/core/validation`, `ValidatePodResize`): no static
    /// ones, none on Windows or an older kubelet, none with resources of the pod as a whole, and no init container.
    static func pods(
        of finding: Finding, container: String, placement: DaemonSetPlacement, in engine: PlacementEngine
    ) -> [String] {
        let snapshot = engine.snapshot
        guard minor(of: snapshot.kubernetesVersion) ?? 0 >= firstMinor else { return [] }
        let wanted = Set(finding.pods)
        return placement.pods.onNode.joined().map { snapshot.pods[$0] }.filter { pod in
            guard wanted.contains(pod.metadata.qualifiedName), let node = engine.index.node(named: pod.nodeName) else {
                return false
            }
            let isRunning = !pod.isTerminal && !pod.isTerminating && !pod.isMirror
            let isServed =
                node.info.operatingSystem != "windows" && minor(of: node.info.kubeletVersion) ?? 0 >= firstMinor
            let isKept = pod.spec.containers.contains { $0.name == container }
            return isRunning && isServed && isKept && pod.spec.resources.isEmpty
        }.map(\.name).sorted(by: NaturalOrder.precedes)
    }

    /// The second number of `v1.36.2`; nil for what is no version 1.
    static func minor(of version: String) -> Int? {
        let parts = version.drop { $0 == "v" }.split(separator: ".")
        guard parts.count >= 2, parts[0] == "1" else { return nil }
        return Int(parts[1].prefix { $0.isASCII && $0.isNumber })
    }
}
