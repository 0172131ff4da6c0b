import Testing
@testable import Wording

@Suite("Text for terminals")
struct TerminalTextTests {
    @Test(
        "What a terminal would obey or hide becomes visible",
        arguments: [
            ("plain text", "plain text"),
            ("two\nlines\tand\r", #"two\nlines\tand\r"#),
            ("\u{1B}[31mred\u{1B}]52;c;cHduZWQ=\u{07}", #"\u{1B}[31mred\u{1B}]52;c;cHduZWQ=\u{7}"#),
            ("\u{9B}31m\u{7F}", #"\u{9B}31m\u{7F}"#),
            ("a\u{202E}b\u{2066}c\u{200F}d\u{61C}e", #"a\u{202E}b\u{2066}c\u{200F}d\u{61C}e"#),
            ("zero\u{200B}width\u{FEFF}\u{00AD}", #"zero\u{200B}width\u{FEFF}\u{AD}"#),
            ("tag\u{E0041}\u{3164}\u{FE0F}", #"tag\u{E0041}\u{3164}\u{FE0F}"#),
            ("line\u{2028}end\u{2029}", #"line\u{2028}end\u{2029}"#),
            (#"C:\path\n"#, #"C:\path\n"#),
            ("größe 日本語 ✓ …", "größe 日本語 ✓ …"),
        ])
    func escapes(text: String, expected: String) {
        #expect(TerminalText.escaped(text) == expected)
        #expect(TerminalText.isPrintable(TerminalText.escaped(text)))
    }

    @Test(
        "Width counts columns, not characters",
        arguments: [("abc", 3), ("日本語", 6), ("e\u{301}", 1), ("…✖", 2), ("🚀", 2), ("ｗ", 2), ("", 0)])
    func countsColumns(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test("Clipped text fits", arguments: [1, 2, 3, 7, 50])
    func clips(columns: Int) {
        let text = DisplayWidth.clipped("日本語のノード名 and more", columns: columns)
        #expect(DisplayWidth.of(text) <= max(columns, 3))
    }

    @Test("Wrapped lines fit, and hold every word", arguments: [8, 20, 40, 80])
    func wraps(columns: Int) {
        let text =
            "Memory: the pod asks for 1000Mi, these 日本語日本語日本語 nodes have averyveryverylongwordthatfitsnoline left"
        let lines = TextWrapping.lines(of: text, columns: columns)
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= columns && !$0.hasPrefix(" ") && !$0.hasSuffix(" ") })
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }

    @Test("Empty text is one empty line")
    func wrapsNothing() {
        #expect(TextWrapping.lines(of: "", columns: 40) == [""])
    }
}
