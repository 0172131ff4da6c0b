import CheckedJSON
import ClusterSnapshot
import KubernetesModel
import Wording

/// What a support bundle's collector could not read of a kind: an object with an error for each namespace, or a list of
/// errors (`clusterResources` of troubleshoot.sh).
struct CollectorErrorFile {
    /// Larger ones are nobody's.
    private static let greatestSize = 1 << 20
    /// Namespaces that are named one by one.
    private static let mostNamed = 3

    let kind: ObjectKind
    /// The namespaces that each error befell, in their order; none where it befell all.
    private var errors: [(text: String, namespaces: [String])] = []

    /// Nil where the file holds no errors.
    init?(_ stream: any ByteStream, kind: ObjectKind) throws(CollectorError) {
        self.kind = kind
        guard let bytes = try WholeContent.read(stream, limit: Self.greatestSize), let json = try? JSONValue(bytes)
        else { return nil }
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
        if let place = errors.firstIndex(where: { $0.text == text }) {
            errors[place].namespaces += [namespace].compactMap(\.self)
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
                affects: MissingKinds.findings(affectedBy: kind))
        }
    }

    private static func place(_ namespaces: [String]) -> String {
        if namespaces.isEmpty { return "" }
        if namespaces.count == 1 { return " of namespace \(namespaces[0])" }
        return " of namespaces " + namespaces.named(atMost: mostNamed)
    }
}
