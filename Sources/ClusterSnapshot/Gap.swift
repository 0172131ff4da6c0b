import KubernetesModel

/// Something that the snapshot does not hold, so that the report cannot know it.
public struct Gap: Hashable, Sendable {
    /// A stable word, for instance `events-missing`: see ``Code``.
    public var code: Code
    /// The missing data, in a sentence for people.
    public var detail: String
    /// The parts of the cluster that are missing: the rules say which findings that affects. None where no kind is, for
    /// instance where one object could not be read.
    package var missing: [SnapshotPart]
    /// Codes of findings that a version before this one named in place of what is missing, where it saved the snapshot
    /// and nothing else tells.
    package var savedCodes: [String]
    /// Whether it may be no gap at all: nothing in the snapshot depends on what is missing, and perhaps there is none.
    public var isDoubtful: Bool

    package init(
        code: Code, detail: String, missing: [SnapshotPart] = [], savedCodes: [String] = [], isDoubtful: Bool = false
    ) {
        self.code = code
        self.detail = detail
        self.missing = missing
        self.savedCodes = savedCodes
        self.isDoubtful = isDoubtful
    }

    /// Whether something was to be read and could not be, and matters: then no report is good news.
    public var isDamage: Bool { code.isDamage && !isDoubtful }

    /// The kinds of gaps. Codes are forever: never renamed, never reused.
    ///
    /// The gap of having no object of a kind follows from the kind's name. ObjectDecoding, which knows the kinds that can
    /// be read, lists all codes.
    public struct Code: Hashable, Sendable {
        /// The word.
        public let rawValue: String

        private init(_ word: String) { rawValue = word }

        /// The gap of having no object of a kind, and no empty list of them either.
        package init(missing kind: ObjectKind) { self.init("\(kind.hyphenatedPlural)-missing") }

        /// No object of ``ObjectKind/event`` is there.
        public static let eventsMissing = Self(missing: .event)
        /// No object of ``ObjectKind/node`` is there.
        public static let nodesMissing = Self(missing: .node)
        /// No object of ``ObjectKind/pod`` is there.
        public static let podsMissing = Self(missing: .pod)
        /// No object of ``ObjectKind/daemonSet`` is there.
        public static let daemonSetsMissing = Self(missing: .daemonSet)
        /// No object of ``ObjectKind/controllerRevision`` is there.
        public static let controllerRevisionsMissing = Self(missing: .controllerRevision)
        /// No object of ``ObjectKind/priorityClass`` is there.
        public static let priorityClassesMissing = Self(missing: .priorityClass)
        /// No object of ``ObjectKind/namespace`` is there.
        public static let namespacesMissing = Self(missing: .namespace)
        /// No object of ``ObjectKind/service`` is there.
        public static let servicesMissing = Self(missing: .service)
        /// No object of ``ObjectKind/endpointSlice`` is there.
        public static let endpointSlicesMissing = Self(missing: .endpointSlice)
        /// No object of ``ObjectKind/podDisruptionBudget`` is there.
        public static let podDisruptionBudgetsMissing = Self(missing: .podDisruptionBudget)
        /// No object of ``ObjectKind/resourceQuota`` is there.
        public static let resourceQuotasMissing = Self(missing: .resourceQuota)
        /// No object of ``ObjectKind/limitRange`` is there.
        public static let limitRangesMissing = Self(missing: .limitRange)
        /// No object of ``ObjectKind/persistentVolumeClaim`` is there.
        public static let persistentVolumeClaimsMissing = Self(missing: .persistentVolumeClaim)
        /// No object of ``ObjectKind/persistentVolume`` is there.
        public static let persistentVolumesMissing = Self(missing: .persistentVolume)
        /// No object of ``ObjectKind/storageClass`` is there.
        public static let storageClassesMissing = Self(missing: .storageClass)
        /// No object of ``ObjectKind/runtimeClass`` is there.
        public static let runtimeClassesMissing = Self(missing: .runtimeClass)
        /// No object of ``ObjectKind/csiNode`` is there.
        public static let csiNodesMissing = Self(missing: .csiNode)
        /// No object of ``ObjectKind/serviceAccount`` is there.
        public static let serviceAccountsMissing = Self(missing: .serviceAccount)
        /// No log of a container is there.
        public static let logsMissing = Self("logs-missing")
        /// Only some namespaces were saved: what runs in the others is not counted.
        public static let namespacesPartial = Self("namespaces-partial")
        /// The controller counts pods that the snapshot does not record.
        public static let podsPartial = Self("pods-partial")
        /// The controller counts nodes that the snapshot does not record, or pods run on them.
        public static let nodesPartial = Self("nodes-partial")
        /// The snapshot does not say when it was taken: the latest moment in it stands for that.
        public static let captureTimeEstimated = Self("capture-time-estimated")
        /// An object could not be read and is left out.
        public static let objectUnreadable = Self("object-unreadable")
        /// The input ends too early: what came before is kept.
        public static let inputTruncated = Self("input-truncated")
        /// A value is hidden by the tool that saved the snapshot.
        public static let valueRedacted = Self("value-redacted")
        /// One object stands in the snapshot more than once: the newest is kept.
        public static let objectDuplicated = Self("object-duplicated")
        /// The collector was not allowed to read something.
        public static let accessForbidden = Self("access-forbidden")
        /// The collector of the snapshot reported an error.
        public static let collectorError = Self("collector-error")
        /// A DaemonSet is not in the snapshot and was made up again from its pods.
        public static let daemonSetReconstructed = Self("daemon-set-reconstructed")
        /// DaemonSets were left out: all of them are more than one run takes.
        public static let daemonSetsNotLookedAt = Self("daemon-sets-not-looked-at")

