import ClusterSnapshot
import KubernetesModel
import ObjectDecoding
import SnapshotSaving
import Wording

/// Makes one snapshot of one input, or of several that hold parts of a cluster.
///
/// If an object is in more than one of them, the newest counts.
struct SnapshotComposition {
    /// Minutes. Inputs that were taken further apart hold objects that may be gone by the end.
    private static let greatestDistance: WholeNumber = 10

    private let batch: ObjectBatch
    private let inputs: [AssembledInput]
    private let envelope: SnapshotEnvelope

    /// Puts in the objects where they are held elsewhere than in the inputs.
    private let deliver: ((inout Snapshot) -> Void)?

    /// Puts inputs together, which come in the order in which they were named.
    init(_ inputs: [AssembledInput], delivering deliver: ((inout Snapshot) -> Void)? = nil) {
        self.deliver = deliver
        // The newest comes last, and so wins where objects do not tell which of them is newer.
        let ordered = inputs.enumerated().sorted {
            ($0.element.moment ?? Self.longAgo, $0.offset) < ($1.element.moment ?? Self.longAgo, $1.offset)
        }
        .map(\.element)
        batch = ordered.count == 1 ? ordered[0].batch : ObjectBatch(merging: ordered.map(\.batch))
        envelope = SnapshotEnvelope(merging: ordered.flatMap(\.envelopes))
        self.inputs = inputs
    }

    private static let longAgo = Timestamp(seconds: 0)

    /// The snapshot.
    var snapshot: Snapshot {
        var snapshot = Snapshot()
        snapshot.source = inputs.map(\.path).joined(separator: ", ")
        // In the order in which they were saved, before those that come up again.
        snapshot.gaps = envelope.gaps + inputs.flatMap(\.gaps)
        if let deliver { deliver(&snapshot) } else { batch.deliver(to: &snapshot) }
        snapshot.logs = logs
        snapshot.gaps += unreadable + hidden
        snapshot.kubeletSummaries = envelope.kubeletSummaries
        let version = envelope.kubernetesVersion
        snapshot.kubernetesVersion = version.isEmpty ? snapshot.highestKubeletVersion : version
        setMoment(of: &snapshot)
        snapshot.gaps += inputs.flatMap(\.formGaps)
        snapshot.gaps += EventGaps(places: inputs.reduce(into: []) { $0.formUnion($1.places) }).gaps
        let missing = MissingKinds(snapshot: snapshot, listedKinds: listedKinds, failedKinds: failedKinds).gaps
        keepOnlyTrueGaps(in: &snapshot, missing: missing)
        reconstructDaemonSets(in: &snapshot)
        snapshot.gaps = snapshot.gaps.withoutRepetition
        return snapshot
    }

    /// The snapshot, and the objects as they are written. Only for inputs that kept them.
    var rawSnapshot: RawSnapshot {
        RawSnapshot(
            snapshot: snapshot, objects: batch.rawObjects,
            listedResources: Set(listedKinds.compactMap { ObjectKind(rawValue: $0)?.plural }))
    }

    /// The snapshot, and the objects as they are saved by `recorder`, which recorded the inputs.
    func recordedSnapshot(by recorder: SnapshotRecorder) -> RecordedSnapshot {
        let origin = inputs.map { $0.envelopes.last?.source ?? "" }
        let names = zip(inputs, origin).map { $1.isEmpty ? $0.name : $1 }
        return RecordedSnapshot(
            snapshot: snapshot, records: batch.records,
            // Of what could not be read a gap tells, which is saved too.
            listedKinds: listedKinds.union(failedKinds), recorder: recorder, origin: names.joined(separator: ", "))
    }

    private var listedKinds: Set<String> { batch.listedKinds.union(envelope.listedKinds) }

    private var failedKinds: Set<String> { inputs.reduce(into: []) { $0.formUnion($1.failedKinds) } }

    /// The logs of the snapshots themselves, and of the files beside them those that they do not hold.
    private var logs: [ContainerLog] {
        let held = Set(envelope.logs.map(\.place))
        var beside: [[String]: ContainerLog] = [:]
        for log in inputs.flatMap(\.logs) where !held.contains(log.place) { beside[log.place] = log }
        return (envelope.logs + beside.values).sorted {
            ($0.namespace, $0.pod, $0.container, $0.isPrevious ? 1 : 0)
                < ($1.namespace, $1.pod, $1.container, $1.isPrevious ? 1 : 0)
        }
    }

