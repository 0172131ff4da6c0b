import Wording

/// The one place where errors become text.
enum ErrorReporting {
    /// One line for standard error: what, where and why.
    ///
    /// Every module's errors describe themselves; what they quote from an input is made safe for a terminal here, and
    /// shortened where it is long.
    static func line(for error: any Error) -> String {
        "dsdoctor: " + Wording.shortenedInMiddle(TerminalText.escaped(String(describing: error)), limit: 700)
    }
}