        /// The codes that tell of no kind, in the order in which they are told.
        package static let ofNoKind: [Self] = [
            .logsMissing, .namespacesPartial, .podsPartial, .nodesPartial, .captureTimeEstimated, .objectUnreadable,
            .inputTruncated, .valueRedacted, .objectDuplicated, .accessForbidden, .collectorError,
            .daemonSetReconstructed, .daemonSetsNotLookedAt,
        ]

        /// The kinds in the order in which reports tell that they are missing; further kinds follow by name.
        private static let toldKinds: [ObjectKind] = [
            .event, .node, .pod, .daemonSet, .controllerRevision, .priorityClass, .namespace, .service, .endpointSlice,
            .podDisruptionBudget, .resourceQuota, .limitRange, .persistentVolumeClaim, .persistentVolume,
            .storageClass, .runtimeClass, .csiNode, .serviceAccount,
        ]

        private static let order: [Self: Int] = {
            let kinds = toldKinds.map { Self(missing: $0) }
            let others = ofNoKind.enumerated().map { ($0.element, kinds.count + 1 + $0.offset) }
            return Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($0.element, $0.offset) } + others)
        }()

        /// The missing part by the code alone, a kind being one of `kinds`; nil for codes that do not tell.
        package func missingPart(among kinds: [ObjectKind]) -> SnapshotPart? {
            switch self {
            case .logsMissing: return .containerLogs
            case .daemonSetReconstructed: return .daemonSetSpec
            default: return kinds.first { Self(missing: $0) == self }.map { .objects($0) }
            }
        }

        /// Whether it tells that no object of some kind is there.
        public var isMissingKind: Bool { rawValue.hasSuffix("-missing") }

        /// Whether such a gap is of something that was to be read and could not be.
        public var isDamage: Bool {
            switch self {
            case .objectUnreadable, .inputTruncated, .accessForbidden, .collectorError, .daemonSetsNotLookedAt:
                return true
            default: return false
            }
        }
    }
}

extension Gap.Code: Comparable {
    /// Whether reports tell the left one first.
    public static func < (left: Self, right: Self) -> Bool {
        let places = (order[left] ?? toldKinds.count, order[right] ?? toldKinds.count)
        return places.0 != places.1 ? places.0 < places.1 : left.rawValue < right.rawValue
    }
}

extension ObjectKind {
    /// `csi-nodes`, `priority-classes`.
    fileprivate var hyphenatedPlural: String {
        let letters = Array(rawValue)
        var words = ""
        for (position, letter) in letters.enumerated() {
            let isAfterSmall = position > 0 && letters[position - 1].isLowercase
            let isBeforeSmall = position + 1 < letters.count && letters[position + 1].isLowercase
            if position > 0, letter.isUppercase, isAfterSmall || isBeforeSmall { words += "-" }
            words += letter.lowercased()
        }
        return words + (words.hasSuffix("s") ? "es" : "s")
    }
}
