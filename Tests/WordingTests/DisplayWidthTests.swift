import Foundation
import Testing
@testable import Wording

struct DisplayWidthTests {
    /// What PyPI's wcwidth says: see `scripts/display-widths`.
    private static func reference() throws -> [(range: ClosedRange<UInt32>, width: Int)] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/display-widths.txt")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { line in
                let parts = line.split(separator: " ")
                let first = try #require(UInt32(parts[0], radix: 16))
                let last = try #require(UInt32(parts[1], radix: 16))
                return (first...last, try #require(Int(parts[2])))
            }
    }

    @Test func `Every character that is printed is as wide as wcwidth says`() throws {
        let reference = try Self.reference()
        #expect(reference.count > 400)
        var position = 0
        var wrong: [String] = []
        for value in UInt32(0x80)..<0x110000 {
            while position < reference.count, reference[position].range.upperBound < value { position += 1 }
            guard let scalar = Unicode.Scalar(value), TerminalText.isPrintable(scalar) else { continue }
            let isListed = position < reference.count && reference[position].range.contains(value)
            let width = isListed ? reference[position].width : 1
            if DisplayWidth.of(scalar) != width { wrong.append("\(String(value, radix: 16)) is \(width) wide") }
        }
        #expect(wrong.isEmpty, "\(wrong.prefix(20))")
    }

    @Test(
        arguments: [
            ("agent", 5), ("größe", 5), ("日志", 4), ("ｆｕｌｌ", 8), ("🚀", 2), ("e\u{301}", 1), ("각", 2), ("한", 2),
            ("นี้", 1), ("कि", 1),
        ])
    func `Text takes the columns of its characters`(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test func `What is cut fits, and no wide character is halved`() {
        #expect(DisplayWidth.clipped("日志收集器", columns: 6) == "日志…")
        #expect(DisplayWidth.clipped("日志", columns: 4) == "日志")
        #expect(DisplayWidth.clipped("cafe\u{301}s", columns: 5) == "cafe\u{301}s")
    }
}
