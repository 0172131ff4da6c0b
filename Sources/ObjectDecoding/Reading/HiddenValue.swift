import CSimdJSON
import Glibc

/// The value that troubleshoot.sh's redactors leave.
package enum HiddenValue {
    package static let mark = "***HIDDEN***"
    private static let bytes = Array(mark.utf8)

    /// Whether a text is such a rest, or holds one.
    static func isIn(_ text: csj_text) -> Bool {
        guard text.length >= bytes.count, let start = text.bytes else { return false }
        var place = 0
        let last = text.length - bytes.count
        while place <= last, let found = memchr(start + place, Int32(UInt8(ascii: "*")), last - place + 1) {
            place = UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
            if memcmp(start + place, bytes, bytes.count) == 0 { return true }
            place += 1
        }
        return false
    }
}

/// Objects in which values were hidden.
package struct HiddenValues: Sendable {
    package private(set) var count = 0
    /// The first of them, for instance `Pod logging/agent-x7k`.
    package private(set) var first = ""

    mutating func add(_ name: String) {
        if count == 0 { first = name }
        count += 1
    }

    mutating func add(_ other: HiddenValues) {
        if count == 0 { first = other.first }
        count += other.count
    }
}
