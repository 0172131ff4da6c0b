import Wording

/// Turns a command, a list of words, into a line for a POSIX shell.
package enum ShellQuoting {
    /// The command as a line that a shell splits into exactly `words`; nil when there is no such line that may be shown.
    ///
    /// A word with a line break, a control character or a bidirectional mark has no form that is both readable and
    /// the same command when it is copied from a terminal: such commands are left to `-o json`, which holds the words.
    package static func commandLine(_ words: [String]) -> String? {
        quotedWords(words)?.joined(separator: " ")
    }

    /// Each of `words` quoted where it must be; nil when one of them may not be shown.
    static func quotedWords(_ words: [String]) -> [String]? {
        guard !words.isEmpty, words.allSatisfy(TerminalText.isPrintable) else { return nil }
        return words.enumerated().map { position, word in
            position == 0 && needsQuotesAsCommand(word) ? singleQuoted(word) : quoted(word)
        }
    }

    /// `word` in single quotes when a POSIX shell would otherwise read something else in it.
    package static func quoted(_ word: String) -> String {
        // Zsh puts a program's path in the place of `=program`.
        !word.isEmpty && !word.hasPrefix("=") && word.utf8.allSatisfy(isPlain) ? word : singleQuoted(word)
    }

    private static func singleQuoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }

    /// Whether `byte` means only itself to a shell: `[A-Za-z0-9_@%+=:,./-]`.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "%"),
            UInt8(ascii: "+"), UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "."),
            UInt8(ascii: "/"), UInt8(ascii: "-"):
            return true
        default: return false
        }
    }

    /// Whether the first word of a line would be read as an assignment or as one of the shell's own words.
    private static func needsQuotesAsCommand(_ word: String) -> Bool {
        word.utf8.contains(UInt8(ascii: "=")) || reservedWords.contains(word)
    }

    private static let reservedWords: Set<String> = [
        "case", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select", "then", "time",
        "until", "while",
    ]
}
