import KubernetesModel

/// A container's configuration that cannot be made.
struct ContainerConfigSymptom: Sendable {
    let waiting: WaitingContainer
    /// The missing object; nil if the trouble is another.
    let missing: MissingConfig?
}

/// A ConfigMap, a Secret or one of its keys that is not there, as the kubelet words it.
struct MissingConfig: Equatable, Sendable {
    var kind: String
    var object: String
    var key: String?

    /// Reads `configmap "x" not found`, `secret "x" not found`, `couldn't find key k in ConfigMap ns/x`, and the last as
    /// kubelets before 1.14 begin it, with a capital.
    init?(_ message: String) {
        let beginnings = ["couldn't find key ", "Couldn't find key "]
        if let range = beginnings.lazy.compactMap({ message.firstRange(of: $0) }).first {
            let words = message[range.upperBound...].split(separator: " ")
            guard words.count >= 4, words[1] == "in" else { return nil }
            kind = words[2].lowercased() == "secret" ? "Secret" : "ConfigMap"
            let name = words[3].split(separator: "/").last ?? words[3]
            // A name never ends so: what follows belongs to the sentence.
            object = String(name.reversed().drop { ".,:;".contains($0) }.reversed())
            key = String(words[0])
            return
        }
        for (word, name) in [("configmap", "ConfigMap"), ("secret", "Secret")] {
            // Older API servers name the resource: `configmaps "x" not found`.
            guard message.contains("not found"),
                let rest = message[...].after("\(word) \"") ?? message[...].after("\(word)s \"")
            else { continue }
            kind = name
            object = rest.until("\"")
            key = nil
            return
        }
        return nil
    }

    var text: String { key.map { "key \($0) of \(kind) \(object)" } ?? "\(kind) \(object)" }
}

extension NodeSituation {
    /// The container whose configuration cannot be made, with what is missing.
    func configSymptom() -> ContainerConfigSymptom? {
        waitingContainer(["CreateContainerConfigError"])
            .map { ContainerConfigSymptom(waiting: $0, missing: MissingConfig($0.message)) }
    }
}
