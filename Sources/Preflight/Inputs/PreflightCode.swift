import PodAdmission

/// A problem that a preflight finds, by a word. Codes are forever: never renamed, never reused.
package struct PreflightCode: Hashable, Sendable {
    /// The word.
    package let rawValue: String

    private init(_ word: String) { rawValue = word }

    /// A code of admission.
    package init(_ code: AdmissionCode) { rawValue = code.rawValue }

    /// A code of the API server's validation, by its word.
    package init(validation word: String) { rawValue = word }

    package static let manifestUnreadable = Self("manifest-unreadable")
    package static let namespaceMismatch = Self("namespace-mismatch")
    package static let objectDuplicated = Self("object-duplicated")
    package static let namespaceAppliedLate = Self("namespace-applied-late")
    package static let doesNotFit = Self("does-not-fit")
    package static let needsPreemption = Self("needs-preemption")
    package static let competes = Self("competes-in-manifest")
    package static let noEligibleNode = Self("no-eligible-node")
    package static let rolloutStalls = Self("rollout-stalls")
    package static let rolloutNotChecked = Self("rollout-not-checked")
    package static let tooManyToJudge = Self("too-many-to-judge")
    package static let snapshotIncomplete = Self("snapshot-incomplete")
    package static let nodeGoingAway = Self("node-going-away")

    /// The code in a few words.
    package var title: String { Self.words[rawValue]?.title ?? rawValue }
    /// The hint.
    package var help: String { Self.words[rawValue]?.help ?? "" }
    /// Whether it tells how the pods would be placed and rolled out: of an object that is refused they never are.
    package var isOfPlacement: Bool { Self.placement.contains(self) }
    private static let placement: Set = [doesNotFit, needsPreemption, competes, noEligibleNode, rolloutStalls]

    /// Whether it is described.
    package var isKnown: Bool { Self.words[rawValue] != nil }
    /// All that are described, by word.
    package static var all: [PreflightCode] { words.keys.sorted().map { Self($0) } }

    private static let words: [String: (title: String, help: String)] = {
        var words = own.merging(PreflightCode.validation) { first, _ in first }
        for code in AdmissionCode.allCases { words[code.rawValue] = (code.title, code.help) }
        return words
    }()

    private static let own: [String: (title: String, help: String)] = [
        "manifest-unreadable": (
            "A part of the manifest cannot be read",
            "The gate does not pass what it could not read. Correct the file; render charts first, for example with "
                + "helm template."
        ),
        "namespace-mismatch": (
            "An object names another namespace than --namespace",
            "kubectl refuses to apply an object of one namespace with --namespace for another. Remove one of them."
        ),
        "object-duplicated": (
            "The manifest contains an object twice",
            "kubectl applies both, and the last one counts. Remove one of them."
        ),
        "namespace-applied-late": (
            "The Namespace comes after objects in it",
            "kubectl apply creates objects in the order of the manifest, so the first attempt fails. Put the Namespace "
                + "first."
        ),
        "does-not-fit": (
            "The pod does not fit on eligible nodes",
            "The pod would stay Pending there. Lower its requests, free room, or exclude the nodes with node affinity."
        ),
        "needs-preemption": (
            "The pod fits only by preempting others",
            "The scheduler would evict pods of lower priority. Pass --allow-preemption if that is intended."
        ),
        "competes-in-manifest": (
            "DaemonSets of the manifest compete for the same room",
            "Each fits alone, but not all together. Lower the requests, change a host port, or exclude nodes."
        ),
        "no-eligible-node": (
            "No node is eligible",
            "The DaemonSet would run nowhere. Correct its node selector, affinity or tolerations, or pass "
                + "--allow-no-nodes if that is intended."
        ),
        "rollout-stalls": (
            "The rollout would stall",
            "Pods that do not become available use up the rollout's budget, and the others keep the old template."
        ),
        "rollout-not-checked": (
            "The rollout was not simulated", "The DaemonSet exists, but how its pods would be replaced is unknown."
        ),
        "too-many-to-judge": (
            "The manifest has more DaemonSets than one run judges",
            "With that many nodes only the first ones are judged. Check the manifest in parts."
        ),
        "snapshot-incomplete": (
            "The snapshot lacks data that the verdict needs",
            "Save the snapshot again with dsdoctor collect, or pass --allow-gaps to accept the gaps."
        ),
        "node-going-away": (
            "A node is being removed", "A pod missing there is no outage."
        ),
    ]
}