    private var unreadable: [Gap] {
        let told = inputs.flatMap { input in
            input.batch.unreadable.map { inputs.count > 1 ? "\(input.name): \($0.detail)" : $0.detail }
        }
        let details = told.prefix(ObjectBatch.mostListed).map(\.escapedForOneLine)
        let rest = told.count - details.count + inputs.reduce(0) { $0 + $1.batch.unlistedUnreadableCount }
        return (details + (rest > 0 ? ["\(rest) more objects are left out"] : [])).map {
            Gap(code: .objectUnreadable, detail: $0)
        }
    }

    private var hidden: [Gap] {
        let found = inputs.map(\.batch.hiddenValues).filter { $0.count > 0 }
        guard let first = found.first else { return [] }
        let count = found.reduce(0) { $0 + $1.count }
        let others = count == 1 ? "" : " and \(count - 1) more object\(count == 2 ? "" : "s")"
        let detail =
            "The tool that saved the snapshot hid values (\(HiddenValue.mark)), at least in \(first.first)\(others); "
            + "they count as unset."
        return [Gap(code: .valueRedacted, detail: detail.escapedForOneLine)]
    }

    private func setMoment(of snapshot: inout Snapshot) {
        let moments = inputs.compactMap(\.moment).sorted()
        guard let first = moments.first, let last = moments.last else { return }
        snapshot.capturedAt = last
        let minutes = (last.microseconds - first.microseconds) / 60_000_000
        if minutes > Self.greatestDistance {
            let detail =
                "The parts of the snapshot were captured up to \(minutes) minutes apart; the latest time, \(last), counts "
                + "for all. Objects deleted in between may still be counted."
            snapshot.gaps.append(Gap(code: .captureTimeEstimated, detail: detail))
        } else if !inputs.contains(where: { $0.envelopes.contains { $0.capturedAt != nil } }) {
            let detail =
                "The snapshot does not say when it was captured; its latest timestamp, \(last), counts as that time."
            snapshot.gaps.append(Gap(code: .captureTimeEstimated, detail: detail))
        }
    }

    private func reconstructDaemonSets(in snapshot: inout Snapshot) {
        // An empty list of them says that their pods are orphans.
        guard snapshot.daemonSets.isEmpty, !listedKinds.contains(DaemonSet.kind) else { return }
        let reconstruction = DaemonSetReconstruction(snapshot)
        guard let gap = reconstruction.gap else { return }
        snapshot.daemonSets = reconstruction.daemonSets
        snapshot.gaps.removeAll { $0.code == .daemonSetsMissing }
        snapshot.gaps.append(gap)
    }

    /// Adds the gaps of missing kinds. Who saved a snapshot knew better why a kind is missing; where another input has
    /// objects of that kind, it is not.
    private func keepOnlyTrueGaps(in snapshot: inout Snapshot, missing: [Gap]) {
        if inputs.count > 1 {
            let present = Set(missing.map(\.code))
            snapshot.gaps.removeAll { $0.code.isMissingKind && !present.contains($0.code) }
        }
        let told = Set(envelope.gaps.map(\.code))
        snapshot.gaps += missing.filter { !told.contains($0.code) }
    }
}

extension SnapshotEnvelope {
    /// The statements of several parts together, of which the newest is the last.
    fileprivate init(merging envelopes: [SnapshotEnvelope]) {
        self.init()
        var logs: [[String]: ContainerLog] = [:]
        var summaries: [String: Int] = [:]
        for envelope in envelopes {
            capturedAt = [capturedAt, envelope.capturedAt].compactMap(\.self).max()
            if !envelope.source.isEmpty { source = envelope.source }
            if !envelope.kubernetesVersion.isEmpty { kubernetesVersion = envelope.kubernetesVersion }
            gaps += envelope.gaps
            listedKinds.formUnion(envelope.listedKinds)
            for log in envelope.logs { logs[log.place] = log }
            for summary in envelope.kubeletSummaries {
                if let place = summaries[summary.node] {
                    kubeletSummaries[place] = summary
                } else {
                    summaries[summary.node] = kubeletSummaries.count
                    kubeletSummaries.append(summary)
                }
            }
        }
        // Sorted once those of files are beside them.
        self.logs = Array(logs.values)
    }
}

extension ContainerLog {
    /// Whose log it is.
    fileprivate var place: [String] { [namespace, pod, container, "\(isPrevious)"] }
}

extension [Gap] {
    fileprivate var withoutRepetition: [Gap] {
        var seen: Set<Gap> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Snapshot {
    /// The highest version that a kubelet tells; empty without nodes.
    fileprivate var highestKubeletVersion: String {
        var highest = (version: KubernetesVersion(0, 0), text: "")
        for node in nodes {
            let text = node.info.kubeletVersion
            guard let version = KubernetesVersion(text), highest.version < version else { continue }
            highest = (version, text)
        }
        return highest.text
    }
}
