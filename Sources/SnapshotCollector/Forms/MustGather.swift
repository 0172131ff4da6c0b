import ByteStreams
import KubernetesModel
import SnapshotSaving

/// The output of `oc adm must-gather`: `namespaces/<namespace>/<group>/<kind>.yaml`, and logs as
/// `namespaces/<namespace>/pods/<pod>/<container>/<container>/logs/current.log` or `previous.log`.
struct MustGather: BundleForm {
    let name = "must-gather"
    let precedence = 30

    func purpose(of file: FilePath) -> FilePurpose? {
        if let log = log(at: file.parts) { return log.purpose }
        if file.name.lowercased() == "timestamp" { return .side(Self.readTimes) }
        return nil
    }

    func place(of file: FilePath) -> ListPlace? {
        let parts = file.parts
        guard let root = parts.lastIndex(of: "namespaces"), root + 2 < parts.count,
            let kind = ObjectKind(named: file.name) ?? ObjectKind(named: file.folder)
        else { return nil }
        return ListPlace(kind: kind, namespace: String(parts[root + 1]))
    }

    private func log(at parts: [Substring]) -> LogFile? {
        let start = parts.count - 8
        guard start >= 0, parts[start] == "namespaces", parts[start + 2] == "pods", parts[start + 6] == "logs",
            parts[start + 7] == "current.log" || parts[start + 7] == "previous.log"
        else { return nil }
        return LogFile(
            namespace: String(parts[start + 1]), pod: String(parts[start + 3]), container: String(parts[start + 5]),
            isPrevious: parts[start + 7] == "previous.log")
    }

    // MARK: - `timestamp`

    /// When the gathering began and when it ended, as Go prints moments
    /// (`2026-11-21 21:07:11.123456789 +0000 UTC m=+0.05`). The end counts.
    private static func readTimes(_ stream: any ByteStream, into assembly: SnapshotAssembly) throws(StreamError) {
        guard let bytes = try WholeContent.read(stream, limit: 4096),
            let last = String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap(moment).last
        else { return }
        var envelope = SnapshotEnvelope()
        envelope.capturedAt = last
        assembly.add(envelope)
    }

    private static func moment(_ line: Substring) -> Timestamp? {
        let words = line.split(separator: " ")
        guard words.count >= 3 else { return nil }
        let zone = words[2]
        guard zone.count == 5, zone.hasPrefix("+") || zone.hasPrefix("-") else { return nil }
        return Timestamp("\(words[0])T\(words[1])\(zone.prefix(3)):\(zone.suffix(2))")
    }
}
