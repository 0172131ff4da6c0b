// bare numbers in this file: positions in tables.
import KubernetesModel

/// Footprint and priority of each pod spec, computed once for all pods that share it.
struct PodSpecTable: Sendable {
    private var footprints: [PodFootprint] = [PodFootprint(requests: ResourceAmounts(), hostPorts: [])]
    private var specs: [Facts] = []
    private var positions: [ObjectIdentifier: Int] = [:]
    private var specOfPod: [Int32]
    private var footprintOfPod: [Int32]
    private var priorityOfPod: [WholeNumber]

    private struct Facts: Sendable {
        var footprint: Int32
        var priority: WholeNumber
        var hasAntiAffinity: Bool
        var hasClaims: Bool
    }

    init(podCount: Int) {
        specOfPod = [Int32](repeating: -1, count: podCount)
        footprintOfPod = [Int32](repeating: 0, count: podCount)
        priorityOfPod = [WholeNumber](repeating: 0, count: podCount)
    }

    /// Makes place for more pods.
    mutating func grow(to podCount: Int) {
        let more = podCount - specOfPod.count
        specOfPod += [Int32](repeating: -1, count: more)
        footprintOfPod += [Int32](repeating: 0, count: more)
        priorityOfPod += [WholeNumber](repeating: 0, count: more)
    }

    /// The position of the pod's spec; nil for a pod that was not taken in.
    func spec(ofPodAt position: Int) -> Int? {
        let spec = specOfPod[position]
        return spec < 0 ? nil : Int(spec)
    }

    /// Takes in the pod at `position` and gives the position of its spec.
    mutating func add(_ pods: [Pod], _ position: Int) -> Int {
        let spec = self.spec(pods[position].sharedSpec)
        specOfPod[position] = Int32(spec)
        priorityOfPod[position] = specs[spec].priority
        if pods[position].status.hasResources {
            let requests = ResourceAmounts(PodRequests.ofScheduled(pods[position]))
            footprints.append(
                PodFootprint(requests: requests, hostPorts: HostPort.ports(of: pods[position].spec)))
            footprintOfPod[position] = Int32(footprints.count - 1)
        } else {
            footprintOfPod[position] = specs[spec].footprint
        }
        return spec
    }

    private mutating func spec(_ shared: Shared<PodSpec>) -> Int {
        let key = ObjectIdentifier(shared)
        if let known = positions[key] { return known }
        let spec = shared.value
        footprints.append(
            PodFootprint(
                requests: ResourceAmounts(PodRequests.ofUnscheduled(spec)), hostPorts: HostPort.ports(of: spec)))
        specs.append(
            Facts(
                footprint: Int32(footprints.count - 1), priority: spec.priority ?? 0,
                hasAntiAffinity: !spec.requiredPodAntiAffinity.isEmpty,
                hasClaims: spec.volumes.contains(where: \.isClaim)))
        positions[key] = specs.count - 1
        return specs.count - 1
    }

    func hasAntiAffinity(_ spec: Int) -> Bool { specs[spec].hasAntiAffinity }

    /// Whether the pod at `position` uses a claim.
    func hasClaims(podAt position: Int) -> Bool {
        let spec = specOfPod[position]
        return spec >= 0 && specs[Int(spec)].hasClaims
    }

    func priority(ofPodAt position: Int) -> WholeNumber { priorityOfPod[position] }

    func footprint(ofPodAt position: Int) -> PodFootprint { footprints[Int(footprintOfPod[position])] }
}

extension Volume {
    /// Whether a claim stands behind the volume.
    public var isClaim: Bool {
        switch source {
        case .persistentVolumeClaim, .ephemeral: return true
        default: return false
        }
    }
}
