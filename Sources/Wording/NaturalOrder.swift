/// Orders names as people do: `node-2` before `node-10`.
public enum NaturalOrder {
    /// Whether `left` comes before `right`: texts by their bytes, numbers by their value.
    ///
    /// Where leading zeros are all that differs, the less padded name comes first, so that no two names are equal.
    public static func precedes(_ left: String, _ right: String) -> Bool {
        var (left, right) = (left, right)
        return left.withUTF8 { left in right.withUTF8 { right in precedes(left[...], right[...]) } }
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    private static func precedes(_ left: Bytes, _ right: Bytes) -> Bool {
        var (left, right) = (left, right)
        var padding = 0
        while let first = left.first, let second = right.first {
            if isDigit(first), isDigit(second) {
                let (one, other) = (left.prefix(while: isDigit), right.prefix(while: isDigit))
                let (value, otherValue) = (one.drop { $0 == zero }, other.drop { $0 == zero })
                if value.count != otherValue.count { return value.count < otherValue.count }
                if !value.elementsEqual(otherValue) { return value.lexicographicallyPrecedes(otherValue) }
                if padding == 0 { padding = one.count - other.count }
                left = left.dropFirst(one.count)
                right = right.dropFirst(other.count)
            } else {
                if first != second { return first < second }
                left.removeFirst()
                right.removeFirst()
            }
        }
        if left.isEmpty, right.isEmpty { return padding < 0 }
        return left.isEmpty
    }

    private static let zero = UInt8(ascii: "0")

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= zero && byte <= UInt8(ascii: "9") }
}
