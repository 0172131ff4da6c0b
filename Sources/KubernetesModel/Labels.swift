/// Labels or annotations: few pairs, kept sorted by key and shared between objects that carry the same.
public struct Labels: Hashable, Sendable {
    /// One label.
    public struct Pair: Hashable, Sendable {
        /// The label's key.
        public var key: String
        /// The label's value; may be empty.
        public var value: String

        /// A label.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// The pairs, sorted by key; no key stands twice.
    public private(set) var pairs: [Pair]

    /// No labels.
    public init() { pairs = [] }

    /// These pairs; of two with one key the later counts, as in JSON.
    public init(_ unsorted: [Pair]) {
        pairs = unsorted.sorted { $0.key < $1.key }
        let isRepeated = zip(pairs, pairs.dropFirst()).contains { $0.key == $1.key }
        if !isRepeated { return }
        var kept: [Pair] = []
        for pair in pairs {
            // `sorted` keeps the order of equal keys, so the later one stands behind.
            if kept.last?.key == pair.key { kept.removeLast() }
            kept.append(pair)
        }
        pairs = kept
    }

    /// The value of `key`, nil when there is no such label.
    public subscript(key: String) -> String? {
        if pairs.count > Self.fewPairs { return value(amongMany: key) }
        // In place: to copy pairs costs more than to compare them.
        for place in pairs.indices where pairs[place].key == key { return pairs[place].value }
        return nil
    }

    /// Up to this many are looked through faster than searched.
    private static let fewPairs = 32

    private func value(amongMany key: String) -> String? {
        let place = pairs.partitioningIndex { $0.key >= key }
        return place < pairs.count && pairs[place].key == key ? pairs[place].value : nil
    }

    /// Whether there is no label.
    public var isEmpty: Bool { pairs.isEmpty }
}

extension Labels: ExpressibleByDictionaryLiteral {
    /// Labels as a literal; of a key given twice the later value counts.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Pair(key: $0.0, value: $0.1) })
    }
}
