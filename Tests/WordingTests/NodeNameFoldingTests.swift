import Foundation
import TestBuilders
import Testing
@testable import Wording

@Suite("Folding of node names")
struct NodeNameFoldingTests {
    @Test(
        "Names fold where one number varies",
        arguments: [
            (["small-a-01", "small-a-02", "small-a-03", "small-a-04"], "small-a-{01..04}"),
            (["gen-a-08", "gen-a-01", "gen-a-03", "gen-a-05", "gen-a-06", "gen-a-07"], "gen-a-{01,03,{05..08}}"),
            (["n10", "n9", "n2", "n11"], "n{2,{9..11}}"),
            (["n09", "n10", "n11", "n9"], "n{9,{09..11}}"),
            (["n1", "n2"], "n{1,2}"),
            // A shell pads all numbers of a range alike.
            (["n08", "n09", "n98", "n99", "n100"], "n{08,09,{98..100}}"),
            (["n098", "n099", "n100", "n101"], "n{098..101}"),
            (["gamma", "alpha", "beta"], "alpha, beta, gamma"),
            (["alpha", "alpha"], "alpha"),
            (
                ["ip-10-0-1-23.ec2.internal", "ip-10-0-1-24.ec2.internal", "ip-10-0-1-25.ec2.internal"],
                "ip-10-0-1-{23..25}.ec2.internal"
            ),
            (
                ["ip-10-0-1-23.ec2.internal", "ip-10-0-1-24.ec2.internal", "ip-10-0-2-7.ec2.internal"],
                "ip-10-0-1-{23,24}.ec2.internal, ip-10-0-2-7.ec2.internal"
            ),
            (["a-1-x", "a-2-x", "b-1"], "a-{1,2}-x, b-1"),
            (
                ["n99999999999999999999998", "n99999999999999999999999", "n100000000000000000000000"],
                "n{99999999999999999999998,99999999999999999999999,100000000000000000000000}"
            ),
            (["evil\u{202E}1", "evil\u{202E}2", "node-1"], "evil\\u{202E}1, evil\\u{202E}2, node-1"),
            ([], ""),
        ])
    func folds(names: [String], expected: String) {
        #expect(NodeNameFolding(names).text == expected)
    }

    @Test("Unfolding what was folded gives the same names", arguments: 0..<300)
    func unfoldingGivesTheSameNames(seed: Int) {
        var random = SeededRandom(UInt64(seed))
        let names = Set((0..<Int.random(in: 1...60, using: &random)).map { _ in randomName(using: &random) })
        let text = NodeNameFolding(names).text
        #expect(Set(Self.unfolded(text)) == names, "\(text)")
        #expect(Self.unfolded(text).count == names.count)
    }

    @Test("Long lists are cut to the width and tell how many they leave out", arguments: [1, 20, 40, 80, 200])
    func cutsToTheWidth(columns: Int) {
        let names = (0..<600).map { "node-\($0 * 2)" }
        let text = NodeNameFolding(names).text(columns: columns)
        #expect(text.hasPrefix(columns < 40 ? "node-0" : "node-{0,2"))
        if columns >= 40 { #expect(DisplayWidth.of(text) <= columns) }
        let shown = Self.unfolded(String(text.split(separator: " … and ")[0])).count
        #expect(text.hasSuffix(" … and \(600 - shown) more"))
    }

    @Test("A list that fits is not cut")
    func doesNotCutWhatFits() {
        #expect(NodeNameFolding((1...600).map { "n\($0)" }).text(columns: 10) == "n{1..600}")
    }

    private func randomName(using random: inout SeededRandom) -> String {
        let pools = ["small-a-", "gen-", "ip-10-0-", "gpu.x", "n"]
        let ends = ["", "", ".ec2.internal", "-b7"]
        let number = Int.random(in: 0...30, using: &random)
        let digits =
            Bool.random(using: &random)
            ? String(number) : String(repeating: "0", count: 2 - String(number).count % 2) + String(number)
        let middle = Bool.random(using: &random) ? "" : "\(Int.random(in: 0...3, using: &random))-"
        return (pools.randomElement(using: &random) ?? "") + middle + digits
            + (ends.randomElement(using: &random) ?? "")
    }

    /// Reads folded text back, as a shell would.
    private static func unfolded(_ text: String) -> [String] {
        text.components(separatedBy: ", ").flatMap { group -> [String] in
            guard let open = group.firstIndex(of: "{"), let close = group.lastIndex(of: "}") else { return [group] }
            let inside = group[group.index(after: open)..<close]
            let pieces = inside.contains(",") ? inside.split(separator: ",").map(String.init) : ["{\(inside)}"]
            return pieces.flatMap(numbers).map { group[..<open] + $0 + group[group.index(after: close)...] }
        }
    }

    /// What `{01..06}` stands for, or a number alone. A shell gives all numbers the width of the longest end where one
    /// end is padded.
    private static func numbers(in piece: String) -> [String] {
        guard piece.hasPrefix("{") else { return [piece] }
        let ends = piece.dropFirst().dropLast().components(separatedBy: "..")
        guard let first = Int(ends[0]), let last = Int(ends[1]) else { return [] }
        let isPadded = ends.contains { $0.hasPrefix("0") && $0.count > 1 }
        let width = isPadded ? ends.map(\.count).max() ?? 0 : 0
        return (first...last).map { number in
            String(repeating: "0", count: max(width - String(number).count, 0)) + String(number)
        }
    }
}
