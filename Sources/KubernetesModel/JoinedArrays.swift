/// Two arrays, one behind the other, without a copy of either: what a pod has of init containers and of others.
@frozen public struct JoinedArrays<Element>: RandomAccessCollection {
    @usableFromInline let first: [Element]
    @usableFromInline let second: [Element]

    /// Joins two arrays.
    @inlinable public init(_ first: [Element], _ second: [Element]) {
        self.first = first
        self.second = second
    }

    /// Zero.
    @inlinable public var startIndex: Int { 0 }
    /// The count of both arrays.
    @inlinable public var endIndex: Int { first.count + second.count }

    /// The element at an index; those of the first array come first.
    @inlinable public subscript(position: Int) -> Element {
        position < first.count ? first[position] : second[position - first.count]
    }
}

extension JoinedArrays: Sendable where Element: Sendable {}

extension Dictionary {
    /// Elements by a key of theirs; of several with one key the first, as a search from the front finds it.
    ///
    /// What is searched for by name again and again is searched for here: objects may have thousands of containers, ports
    /// and volumes.
    @inlinable public init(firstOf elements: some Sequence<Value>, by key: (Value) -> Key) {
        self.init()
        for element in elements {
            let key = key(element)
            if self[key] == nil { self[key] = element }
        }
    }
}
