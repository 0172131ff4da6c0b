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

    /// The resource that the node was short of, and its users.
    struct Pressure: Equatable, Sendable {
        var resource: String
        var threshold: String?
        var available: String?
        var usages: [Usage] = []
    }

    /// A container's usage of it.
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
        pressure.usages = sentences(in: text).map { sentence in
            Usage(
                container: sentence.until(" "), usage: sentence.after("was using ")?.until(",") ?? "",
                request: sentence.after("request is ")?.until(",")
                    ?? sentence.after("exceeds its request of ")?.untilSentenceEnd())
        }
        return pressure
    }

    /// The text about each container, from its name to the next one's: each word is read once, however many
    /// containers there are.
    private static func sentences(in text: Substring) -> [Substring] {
        var starts: [Substring.Index] = []
        var rest = text
        for mark in ["Container ", "container "] {
            while let behind = rest.after(mark) {
                starts.append(behind.startIndex)
                rest = behind
            }
        }
        return starts.indices.map { place in
            text[starts[place]..<(place + 1 < starts.count ? starts[place + 1] : text.endIndex)]
        }
    }
}

extension Substring {
    /// The text behind the first occurrence of `phrase`; nil if there is none.
    func after(_ phrase: String) -> Substring? { firstRange(of: phrase).map { self[$0.upperBound...] } }

    /// The text before the first occurrence of `phrase`, or all of it.
    func until(_ phrase: String) -> String { String(self[..<(firstRange(of: phrase)?.lowerBound ?? endIndex)]) }

    /// The text before the next full stop that ends a sentence.
    func untilSentenceEnd() -> String {
        let end = firstRange(of: ". ")?.lowerBound ?? endIndex
        let text = self[..<end]
        return String(text.last == "." ? text.dropLast() : text)
    }
}
