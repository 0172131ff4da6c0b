/// Texts that do harm where they are not expected.
package enum HostileText {
    /// By what they are.
    package static let all: [(name: String, text: String)] =
        texts + separators.map { ("nothing but \($0)", $0) }

    private static let texts: [(name: String, text: String)] = [
        ("empty text", ""),
        ("spaces", "   "),
        ("terminal escapes", "a\u{1B}[31mred\u{1B}[2J\u{1B}]0;title\u{07}\u{1B}]52;c;ZXZpbA==\u{07}b"),
        ("8-bit controls", "a\u{9B}31mred\u{90}q\u{9C}\u{85}b"),
        ("line breaks", "a\nDEGRADED  b/c  0 of 0\r\n✖ d\u{0B}\u{0C}\u{2028}e\u{2029}f\tg"),
        ("bidirectional marks", "a\u{202E}txt.exe\u{2066}b\u{200F}c\u{061C}d\u{2069}\u{202C}"),
        ("invisible characters", "a\u{200B}\u{200D}\u{FEFF}\u{2060}\u{00AD}\u{E0041}\u{FE0F}b"),
        ("NUL", "a\u{0}b"),
        ("backspaces", "rm -rf /\u{08}\u{08}\u{08}\u{7F}ok"),
        ("HTML", "</pre><script>alert('1')</script><img src=x onerror=\"alert(2)\">&lt;&#x3c;--><!--"),
        (
            "Markdown",
            "[a](javascript:alert(1)) ![b](http://evil.example/x.png) | ``` `c` **d** # e <u>f</u> ~~g~~ @all"
        ),
        ("Slack", "<!channel> <@U123> <http://evil.example|ok> *b* _i_ `c` &amp;"),
        (
            "mentions",
            "@channel @here @everyone @org/team a@here #1 org/repo!2 /close https://evil.example www.evil.example"
        ),
        ("start of a block", "# a"), ("rule", "---"), ("item", "1. a"), ("details", "</details></summary> <b>a</b>"),
        ("metrics", "a\",node=\"b\"} 1\n# EOF"),
        ("shell", "$(touch /tmp/pwned) `id`; rm -rf / & | > /tmp/x 'a' \"b\" \\ $HOME * ? ~ ! #"),
        ("quotes", "'\"'\"'\\''\\\"`"),
        ("option", "--kubeconfig=/etc/shadow"),
        ("JSON", "\"}],\"injected\":[{\"a\":\"\\"),
        ("YAML", "a: b\n- c\n&x *x !!python/object: #\u{2028}'\"%@`"),
        ("template", "{{name}}{{{node}}}{{#a}}{{/a}}${x}%s%n%@%d\\(y)"),
        ("path", "../../../../etc/passwd"),
        ("regular expression", "(((((a+)+)+)+)+$[\\p{L}&&[^x]]{1000}"),
        ("wide characters", "日本語のノード👩‍👩‍👧‍👦🇩🇪ｗｉｄｅ"),
        ("combining marks", "a" + String(repeating: "\u{0301}\u{20DD}", count: 2_000)),
        ("normal forms", "e\u{0301}\u{E9}\u{1E9B}\u{0323}ﬁ"),
        ("private use and unassigned", "\u{E000}\u{F8FF}\u{10FFFF}\u{0378}"),
        ("long word", String(repeating: "A", count: 100_000)),
        ("many words", String(repeating: "word ", count: 20_000)),
        ("many lines", String(repeating: "line 1 of 2\n", count: 8_000)),
        ("many brackets", String(repeating: "[{(", count: 20_000)),
        ("many numbers", String(repeating: "1, 2/3 4% ", count: 8_000)),
        ("254 characters", String(repeating: "n", count: 254)),
    ]

    /// What texts are taken apart at: a text of them alone has no parts.
    static let separators = ["/", "//", "@", ":", "://", ",", "=", "-", ".", "()", "/@:"]

    /// A letter that is one character with the letter behind it (Arabic number sign), and an accent, which is one with the
    /// letter before it: a place among bytes is then none among characters.
    static let joining = "\u{0600}"
    static let accent = "\u{0301}"

    /// Amounts and numbers where texts hold such.
    static let amounts = [
        "0", "-0", "-1", "1", "9E", "-9E", "8Ei", "-8Ei", "1e29", "-1e29", "1e-29", "1e400", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "92233720368547758.07",
        "99999999999999999999999999999999999999999", "0.000000000000001", "1n", "1u", "1.5.5", "0x10", "1e2147483648",
        "1e-2147483649", "NaN", "inf", "-inf", "+1", " 1", "1Kx", "0%", "100%", "101%", "-50%", "1e29%", "inf%",
        "9223372036854775807%", "2147483647", "2147483648", "-2147483649", "65536",
    ]

    static let moments = [
        "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999999999-23:59", "2026-02-30T00:00:00Z", "2026-11-21T24:00:00Z",
        "2026-11-21T23:59:60Z", "2026-11-21T20:00:00+99:99", "10000-01-01T00:00:00Z", "-001-01-01T00:00:00Z",
        "2026-11-21", "2026-11-21T21:00:01Z", "292277026596-12-04T15:30:07Z", "9223372036854775807", "now",
    ]

    /// What numbers in a sentence become.
    static let numbersInWords = [
        "0", "-1", "1e29", "9223372036854775807", "99999999999999999999", "9E", "inf", "NaN", "1e400%",
        "-9223372036854775808",
    ]
}
