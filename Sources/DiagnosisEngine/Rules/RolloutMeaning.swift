import KubernetesModel
import PlacementEngine

/// What a finding means to a rollout that somebody follows: whose fault it is, and whether waiting heals it.
///
/// A rule says it of its own findings (``Rule/rolloutMeaning(of:in:)``); a family has a value for the rules that say
/// nothing.
package struct RolloutMeaning: Equatable, Sendable {
    /// Whose fault a finding is.
    package enum Fault: Equatable, Sendable {
        /// The template is wrong for every node alike.
        case revision
        /// The node, whatever revision its pod is of.
        case node
        /// What creates, places or admits pods of any revision.
        case cluster
        /// The other nodes and the older revision tell: see `RolloutGate`.
        case comparison
        /// Nobody knows.
        case unknown
    }

    /// Whether waiting heals a finding.
    package enum Course: Equatable, Sendable {
        /// It passes by itself, in a time that Kubernetes or the template bounds.
        case passes
        /// It may pass: a node comes back, a registry answers again, other pods leave.
        case mayPass
        /// It stays until somebody changes something. It is believed once it was seen for so many seconds: what is
        /// applied together comes within seconds, and a container that ends once is no crash loop.
        case stays(seconds: WholeNumber)
    }

    package var fault: Fault
    package var course: Course

    package init(_ fault: Fault, _ course: Course) {
        self.fault = fault
        self.course = course
    }

    /// Seconds for what no retry changes: the image's name, the registry's answer that there is no such image.
    package static let definite: WholeNumber = 5
    /// Seconds for what another object of the same release may still bring, and for what the kubelet tries again: it
    /// pauses 10 s, then 20 s between its tries.
    package static let retried: WholeNumber = 20
    /// Seconds for want of room: other pods leave, and the scheduler preempts.
    package static let crowded: WholeNumber = 60
}

/// The template before and after, for rules whose finding is the revision's fault only where it asks for something else.
package struct RevisionChange: Sendable {
    /// The spec of a pod of an older revision; nil where none was seen.
    package var older: PodSpec?
    /// The spec of the newest template.
    package var newer: PodSpec

    package init(older: PodSpec?, newer: PodSpec) {
        self.older = older
        self.newer = newer
    }

    /// Whether the newer template needs a registry that the older one did not.
    func isRegistryNew(of image: String) -> Bool {
        guard let older else { return false }
        let registry = ImageReference.registry(of: image)
        return !older.allContainers.contains { ImageReference.registry(of: $0.image) == registry }
    }

    /// Whether the newer template wants something of its node that the older one did not: more of a resource, another
    /// host port, a label, a volume, a neighbour. What admission adds to pods is no difference.
    var asksForMore: Bool {
        guard let older else { return false }
        let (before, after) = (PodRequests.ofUnscheduled(older), PodRequests.ofUnscheduled(newer))
        if after.entries.contains(where: { entry in
            before[entry.name].map { entry.quantity > $0 } ?? (entry.quantity > Quantity(units: 0))
        }) {
            return true
        }
        return !hostPorts(of: newer).isSubset(of: hostPorts(of: older))
            || !Set(newer.nodeSelector.pairs).isSubset(of: older.nodeSelector.pairs)
            || !Set(claims(of: newer)).isSubset(of: claims(of: older))
            || older.requiredPodAffinity != newer.requiredPodAffinity
            || older.requiredPodAntiAffinity != newer.requiredPodAntiAffinity
            || older.topologySpreadConstraints != newer.topologySpreadConstraints
    }

    private func hostPorts(of spec: PodSpec) -> Set<WholeNumber> {
        Set(spec.allContainers.flatMap(\.ports).map { spec.isHostNetwork ? $0.containerPort : $0.hostPort })
            .subtracting([0])
    }

    private func claims(of spec: PodSpec) -> [String] {
        spec.volumes.compactMap { volume in
            if case .persistentVolumeClaim(let name) = volume.source { return name }
            return nil
        }
    }
}

extension FindingFamily {
    /// What a finding of the family means to a rollout where its rule says nothing else.
    func rolloutMeaning(in change: RevisionChange) -> RolloutMeaning {
        switch self {
        case .node: return RolloutMeaning(.node, .mayPass)
        case .creation: return RolloutMeaning(.cluster, .mayPass)
        case .evicted: return RolloutMeaning(.node, .mayPass)
        case .starting: return RolloutMeaning(.comparison, .mayPass)
        // A container that ends again and again; the rules ask for two ends or more.
        case .crashing: return RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.retried))
        // A full node is no fault of the revision, unless that asks for more: then nothing but a change makes room.
        case .scheduling:
            return change.asksForMore
                ? RolloutMeaning(.revision, .stays(seconds: RolloutMeaning.crowded)) : RolloutMeaning(.node, .mayPass)
        case .eligibility, .rollout, .communication, .advice: return RolloutMeaning(.comparison, .mayPass)
        case .unexplained: return RolloutMeaning(.unknown, .mayPass)
        }
    }
}
