import KubernetesModel

/// Something that the snapshot does not hold, so that the report cannot know it.
public struct Gap: Hashable, Sendable {
    /// A stable word, for instance `events-missing`: see ``Code``.
    public var code: Code
    /// What is missing, in a sentence for people.
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
    public enum Code: String, CaseIterable, Sendable {
        /// No object of a kind is there, and no empty list of them either.
        case eventsMissing = "events-missing"
        case nodesMissing = "nodes-missing"
        case podsMissing = "pods-missing"
        case daemonSetsMissing = "daemon-sets-missing"
        case controllerRevisionsMissing = "controller-revisions-missing"
        case priorityClassesMissing = "priority-classes-missing"
        case namespacesMissing = "namespaces-missing"
        case servicesMissing = "services-missing"
        case endpointSlicesMissing = "endpoint-slices-missing"
        case podDisruptionBudgetsMissing = "pod-disruption-budgets-missing"
        case resourceQuotasMissing = "resource-quotas-missing"
        case limitRangesMissing = "limit-ranges-missing"
        case persistentVolumeClaimsMissing = "persistent-volume-claims-missing"
        case persistentVolumesMissing = "persistent-volumes-missing"
        case storageClassesMissing = "storage-classes-missing"
        case runtimeClassesMissing = "runtime-classes-missing"
        case csiNodesMissing = "csi-nodes-missing"
        case serviceAccountsMissing = "service-accounts-missing"
        case logsMissing = "logs-missing"
        /// Only some namespaces were saved: what runs in the others is not counted.
        case namespacesPartial = "namespaces-partial"
        /// The controller counts pods that the snapshot does not record.
        case podsPartial = "pods-partial"
        /// The controller counts nodes that the snapshot does not record, or pods run on them.
        case nodesPartial = "nodes-partial"
        /// The snapshot does not say when it was taken: the latest moment in it stands for that.
        case captureTimeEstimated = "capture-time-estimated"
        /// An object could not be read and is left out.
        case objectUnreadable = "object-unreadable"
        /// The input ends too early: what came before is kept.
        case inputTruncated = "input-truncated"
        /// A value is hidden by the tool that saved the snapshot.
        case valueRedacted = "value-redacted"
        /// One object stands in the snapshot more than once: the newest is kept.
        case objectDuplicated = "object-duplicated"
        /// The collector was not allowed to read something.
        case accessForbidden = "access-forbidden"
        /// The collector of the snapshot reported an error.
        case collectorError = "collector-error"
        /// A DaemonSet is not in the snapshot and was made up again from its pods.
        case daemonSetReconstructed = "daemon-set-reconstructed"

        /// The gap of having no object of a kind; nil where that is none.
        package init?(missing kind: ObjectKind) { self.init(rawValue: "\(kind.hyphenatedPlural)-missing") }

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
            case .objectUnreadable, .inputTruncated, .accessForbidden, .collectorError: return true
            default: return false
            }
        }
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
