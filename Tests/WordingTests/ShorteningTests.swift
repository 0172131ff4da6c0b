import Testing

@testable import Wording

@Suite("Shortened texts")
struct ShorteningTests {
    @Test("A text is cut where it is long, and only there")
    func cut() {
        #expect(Wording.shortened("agent", limit: 5) == "agent")
        #expect(Wording.shortened("agents", limit: 5) == "agent…")
        #expect(Wording.shortened("", limit: 5) == "")
        #expect(Wording.shortened("👩‍👩‍👧‍👦🇩🇪é", limit: 60) == "👩‍👩‍👧‍👦🇩🇪é")
    }

    @Test("A letter with thousands of accents is not taken for one character's worth of text")
    func accents() {
        let letter = "a" + String(repeating: "\u{301}", count: 5_000)
        for text in [letter, letter + "b", letter + letter, String(repeating: "x", count: 30) + letter] {
            #expect(Wording.shortened(text, limit: 60).utf8.count <= 246)
            #expect(Wording.firstLine(text, limit: 60).utf8.count <= 246)
            #expect(Wording.essence(text, limit: 60).utf8.count <= 246)
            #expect(Wording.sentence(text, limit: 60).utf8.count <= 246)
        }
        // The cut falls between scalars, whatever they take.
        for limit in 9...12 {
            let text = Wording.shortened("é" + String(repeating: "👩‍", count: 5_000), limit: limit)
            #expect(text.utf8.count <= limit * 4 + 3)
            #expect(!text.contains("\u{FFFD}"))
        }
    }
}
