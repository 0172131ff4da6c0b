import ByteStreams
import CheckedJSON
import ClusterSnapshot
import KubernetesModel
import SnapshotSaving
import Wording

/// The output of troubleshoot.sh: `cluster-resources/nodes.json`, `cluster-resources/pods/<namespace>.json`, what could
/// not be read of a kind in `…-errors.json`, and logs in `logs/`, below `pods/` or `cluster-resources/pods/`.
struct SupportBundle: BundleForm {
    /// Larger files are not what their names say.
    private static let greatestSideFile = 4 << 20
    private static let greatestErrorFile = 1 << 20

    /// Its own names of some kinds.
    private static let ownNames: [String: ObjectKind] = [
        "pvs": .persistentVolume, "pvcs": .persistentVolumeClaim, "resourcequota": .resourceQuota,
    ]

    let name = "support bundle"
    let precedence = 50

    func purpose(of file: FilePath) -> FilePurpose? {
        // Custom resources, and what could not be read of other kinds.
        if file.directories.contains(where: {
            $0 == "custom-resources" || $0.hasSuffix("-errors") || $0.hasSuffix("-errors.json")
        }) {
            return .useless
        }
        guard let name = file.documentName else { return nil }
        if name.hasSuffix("-errors") {
            guard let kind = Self.kind(named: name.dropLast("-errors".count)) else { return .useless }
            return .side { stream, assembly throws(StreamError) in
                guard let bytes = try WholeContent.read(stream, limit: Self.greatestErrorFile),
                    let errors = CollectorErrors(bytes, kind: kind)
                else { return }
                assembly.add(errors.gaps, ofKind: kind)
            }
        }
        if name == "cluster_version" {
            return .side { stream, assembly throws(StreamError) in
                try Self.readJSON(stream, Self.version, into: assembly)
            }
        }
        if file.folder == "node-metrics" {
            return .side { stream, assembly throws(StreamError) in
                try Self.readJSON(stream, Self.summary, into: assembly)
            }
        }
        return nil
    }

    func place(of file: FilePath) -> ListPlace? {
        if let kind = Self.ownNames[ObjectKind.word(of: file.name)] { return ListPlace(kind: kind) }
        guard ObjectKind(named: file.name) == nil, let kind = Self.kind(named: file.folder) else { return nil }
        return ListPlace(kind: kind, namespace: String(file.stem))
    }

    private static func kind(named name: some StringProtocol) -> ObjectKind? {
        ownNames[ObjectKind.word(of: name)] ?? ObjectKind(named: name)
    }

    // MARK: - Side files

    private static func readJSON(
        _ stream: any ByteStream, _ envelope: (JSONValue) -> SnapshotEnvelope?, into assembly: SnapshotAssembly
    ) throws(StreamError) {
        guard let bytes = try WholeContent.read(stream, limit: greatestSideFile), let json = try? JSONValue(bytes),
            let envelope = envelope(json)
        else { return }
        assembly.add(envelope)
    }

    /// `cluster-info/cluster_version.json`: what the API server's `/version` answers.
    private static func version(_ json: JSONValue) -> SnapshotEnvelope? {
        guard let version = (json["info"] ?? json)["gitVersion"]?.string ?? json["string"]?.string else { return nil }
        var envelope = SnapshotEnvelope()
        envelope.kubernetesVersion = version
        return envelope
    }

    /// `node-metrics/<node>.json`: what the kubelet's `/stats/summary` answers.
    private static func summary(_ json: JSONValue) -> SnapshotEnvelope? {
        guard let node = json["node"]?["nodeName"]?.string, !node.isEmpty else { return nil }
        var envelope = SnapshotEnvelope()
        envelope.kubeletSummaries = [KubeletSummary(node: node, json)]
        return envelope
    }
}

/// The unreadable part of a kind: an object with an error for each namespace, or a list of errors
/// (`clusterResources` of troubleshoot.sh).
private struct CollectorErrors {
    /// Namespaces that are named one by one.
    private static let mostNamed = 3

    private let kind: ObjectKind
    /// The namespaces that each error befell, in their order; none where it befell all.
    private var errors: [(text: String, namespaces: [String])] = []

    /// Nil where the file holds no errors.
    init?(_ bytes: [UInt8], kind: ObjectKind) {
        self.kind = kind
        guard let json = try? JSONValue(bytes) else { return nil }
        if let members = json.members {
            for (namespace, error) in members.sorted(by: { $0.key < $1.key }) {
                if let text = error.string { add(text, namespace) }
            }
        } else {
            for error in json.elements ?? [json] { if let text = error.string { add(text, nil) } }
        }
        if errors.isEmpty { return nil }
    }

    private mutating func add(_ text: String, _ namespace: String?) {
        if let index = errors.firstIndex(where: { $0.text == text }) {
            errors[index].namespaces += [namespace].compactMap(\.self)
        } else {
            errors.append((text, [namespace].compactMap(\.self)))
        }
    }

    /// A gap for each error.
    var gaps: [Gap] {
        errors.map { text, namespaces in
            let detail = "The collector could not read \(kind.inSentences)\(Self.place(namespaces)): \(text)"
            return Gap(
                code: .collectorError, detail: detail.escapedForOneLine,
                missing: [.objects(kind)])
        }
    }

    private static func place(_ namespaces: [String]) -> String {
        if namespaces.isEmpty { return "" }
        if namespaces.count == 1 { return " of namespace \(namespaces[0])" }
        return " of namespaces " + namespaces.named(atMost: mostNamed)
    }
}
