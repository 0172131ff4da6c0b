/// Labels or annotations: few pairs, kept sorted by key and shared between objects that carry the same.
public struct Labels: Hashable, Sendable {
    /// One label.
    public struct Pair: Hashable, Sendable {
        public var key: String
        public var value: String

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
        guard pairs.count > 1 else { return }
        for index in (0..<pairs.count - 1).reversed() where pairs[index].key == pairs[index + 1].key {
            // `sorted` keeps the order of equal keys, so the later one stands behind.
            pairs.remove(at: index)
        }
    }

    /// The value of `key`, nil when there is no such label.
    public subscript(key: String) -> String? {
        for pair in pairs where pair.key == key { return pair.value }
        return nil
    }

    /// Whether there is no label.
    public var isEmpty: Bool { pairs.isEmpty }
}

extension Labels: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements.map { Pair(key: $0.0, value: $0.1) })
    }
}
