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

    @Test("A phrase may begin within a character, where a letter before it joins it")
    func joined() {
        for lead in ["\u{600}", "a\u{600}", String(repeating: "\u{600}", count: 50), "x y \u{600}"] {
            let line = lead + "panic: " + String(repeating: "y ", count: 400)
            let offset = lead.utf8.count
            let place = line.utf8.index(line.startIndex, offsetBy: offset)
            for limit in [9, 20, 300] {
                let text = Wording.essence(line, around: place, limit: limit)
                #expect(text.count <= limit + 3)
            }
            #expect(Wording.essence(line, around: place).contains("anic: y"))
        }
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
