import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// The space that can be freed on one node's disk, and whether the kubelet then clears the pressure.
///
/// A pure calculation over the node's list of images, the pods there and what the kubelet has told. The kubelet calls
/// the pressure off once as much is available as its threshold asks for
/// (`pkg/kubelet/eviction/helpers.go`, `thresholdsMet`; a minimum reclaim is zero unless it is configured).
public struct DiskReclaim: Equatable, Sendable {
    /// A kubelet's figures about its disk, in bytes.
    public struct Told: Equatable, Sendable {
        /// Below which it evicts.
        public var threshold: WholeNumber?
        /// The figures of its last eviction.
        public var available: WholeNumber?
        /// Whether it is inodes that are short, and not bytes.
        public var isOfInodes: Bool

        /// The figures known; nil for unknown ones.
        public init(threshold: WholeNumber? = nil, available: WholeNumber? = nil, isOfInodes: Bool = false) {
            self.threshold = threshold
            self.available = available
            self.isOfInodes = isOfInodes
        }
    }

    /// Where a threshold is known from.
    public enum ThresholdSource: Equatable, Sendable {
        /// An eviction message.
        case told
        /// The part of the capacity that the node keeps: the threshold of nodefs and the system's reserve.
        case heldBack
        /// The kubelet's default: 15 % of the image file system.
        case byDefault
    }

    /// Whether the pressure ends when all of that is freed.
    public enum Verdict: Equatable, Sendable {
        case enough
        case tooLittle
        case unknown(Doubt)
    }

    /// Why that cannot be told.
    public enum Doubt: Equatable, Sendable {
        /// The node lists no images at all.
        case noImageList
        /// Pods of some namespaces are not in the snapshot: they may use the images.
        case unseenPods
        /// Nothing tells how many inodes an image takes.
        case inodes
        /// No message tells how much is available.
        case availableUnknown
        /// Nothing tells how large the disk is, nor the threshold.
        case thresholdUnknown
        /// The last that was told was enough, and the pressure goes on.
        case toldEnough
    }

    /// The node's position in the snapshot.
    public var position: Int
    /// The node's name.
    public var node: String
    /// Images that no pod there uses.
    public var unusedImages: [NodeImage]
    /// How many images the node lists.
    public var imageCount: Int
    /// Finished and evicted pods there, as positions in the snapshot. What they hold is in no snapshot.
    public var finishedPods: [Int]
    /// Bytes below which the kubelet evicts; nil where nothing tells.
    public var threshold: WholeNumber?
    /// How the threshold is known.
    public var thresholdSource: ThresholdSource
    /// Bytes that were available when the kubelet last told it; nil where it did not.
    public var available: WholeNumber?
    /// Whether the pressure ends when all of that is freed.
    public var verdict: Verdict

    /// Bytes that the unused images take.
    public var reclaimable: WholeNumber { unusedImages.reduce(0) { $0 + $1.sizeBytes } }

    /// Bytes that have to be freed; where nothing tells what is available, all that this can be at most.
    public var needed: WholeNumber? { threshold.map { max(0, $0 - (available ?? 0)) } }

    /// Whether ``needed`` is only known not to be more.
    public var isNeedAtMost: Bool { available == nil }

    /// Whether the kubelet left images out of its list.
    public var isImageListCut: Bool { imageCount >= Node.mostListedImages }

    /// The share of the image file system below which the kubelet evicts by default, in percent. On a node with one
    /// disk it is reached before the 10 % of nodefs.
    private static let defaultPercent: WholeNumber = 15

    /// - Parameters:
    ///   - position: the node's position in the snapshot.
    ///   - index: the snapshot.
    ///   - told: what the kubelet told.
    public init(at position: Int, in index: ClusterIndex, told: Told) {
        let snapshot = index.snapshot
        let node = snapshot.nodes[position]
        let pods = index.podsByNode[position]
        self.position = position
        self.node = node.name
        unusedImages = node.unusedImages(besides: pods.lazy.map { snapshot.pods[$0] })
        imageCount = node.images.count
        finishedPods = pods.filter { snapshot.pods[$0].isTerminal && !snapshot.pods[$0].isMirror }
        available = told.available
        if let known = told.threshold {
            (threshold, thresholdSource) = (known, .told)
        } else {
            (threshold, thresholdSource) = Self.assumedThreshold(of: node)
        }
        verdict = .tooLittle
        verdict = judge(told, hasUnseenPods: snapshot.hasGap(.namespacesPartial) || snapshot.hasGap(.podsMissing))
    }

    private func judge(_ told: Told, hasUnseenPods: Bool) -> Verdict {
        if imageCount == 0 { return .unknown(.noImageList) }
        if reclaimable == 0 { return .tooLittle }
        if told.isOfInodes { return .unknown(.inodes) }
        guard let needed else { return .unknown(.thresholdUnknown) }
        if let available = told.available, let threshold, available >= threshold { return .unknown(.toldEnough) }
        // A list of images that is cut off holds more, never less.
        if reclaimable >= needed { return hasUnseenPods ? .unknown(.unseenPods) : .enough }
        return isNeedAtMost || isImageListCut ? .unknown(.availableUnknown) : .tooLittle
    }

    /// The threshold of a node whose kubelet has told none: the greater of the default and of what the node holds back,
    /// which contains the threshold of nodefs (`pkg/kubelet/cm`, `GetNodeAllocatableReservation`).
    private static func assumedThreshold(of node: Node) -> (WholeNumber?, ThresholdSource) {
        guard let capacity = node.capacity[ResourceName.ephemeralStorage]?.units, capacity > 0 else {
            return (nil, .byDefault)
        }
        let byDefault = capacity / 100 * defaultPercent
        let heldBack = node.allocatable[ResourceName.ephemeralStorage].map { capacity - $0.units } ?? 0
        return heldBack > byDefault ? (heldBack, .heldBack) : (byDefault, .byDefault)
    }
}
