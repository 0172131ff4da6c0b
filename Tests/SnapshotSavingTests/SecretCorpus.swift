import Foundation
import Testing

/// A text at a place of a snapshot, and the secrets in it.
struct CorpusEntry: CustomTestStringConvertible, Sendable {
    var place: String
    var text: String
    /// None for a control.
    var secrets: [String]

    var testDescription: String { "\(place): \(text.prefix(100))" }

    /// The entries of a file of `Corpus/`.
    static func entries(of file: String) throws -> [CorpusEntry] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Corpus")
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            let parts = line.split(separator: "\t", maxSplits: 1)
            return parts.count < 2 ? nil : CorpusEntry(place: String(parts[0]), written: String(parts[1]))
        }
    }

    private init(place: String, written: String) {
        self.place = place
        let written = written.replacingOccurrences(of: "·", with: "").replacingOccurrences(of: "⏎", with: "\n")
            .replacingOccurrences(of: "⇥", with: "\t")
        secrets = written.split(separator: "⟦", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
            piece.split(separator: "⟧", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init)
        }
        text = written.replacingOccurrences(of: "⟦", with: "").replacingOccurrences(of: "⟧", with: "")
    }

    /// Whether a part of a secret is left in a text: of long ones twelve bytes are enough.
    func isLeaked(in text: String) -> Bool {
        secrets.contains { secret in
            if secret.count <= 16 { return text.contains(secret) }
            let characters = Array(secret)
            return (0...characters.count - 12).contains { start in
                let part = String(characters[start..<start + 12])
                return !part.contains("\n") && text.contains(part)
            }
        }
    }
}

extension CorpusEntry {
    /// The object in which the text stands; nil for what stands beside objects.
    func object(named name: String) -> [String: Any]? {
        var container: [String: Any] = ["name": "c", "image": "registry.example/a:1"]
        var metadata: [String: Any] = ["name": name, "namespace": "x", "uid": name]
        var status: [String: Any] = [:]
        var own: [String: Any] = [:]
        let words = text.components(separatedBy: "¦")
        switch place {
        case "log", "gap": return nil
        case "args" where text.hasPrefix("-"): container["args"] = words
        case "args" where text.count.isMultiple(of: 2):
            container["command"] = [words[0]]
            container["args"] = Array(words.dropFirst())
        case "args": container["command"] = words
        case "script": container["command"] = ["sh", "-c", text]
        case "message":
            let ended: [String: Any] = ["terminated": ["exitCode": 1, "message": text]]
            status["containerStatuses"] = [["name": "c", "lastState": ended]]
        case "env": container["env"] = [["name": "A", "value": text]]
        case "label": metadata["labels"] = ["x": text]
        case "image": container["image"] = text
        case "annotation": metadata["annotations"] = ["x": text]
        case "lastApplied": metadata["annotations"] = ["kubectl.kubernetes.io/last-applied-configuration": text]
        case "httpHeader":
            let request: [String: Any] = ["port": 1, "httpHeaders": [["name": "A", "value": text]]]
            container["livenessProbe"] = ["httpGet": request]
        case "probePath": container["livenessProbe"] = ["httpGet": ["port": 1, "path": text] as [String: Any]]
        case "probeExec": container["livenessProbe"] = ["exec": ["command": words]]
        case "field": own = (try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]) ?? [:]
        case "nodeAnnotation":
            return [
                "apiVersion": "v1", "kind": "Node",
                "metadata": ["name": name, "annotations": ["x": text]] as [String: Any],
            ]
        default:
            return [
                "apiVersion": "v1", "kind": "Event", "metadata": metadata, "message": text,
                "involvedObject": ["kind": "Pod", "name": "p", "namespace": "x"],
            ]
        }
        var spec: [String: Any] = ["containers": [container]]
        spec.merge(own["spec"] as? [String: Any] ?? [:]) { $1 }
        status.merge(own["status"] as? [String: Any] ?? [:]) { $1 }
        return ["apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec, "status": status]
    }

    /// All that is saved of the entries, each as one text.
    static func saved(_ entries: [CorpusEntry]) throws -> [String] {
        let snapshot: [String: Any] = [
            "apiVersion": "v1", "kind": "List",
            "items": entries.enumerated().compactMap { $1.object(named: "case-\($0)") },
            "dsdoctor": [
                "logs": entries.enumerated().filter { $1.place == "log" }.map { position, entry in
                    [
                        "namespace": "x", "pod": "case-\(position)", "container": "c",
                        "lines": entry.text.components(separatedBy: "\n"),
                    ] as [String: Any]
                },
                "gaps": entries.enumerated().filter { $1.place == "gap" }.map { position, entry in
                    ["code": "collector-error", "detail": "case-\(position) \(entry.text)"]
                },
            ],
        ]
        let bytes = try savedBytes(of: Array(JSONSerialization.data(withJSONObject: snapshot)))
        let list = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
        let beside = list["dsdoctor"] as? [String: Any] ?? [:]
        var texts: [String: String] = [:]
        for item in list["items"] as? [[String: Any]] ?? [] {
            let name = (item["metadata"] as? [String: Any])?["name"] as? String ?? ""
            texts[name] = strings(in: item).joined(separator: "\u{1}")
        }
        for log in beside["logs"] as? [[String: Any]] ?? [] {
            texts[log["pod"] as? String ?? ""] = (log["lines"] as? [String] ?? []).joined(separator: "\n")
        }
        for gap in beside["gaps"] as? [[String: Any]] ?? [] {
            let parts = (gap["detail"] as? String ?? "").split(separator: " ", maxSplits: 1).map(String.init)
            if parts.count == 2 { texts[parts[0]] = parts[1] }
        }
        return entries.indices.map { texts["case-\($0)"] ?? "" }
    }

    private static func strings(in value: Any) -> [String] {
        switch value {
        case let text as String: return [text]
        case let list as [Any]: return list.flatMap(strings)
        case let object as [String: Any]: return object.values.flatMap(strings)
        default: return []
        }
    }
}
