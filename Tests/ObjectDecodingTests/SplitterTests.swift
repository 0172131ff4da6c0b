import CSimdJSON
import TestBuilders
import Testing

/// Splits bytes that arrive in pieces that end at the given places, and gives the items, documents and envelopes.
private func split(
    _ bytes: [UInt8], at cuts: [Int], limit: Int = 1 << 20, keepingToBaseline: Bool = false
) -> [String] {
    guard let splitter = csj_splitter_create(limit) else { return ["no memory"] }
    defer { csj_splitter_destroy(splitter) }
    if keepingToBaseline { csj_splitter_keep_to_baseline(splitter) }
    var found: [String] = []
    var window: [UInt8] = []
    var from = 0
    for cut in cuts + [bytes.count] {
        window += bytes[from..<cut]
        from = cut
        var start = 0
        var length = 0
        var isGoingOn = true
        while isGoingOn {
            let event = window.withUnsafeBufferPointer {
                csj_splitter_next(splitter, $0.baseAddress, $0.count, &start, &length)
            }
            switch event {
            case csj_event_item, csj_event_document:
                found.append(String(decoding: window[start..<start + length], as: UTF8.self))
            case csj_event_list_start: found.append("[")
            case csj_event_list_end:
                var size = 0
                let envelope = csj_splitter_envelope(splitter, &size)
                found.append("] " + String(decoding: UnsafeBufferPointer(start: envelope, count: size), as: UTF8.self))
            case csj_event_oversized: found.append("oversized")
            case csj_event_invalid:
                return found + ["invalid at \(from - window.count + csj_splitter_position(splitter))"]
            default: isGoingOn = false
            }
        }
        let retained = csj_splitter_retained(splitter)
        window.removeFirst(retained)
        csj_splitter_discard(splitter, retained)
    }
    return found + (csj_splitter_is_between_documents(splitter) ? [] : ["unfinished"])
}

@Suite("The item splitter")
struct SplitterTests {
    private static let list = #"""
        {"apiVersion": "v1", "a": {"items": [1, {"x": "]}"}]}, "items": [{"n": "}\\\" [{"}, {"m": {"k": [1, [2]]}},
        [3], "te\"xt", 12.5, null, {}], "kind": "List", "metadata": {"x": "y\\"}}
        """#

    private static let documents =
        #"{"kind": "Pod", "s": "\\"} {"items": []} [{"a":1},{"b":2}] {"kind":"X","items":"no"}"#

    @Test("finds the same items wherever the stream is cut", arguments: [list, documents], [false, true])
    func cuts(_ text: String, keepingToBaseline: Bool) {
        let bytes = Array(text.utf8)
        func items(at cuts: [Int]) -> [String] { split(bytes, at: cuts, keepingToBaseline: keepingToBaseline) }
        let whole = split(bytes, at: [])
        #expect(!whole.contains { $0.hasPrefix("invalid") || $0 == "unfinished" })
        for cut in 0...bytes.count { #expect(items(at: [cut]) == whole, "cut at \(cut)") }
        #expect(items(at: Array(0..<bytes.count)) == whole)
    }

    @Test("finds the same items with the instructions of a newer processor", arguments: UInt64(1)...200)
    func instructions(seed: UInt64) {
        var generator = SeededRandom(seed)
        let characters = Array(#"{{}[]""\\ ,:aé"#.utf8)
        // Items of random bytes are ended by the list's own brace at the latest, where a quote does not hide it.
        let text = (0..<400).map { _ in characters[Int(generator.next() % UInt64(characters.count))] }
        let bytes = Array(#"{"items": [{"a": ""#.utf8) + text + Array(#""}]}]}}}"#.utf8)
        let cuts = (0..<3).map { _ in Int(generator.next() % UInt64(bytes.count)) }.sorted()
        #expect(split(bytes, at: cuts) == split(bytes, at: cuts, keepingToBaseline: true))
    }

    @Test("gives items byte for byte, and what stands beside them as the envelope")
    func items() {
        let found = split(Array(Self.list.utf8), at: [])
        #expect(found.contains(#"{"n": "}\\\" [{"}"#))
        #expect(found.contains(#""te\"xt""#))
        #expect(found.contains("12.5"))
        #expect(found.contains("null"))
        let envelope =
            #"{"apiVersion": "v1", "a": {"items": [1, {"x": "]}"}]}, "items": null,"kind":"List","metadata":{"x": "y\\"}}"#
        #expect(found.last == "] \(envelope)")
    }

    @Test("follows backslashes and quotes across blocks of any alignment", arguments: 0..<140)
    func alignment(_ padding: Int) {
        let text = String(repeating: "a", count: padding) + String(repeating: #"\\"#, count: padding % 5) + #"\"}{"#
        let item = #"{"k": "\#(text)", "l": [{}]}"#
        #expect(split(Array("[\(item), \(item)]".utf8), at: []) == ["[", item, item, "] "])
        let cuts = Array(stride(from: 1, to: item.utf8.count * 2, by: 7))
        #expect(split(Array("[\(item), \(item)]".utf8), at: cuts) == ["[", item, item, "] "])
    }

    @Test("passes over what is larger than the limit")
    func limit() {
        let large = #"{"x": "\#(String(repeating: "y", count: 500))"}"#
        let bytes = Array(#"[{"a":1}, \#(large), {"b":2}]"#.utf8)
        let found = split(bytes, at: Array(stride(from: 10, to: bytes.count, by: 10)), limit: 100)
        #expect(found == ["[", #"{"a":1}"#, "oversized", #"{"b":2}"#, "] "])
    }

    @Test("does not mind depth")
    func depth() {
        let deep = String(repeating: #"{"a":["#, count: 50_000) + String(repeating: "]}", count: 50_000)
        #expect(split(Array("[\(deep), 1]".utf8), at: [1000, 50_000]) == ["[", deep, "1", "] "])
    }

    @Test(
        "tells where JSON ends to be JSON",
        arguments: [
            ("x", 0), ("{} x", 3), ("{1}", 1), (#"{"a" 1}"#, 5), (#"{"a":}"#, 5), (#"{"a":1,}"#, 7), ("[1,]", 3),
            ("[1 2]", 3), ("}", 0),
        ])
    func invalid(_ text: String, _ position: Int) {
        #expect(split(Array(text.utf8), at: []).last == "invalid at \(position)")
    }

    @Test("knows an unfinished stream", arguments: ["{", "[", #"{"items": [{}"#, #"{"items": []"#, #"{"a": "x"#])
    func unfinished(_ text: String) {
        #expect(split(Array(text.utf8), at: []).last == "unfinished")
    }
}
