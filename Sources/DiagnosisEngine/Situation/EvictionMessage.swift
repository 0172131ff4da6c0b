import KubernetesModel

/// The kubelet's words about an eviction, taken apart.
enum EvictionMessage: Equatable, Sendable {
    /// The node was short of something (`pkg/kubelet/eviction/helpers.go`, `evictionMessage`).
    case nodePressure(Pressure)
    /// The pod used more local storage than its containers may together.
    case podStorageLimit(limit: String)
    /// A container used more local storage than it may.
    case containerStorageLimit(container: String, limit: String)
    /// An emptyDir volume grew beyond its limit.
    case emptyDirLimit(volume: String, limit: String)
    /// The node refused the pod on arrival because of its condition.
    case refusedOnArrival(conditions: String)

    /// What the node was short of, and who used it.
    struct Pressure: Equatable, Sendable {
        var resource: String
        var threshold: String?
        var available: String?
        var usages: [Usage] = []
    }

    /// What a container used of it.
    struct Usage: Equatable, Sendable {
        var container: String
        var usage: String
        var request: String?
    }

    /// Reads the message of an Evicted pod or event; nil for words that are none of the kubelet's.
    init?(_ message: String) {
        let text = message[...]
        if let rest = text.after("The node had condition: [") {
            self = .refusedOnArrival(conditions: rest.until("]"))
        } else if let rest = text.after("The node was low on resource: ") {
            // Before Kubernetes 1.10 a refusal on arrival names the conditions in the words of an eviction.
            let conditions = rest.first == "[" ? rest.dropFirst().until("]") : ""
            self =
                conditions.hasSuffix("Pressure")
                ? .refusedOnArrival(conditions: conditions) : .nodePressure(Self.pressure(rest))
        } else if text.after("The node was low on compute resources") != nil {
            // Before Kubernetes 1.5, whichever resource it was.
            self = .nodePressure(Pressure(resource: "compute resources"))
        } else if let rest = text.after("low on resource: ") {
            self = .nodePressure(Self.pressure(rest))
        } else if let rest = text.after("exceeds the total limit of containers ") {
            self = .podStorageLimit(limit: rest.untilSentenceEnd())
        } else if let rest = text.after("Usage of EmptyDir volume \"") ?? text.after("emptyDir volume \"") {
            let limit = rest.after("exceeds the limit \"") ?? ""
            self = .emptyDirLimit(volume: rest.until("\""), limit: limit.until("\""))
        } else if let rest = text.after("Container "), let limit = rest.after("local ephemeral storage limit \"") {
            self = .containerStorageLimit(container: rest.until(" "), limit: limit.until("\""))
        } else if let rest = text.after("container "), let limit = rest.after("local ephemeral storage limit \"") {
            self = .containerStorageLimit(container: rest.until(" "), limit: limit.until("\""))
        } else {
            return nil
        }
    }

    /// Reads `memory. Threshold quantity: 100Mi, available: 80Mi. Container a was using 1Gi, request is 0, …`.
    private static func pressure(_ text: Substring) -> Pressure {
        var pressure = Pressure(resource: text.untilSentenceEnd())
        pressure.threshold = text.after("Threshold quantity: ")?.until(",")
        pressure.available = text.after("available: ")?.untilSentenceEnd()
        var rest = text
        while let container = rest.after("Container ") ?? rest.after("container ") {
            let usage = container.after("was using ").map { $0.until(",") } ?? ""
            let request =
                container.after("request is ")?.until(",")
                ?? container.after("exceeds its request of ")?.untilSentenceEnd()
            pressure.usages.append(
                Usage(container: container.until(" "), usage: usage, request: request))
            rest = container
        }
        return pressure
    }
}

extension Substring {
    /// What stands behind the first occurrence of `phrase`; nil when there is none.
    func after(_ phrase: String) -> Substring? { firstRange(of: phrase).map { self[$0.upperBound...] } }

    /// What stands before the first occurrence of `phrase`, or all.
    func until(_ phrase: String) -> String { String(self[..<(firstRange(of: phrase)?.lowerBound ?? endIndex)]) }

    /// What stands before the next full stop that ends a sentence.
    func untilSentenceEnd() -> String {
        let end = firstRange(of: ". ")?.lowerBound ?? endIndex
        let text = self[..<end]
        return String(text.last == "." ? text.dropLast() : text)
    }
}
