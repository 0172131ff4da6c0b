import ArgumentParser
import KubernetesModel

/// A taint as kubectl writes it, `KEY[=VALUE][:EFFECT]`, with the nodes behind an `@` where not all are meant.
struct TaintArgument: ExpressibleByArgument {
    var key: String
    /// Nil for whatever value.
    var value: String?
    /// Nil for every effect.
    var effect: Taint.Effect?
    var nodes: NodeChoice

    init?(argument: String) {
        let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let nodes = parts.count == 2 ? NodeChoice(parts[1]) : .all, let taint = KeyValueEffect(parts[0]) else {
            return nil
        }
        key = taint.key
        value = taint.value
        effect = taint.effect
        self.nodes = nodes
    }
}

/// A toleration: `KEY[=VALUE][:EFFECT]`, or `*` for every taint.
struct TolerationArgument: ExpressibleByArgument {
    var toleration: Toleration

    init?(argument: String) {
        if argument == "*" {
            toleration = Toleration(comparison: .exists)
            return
        }
        guard let parts = KeyValueEffect(argument) else { return nil }
        toleration = Toleration(
            key: parts.key, comparison: parts.value == nil ? .exists : .equal, value: parts.value ?? "",
            effect: parts.effect)
    }
}

/// `KEY[=VALUE][:EFFECT]`.
struct KeyValueEffect {
    var key: String
    var value: String?
    var effect: Taint.Effect?

    init?(_ text: String) {
        var rest = text[...]
        if let colon = rest.lastIndex(of: ":") {
            guard let effect = Taint.Effect(rawValue: String(rest[rest.index(after: colon)...])) else { return nil }
            self.effect = effect
            rest = rest[..<colon]
        }
        let parts = rest.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let key = parts.first, !key.isEmpty else { return nil }
        self.key = key
        value = parts.count == 2 ? parts[1] : nil
    }
}

/// A label that nodes must have, `KEY=VALUE`, or must no longer have, `KEY-`.
struct NodeSelectorArgument: ExpressibleByArgument {
    var key: String
    var value: String?

    init?(argument: String) {
        if argument.hasSuffix("-"), !argument.contains("=") {
            key = String(argument.dropLast())
            if key.isEmpty { return nil }
            return
        }
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        key = parts[0]
        value = parts[1]
    }
}
