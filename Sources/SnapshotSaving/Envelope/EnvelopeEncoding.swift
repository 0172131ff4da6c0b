import CheckedJSON
import ClusterSnapshot
import KubernetesModel
import ObjectDecoding
import SecretRedaction

/// The text of the `dsdoctor` member, which ``SnapshotEnvelope`` reads back.
struct EnvelopeEncoding {
    /// Less than the splitter takes for all that stands beside the items.
    private static let mostLogBytes = 96 << 20

    private let recorded: RecordedSnapshot
    private let logs: [ContainerLog]
    /// The counts of values hidden in objects and logs.
    let report: RedactionReport
    private let leftOutLogs: Int

    init(_ recorded: RecordedSnapshot) {
        self.recorded = recorded
        let kept = Self.fitting(recorded.snapshot.logs)
        leftOutLogs = recorded.snapshot.logs.count - kept.count
        let redacted = recorded.redaction?.redacted(kept) ?? (logs: kept, changedLines: 0)
        logs = redacted.logs
        var report = recorded.report
        report.logLines += redacted.changedLines
        self.report = report
    }

    /// The first logs, as many as there is room for.
    private static func fitting(_ logs: [ContainerLog]) -> [ContainerLog] {
        var room = mostLogBytes
        return Array(
            logs.prefix { log in
                // Control characters take six bytes.
                room -= log.lines.reduce(512) { $0 + $1.utf8.count + 8 + 5 * $1.utf8.count { $0 < 0x20 } }
                return room > 0
            })
    }

    /// The member's value.
    var json: [UInt8] {
        let snapshot = recorded.snapshot
        let value = JSONValue.members([
            "capturedAt": .string("\(snapshot.capturedAt)"),
            "source": .text(recorded.origin),
            "kubernetesVersion": .text(snapshot.kubernetesVersion),
            "redacted": .bool(recorded.redaction != nil),
            "listedKinds": .array(
                ObjectKind.allCases.map(\.rawValue).filter(recorded.listedKinds.contains).sorted().map { .string($0) }),
            "gaps": .array((snapshot.gaps + ownGaps).map(gap)),
            "logs": .list(logs, log),
            "kubeletSummaries": .list(snapshot.kubeletSummaries) { $0.encoded },
        ])
        return value.bytes
    }

    /// The gaps of data that could be read and was not saved.
    private var ownGaps: [Gap] {
        var gaps: [Gap] = []
        if report.malformedCount > 0 {
            let detail = "\(report.malformedCount) objects were not saved, for they are not well-formed JSON."
            gaps.append(Gap(code: .objectUnreadable, detail: detail))
        }
        if leftOutLogs > 0 {
            let detail = "The logs of \(leftOutLogs) containers were not saved, for there are too many."
            gaps.append(Gap(code: .logsMissing, detail: detail, missing: [.containerLogs]))
        }
        return gaps
    }

    private func gap(_ gap: Gap) -> JSONValue {
        let detail = recorded.redaction.map { TextRedactor($0).redacted(gap.detail) } ?? gap.detail
        return .members([
            "code": .string(gap.code.rawValue), "detail": .string(detail),
            "missing": .strings(gap.missing.map(\.name)), "affects": .strings(gap.savedCodes),
            "isDoubtful": .flag(gap.isDoubtful),
        ])
    }

    private func log(_ log: ContainerLog) -> JSONValue {
        .members([
            "namespace": .string(log.namespace), "pod": .string(log.pod), "container": .string(log.container),
            "previous": .flag(log.isPrevious), "lines": .array(log.lines.map { .string($0) }),
        ])
    }
}
