/// How the program ends.
package enum ExitStatus: Int32, Sendable {
    /// Nothing at or above `--fail-on`.
    case nothingFound = 0
    /// Something at or above `--fail-on`.
    case found = 1
    /// The input could not be read, the output not be written, or part of what was asked not be checked.
    case unreadable = 2
    /// What was waited for did not come in time.
    case timedOut = 3
    /// The command line could not be understood (`EX_USAGE`).
    case usage = 64
}
