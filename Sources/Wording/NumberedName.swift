/// A name taken apart at its numbers, so that names can be ordered as people count and folded into ranges.
struct NumberedName {
    let name: String
    /// The text before each number, then what follows the last: one more than ``numbers``.
    let texts: [Substring]
    /// The digits of each number, with their leading zeros.
    let numbers: [Substring]

    init(_ name: String) {
        self.name = name
        var texts: [Substring] = []
        var numbers: [Substring] = []
        var start = name.startIndex
        var position = start
        while position < name.endIndex {
            guard Self.isDigit(name.utf8[position]) else {
                position = name.utf8.index(after: position)
                continue
            }
            let first = position
            while position < name.endIndex, Self.isDigit(name.utf8[position]) {
                position = name.utf8.index(after: position)
            }
            texts.append(name[start..<first])
            numbers.append(name[first..<position])
            start = position
        }
        texts.append(name[start...])
        self.texts = texts
        self.numbers = numbers
    }

    /// Whether every character is one that a Kubernetes node's name may have (RFC 1123): only such names are folded.
    var isFoldable: Bool {
        !numbers.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"), UInt8(ascii: "."):
                    return true
                default: return false
                }
            }
    }

    /// The characters around a number in a name.
    struct Rest: Hashable {
        let before: Substring
        let after: Substring
    }

    /// Everything but the number at `position`: names that share it differ in that number alone.
    func rest(without position: Int) -> Rest {
        let number = numbers[position]
        return Rest(before: name[..<number.startIndex], after: name[number.endIndex...])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

extension NumberedName: Comparable {
    static func == (left: NumberedName, right: NumberedName) -> Bool { left.name == right.name }

    static func < (left: NumberedName, right: NumberedName) -> Bool {
        NaturalOrder.precedes(left.name, right.name)
    }
}

/// Whole numbers of any length, as their digits: a name may hold more digits than an `Int`.
enum Decimal {
    /// The digits of the number after `digits`, as wide where it was padded: `09` gives `10`, `9` gives `10`.
    static func successor(of digits: Substring) -> String {
        var bytes = Array(digits.utf8)
        var position = bytes.count
        while position > 0 {
            position -= 1
            if bytes[position] < UInt8(ascii: "9") {
                bytes[position] += 1
                return String(decoding: bytes, as: UTF8.self)
            }
            bytes[position] = UInt8(ascii: "0")
        }
        return "1" + String(decoding: bytes, as: UTF8.self)
    }
}
