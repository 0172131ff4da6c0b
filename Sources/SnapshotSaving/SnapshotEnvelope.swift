import CheckedJSON
import ClusterSnapshot
import KubernetesModel
import Wording

/// What the `dsdoctor` member beside a list's items says of the snapshot.
struct SnapshotEnvelope: Sendable {
    var capturedAt: Timestamp?
    var source = ""
    var kubernetesVersion = ""
    var gaps: [Gap] = []
    var kubeletSummaries: [KubeletSummary] = []
    /// Kinds of which there was a list, be it empty.
    var listedKinds: Set<String> = []
    var logs: [ContainerLog] = []
}

/// What stands beside the items of a list.
struct ListEnvelope {
    /// Whether there is nothing beside the items: the list is an array.
    var isBareArray = false
    var kind = ""
    var apiVersion = ""
    var snapshot: SnapshotEnvelope?
    /// The moment that an API server's list is of.
    var resourceVersion = ""
    /// What leads to the next page of the list; empty on the last one.
    var continueToken = ""

    /// The kind of items that name none; empty for a mixed list.
    var itemKind: String { kind.hasSuffix("List") ? String(kind.dropLast(4)) : "" }
}

private enum ListField: String, CaseIterable {
    case kind, apiVersion, metadata, dsdoctor
}

private enum ListMetadataField: String, CaseIterable {
    case resourceVersion, continueToken = "continue"
}

private enum SnapshotField: String, CaseIterable {
    case capturedAt, source, kubernetesVersion, gaps, listedKinds, logs, kubeletSummaries
}

private enum GapField: String, CaseIterable {
    case code, detail, affects, isDoubtful
}

private enum LogField: String, CaseIterable {
    case namespace, pod, container, previous, lines
}

private let listFields = FieldTable<ListField>()
private let listMetadataFields = FieldTable<ListMetadataField>()
private let snapshotFields = FieldTable<SnapshotField>()
private let gapFields = FieldTable<GapField>()
private let logFields = FieldTable<LogField>()

extension ObjectDecoder {
    /// Reads a list's members beside its items. What is wrong there is passed over: the items are what matters.
    func listEnvelope(_ bytes: UnsafeBufferPointer<UInt8>) -> ListEnvelope {
        var envelope = ListEnvelope()
        reader.load(bytes)
        forEachField(listFields) { field in
            switch field {
            case .kind: envelope.kind = string()
            case .apiVersion: envelope.apiVersion = string()
            case .metadata:
                forEachField(listMetadataFields) { field in
                    switch field {
                    case .resourceVersion: envelope.resourceVersion = string()
                    case .continueToken: envelope.continueToken = string()
                    }
                }
            case .dsdoctor: envelope.snapshot = snapshotEnvelope()
            }
        }
        return envelope
    }

    private func snapshotEnvelope() -> SnapshotEnvelope {
        var envelope = SnapshotEnvelope()
        forEachField(snapshotFields) { field in
            switch field {
            case .capturedAt: envelope.capturedAt = timestamp(isSeen: false)
            case .source: envelope.source = string()
            case .kubernetesVersion: envelope.kubernetesVersion = string()
            case .gaps: envelope.gaps = array { gap() }.compactMap(\.self)
            case .listedKinds: envelope.listedKinds = Set(strings())
            case .logs: envelope.logs = array { log() }
            case .kubeletSummaries: envelope.kubeletSummaries = array { kubeletSummary() }
            }
        }
        return envelope
    }

    private func gap() -> Gap? {
        var code = ""
        var detail = ""
        var affects: [String] = []
        var isDoubtful = false
        forEachField(gapFields) { field in
            switch field {
            case .code: code = string()
            case .detail: detail = string()
            case .affects: affects = strings()
            case .isDoubtful: isDoubtful = reader.bool()
            }
        }
        // What others wrote into the file is no more to be trusted than the objects.
        let told = detail.isEmpty ? code : detail.escapedForOneLine
        return Gap.Code(rawValue: code).map { Gap(code: $0, detail: told, affects: affects, isDoubtful: isDoubtful) }
    }

    private func kubeletSummary() -> KubeletSummary {
        guard let text = reader.raw(), let json = try? JSONValue(text.buffer) else { return KubeletSummary() }
        return KubeletSummary(node: json["nodeName"]?.string ?? "", json)
    }

    private func log() -> ContainerLog {
        var log = ContainerLog(namespace: "", pod: "", container: "", isPrevious: false, lines: [])
        forEachField(logFields) { field in
            switch field {
            case .namespace: log.namespace = string()
            case .pod: log.pod = string()
            case .container: log.container = string()
            case .previous: log.isPrevious = reader.bool()
            case .lines: log.lines = array { uniqueString() }
            }
        }
        return log
    }
}
