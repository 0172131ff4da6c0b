import ByteStreams
import CheckedJSON
import ClusterSnapshot
import KubernetesModel
import ObjectDecoding
import Wording

/// The content of the `dsdoctor` member beside a list's items.
package struct SnapshotEnvelope: Sendable {
    package var capturedAt: Timestamp?
    package var source = ""
    package var kubernetesVersion = ""
    package var gaps: [Gap] = []
    package var kubeletSummaries: [KubeletSummary] = []
    /// Kinds of which there was a list, be it empty.
    package var listedKinds: Set<String> = []
    package var logs: [ContainerLog] = []

    /// An envelope that says nothing.
    package init() {}
}

extension SnapshotEnvelope {
    /// Reads the member `dsdoctor` of a list, as it is written.
    package init(_ json: [UInt8]) throws(StreamError) {
        let decoder = try ObjectDecoder()
        self = json.withUnsafeBufferPointer { bytes in
            decoder.reader.load(bytes)
            return decoder.snapshotEnvelope()
        }
    }
}

private enum SnapshotField: String, CaseIterable {
    case capturedAt, source, kubernetesVersion, gaps, listedKinds, logs, kubeletSummaries
}

private enum GapField: String, CaseIterable {
    case code, detail, missing, affects, isDoubtful
}

private enum LogField: String, CaseIterable {
    case namespace, pod, container, previous, lines
}

private let snapshotFields = FieldTable<SnapshotField>()
private let gapFields = FieldTable<GapField>()
private let logFields = FieldTable<LogField>()

extension ObjectDecoder {
    /// The content of the member `dsdoctor`. Errors in it are ignored: the objects are what matters.
    fileprivate func snapshotEnvelope() -> SnapshotEnvelope {
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
        var missing: [String] = []
        var savedCodes: [String] = []
        var isDoubtful = false
        forEachField(gapFields) { field in
            switch field {
            case .code: code = string()
            case .detail: detail = string()
            case .missing: missing = strings()
            case .affects: savedCodes = strings()
            case .isDoubtful: isDoubtful = reader.bool()
            }
        }
        // What others wrote into the file is no more to be trusted than the objects.
        let told = detail.isEmpty ? code : detail.escapedForOneLine
        return Gap.Code(rawValue: code).map { code in
            let parts =
                missing.isEmpty
                ? Self.missing(code, told) : missing.compactMap { SnapshotPart(name: $0, kinds: ObjectKind.allCases) }
            return Gap(
                code: code, detail: told, missing: parts, savedCodes: parts.isEmpty ? savedCodes : [],
                isDoubtful: isDoubtful)
        }
    }

    /// The missing part for a gap that doesn't say: earlier versions named the affected findings instead. Their
    /// sentences begin with the kind, unless the code tells it.
    private static func missing(_ code: Gap.Code, _ detail: String) -> [SnapshotPart] {
        if let part = code.missingPart(among: ObjectKind.allCases) { return [part] }
        guard code == .accessForbidden || code == .collectorError || code == .namespacesPartial else { return [] }
        // Those versions wrote `priority classes`, and `volumes` for PersistentVolumes.
        let words = detail.lowercased().filter { $0 != " " }
        let kind = ObjectKind.allCases.first {
            let name = $0.inSentences.lowercased().filter { $0 != " " }
            return words.hasPrefix(name) || name.hasPrefix("persistent") && words.hasPrefix(name.dropFirst(10))
        }
        return kind.map { [.objects($0)] } ?? []
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
