import Testing
import Wording

struct JSONStringTests {
    @Test(
        arguments: [
            ("plain", #""plain""#, #""plain""#),
            ("", #""""#, #""""#),
            (#"say "a\b""#, #""say \"a\\b\"""#, #""say \"a\\b\"""#),
            ("a\nb\rc\td\u{0}e\u{1F}", #""a\nb\rc\td\u0000e\u001f""#, #""a\nb\rc\td\u0000e\u001f""#),
            ("größe 日本語 🚀", #""größe 日本語 🚀""#, #""größe 日本語 🚀""#),
            ("del\u{7F} \u{202E} \u{E0041}", "\"del\u{7F} \u{202E} \u{E0041}\"", #""del\u007f \u202e \udb40\udc41""#),
            ("ü\"\\\u{9B}", "\"ü\\\"\\\\\u{9B}\"", #""ü\"\\\u009b""#),
        ])
    func `Strings are escaped as far as is asked for`(text: String, required: String, terminal: String) {
        #expect(JSONString.quoted(text, escaping: .required) == required)
        #expect(JSONString.quoted(text, escaping: .terminal) == terminal)
        var json = Array("[".utf8)
        text.utf8.withContiguousStorageIfAvailable { JSONString.append($0, to: &json) }
        #expect(String(decoding: json, as: UTF8.self) == "[" + required)
    }
}
