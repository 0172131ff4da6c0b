import CheckedYAML
import Testing

@testable import SecretRedaction

@Suite("Secret patterns")
struct SecretPatternTests {
    @Test func `The patterns that ship with the program are without fault, and each tells its source`() {
        #expect(SecretPatterns.embeddedProblems.map(\.description) == [])
        #expect(SecretPatterns.embedded.patterns.count >= 80)
        #expect(!SecretPatterns.embedded.programs.isEmpty)
    }

    /// A text of a shape: the first byte of each set in turn, with all traits among them.
    private func example(of shape: SecretShape) -> [UInt8] {
        var random = SystemRandom(state: 7)
        return shape.parts.flatMap { part -> [UInt8] in
            let allowed = (UInt8.min...UInt8.max).filter { part.allowed.contains($0) }
            let letters = allowed.filter(\.isAlphanumeric)
            let from = letters.isEmpty ? allowed : letters
            return (0..<part.least).map { _ in from[random.next(from.count)] }
        }
    }

    @Test func `Every shape is found where a word begins, and hidden`() {
        let texts = TextRedactor(.standard)
        for pattern in SecretPatterns.embedded.patterns {
            for shape in pattern.shapes {
                let bytes = example(of: shape)
                let text = "x " + String(decoding: bytes, as: UTF8.self) + " y"
                let isWhole = bytes.withUnsafeBufferPointer { bytes in
                    shape.match(in: ScannedText(bytes), at: 0).map { pattern.holdsTraits(ScannedText(bytes)[$0]) }
                }
                #expect(isWhole != nil, "\(pattern.name): \(text)")
                if isWhole == true { #expect(texts.redacted(text).contains("REDACTED"), "\(pattern.name): \(text)") }
            }
        }
    }

    @Test(
        "A shape is read greedily, and a word that goes on is another",
        arguments: [
            ("acme_[a-z]{4}", "acme_abcd", "acme_abcd"), ("acme_[a-z]{4}", "acme_abcde", nil),
            ("acme_[a-z]{4,}", "acme_abcdef.", "acme_abcdef"), ("acme/([0-9]{3,5})/x", "acme/1234/x", "1234"),
            (#"acme\.[A-Z]{3,}x?"#, "acme.ABCx", "acme.ABCx"), ("acme_[a-z]{4}", "acme_abc", nil),
            ("acme-[a-z0-9-]{3,}", "acme-a-b-1", "acme-a-b-1"),
        ] as [(String, String, String?)])
    func shapes(written: String, text: String, expected: String?) throws {
        let shape = try SecretShape(written)
        let found = Array(text.utf8).withUnsafeBufferPointer { bytes in
            shape.match(in: ScannedText(bytes), at: 0).map { String(decoding: bytes[$0], as: UTF8.self) }
        }
        #expect(found == expected)
    }

    @Test(
        "A faulty file is told with place and reason",
        arguments: [
            ("patterns:\n- name: a\n  source: s\n  shapes: ['a|bcdefgh']\n", "4:12 bad-shape"),
            ("patterns:\n- name: a\n  source: s\n  shapes: ['[A-Z']\n", "4:12 bad-shape"),
            ("patterns:\n- name: a\n  source: s\n  shapes: ['a{9']\n", "4:12 bad-shape"),
            ("patterns:\n- name: a\n  source: s\n  shapes: ['acme_(x']\n", "4:12 bad-shape"),
            ("patterns:\n- name: a\n  source: s\n  shapes: ['[a-z]{40}']\n", "4:12 bad-shape"),
            ("patterns:\n- name: a\n  source: s\n  shapes: ['^acme_123']\n", "4:12 bad-shape"),
            ("patterns:\n- name: a\n  shapes: ['acme_1234']\n", "2:3 missing-key"),
            ("patterns:\n- name: a\n  source: s\n  shapes: ['acme_1234']\n  holds: [letters]\n", "5:11 unknown-word"),
            ("programs:\n- names: [x]\n  flags: [p]\n  value: spaced\n", "3:10 bad-flag"),
            ("other: 1\n", "1:1 unknown-key"),
        ])
    func faults(text: String, expected: String) {
        #expect {
            _ = try SecretPatterns.patterns(of: text, file: "own.yaml")
        } throws: { error in
            (error as? YAMLFileErrors)?.problems.contains { "\($0.line):\($0.column) \($0.reason.code)" == expected }
                == true
        }
    }

    @Test func `A file's own patterns and programs count beside the built-in ones, and take their place by name`()
        throws
    {
        let own = try SecretPatterns.patterns(
            of: """
                patterns:
                - {name: acme-token, source: here, shapes: ['acme_[a-z0-9]{12}']}
                - {name: npm-token, source: here, shapes: ['npmx_[a-z0-9]{12}']}
                programs:
                - {names: [acmectl], flags: ['-s'], value: spaced}
                """, file: "own.yaml")
        let texts = TextRedactor(try Redaction(secretPatterns: SecretPatterns.embedded.adding(own)))
        #expect(texts.redacted("with acme_0123456789ab") == "with REDACTED")
        #expect(texts.redacted("acmectl -s letmein get", extent: .commandLine) == "acmectl -s REDACTED get")
        let npm = "npm_" + String(repeating: "aB3", count: 12)
        #expect(texts.redacted("a \(npm)") == "a \(npm)")
        #expect(TextRedactor(.standard).redacted("a \(npm)") == "a REDACTED")
    }
}

/// Numbers that are the same in every run.
struct SystemRandom {
    var state: UInt64

    mutating func next(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % count
    }
}
