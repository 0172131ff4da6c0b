/// How the program ends.
package enum ExitStatus: Int32, Sendable {
    /// Nothing at or above `--fail-on`.
    case nothingFound = 0
    /// Something at or above `--fail-on`.
    case found = 1
    /// The input could not be read, or the output not be written.
    case unreadable = 2
    /// The command line could not be understood (`EX_USAGE`).
    case usage = 64
}
