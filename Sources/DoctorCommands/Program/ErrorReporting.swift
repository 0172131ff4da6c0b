import Wording

/// The one place where errors become text.
enum ErrorReporting {
    /// One line for standard error: what, where and why.
    ///
    /// Every module's errors describe themselves; what they quote from an input is made safe for a terminal here.
    static func line(for error: any Error) -> String {
        "dsdoctor: " + TerminalText.escaped(String(describing: error))
    }
}
