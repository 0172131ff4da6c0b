/// The verdict on one node.
public struct NodeVerdict: Sendable {
    /// The controller's verdict on the node.
    public var eligibility: Eligibility
    /// Filters that refuse the pod, in scheduler order; empty if it fits, and where the node is not eligible and no pod
    /// waits for it.
    public var failures: [FilterFailure]
    /// The outcome of preemption; nil where nothing refuses the pod.
    public var preemption: Preemption?
    /// Which pod was asked about.
    public var testedPod: TestedPod.Origin
    /// Whether the DaemonSet controller asks itself whether the pod fits, as before 1.12: where it does not, there is no
    /// pod that waits.
    public var isPlacedByController = false
    /// Where a pod already waits: in what it differs from what the template gives.
    public var differences: [TemplateDifference] = []

    /// Whether the controller creates a pod there.
    public var shouldRun: Bool { eligibility.shouldRun }
    /// Whether the controller leaves a pod that is there.
    public var shouldContinueRunning: Bool { eligibility.shouldContinueRunning }

    /// Whether the node is eligible and nothing refuses the pod.
    public var fits: Bool { eligibility.shouldRun && failures.isEmpty }
}
