import Wording

/// Recognises a command that is misspelt. What is no command is a DaemonSet's name to the default command, and a cluster
/// would be asked for it.
enum MisspeltCommand {
    /// The error for a first word that is nearly a command; nil where it is one, or something else.
    static func suggestion(for arguments: [String]) -> String? {
        guard let word = arguments.first, !word.hasPrefix("-"), !word.contains("/"), word != "help" else { return nil }
        let commands = DoctorCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard !commands.contains(word), let command = commands.first(where: { isNear(word, to: $0) }) else {
            return nil
        }
        let shown = TerminalText.escaped(word)
        return "dsdoctor: \(shown) isn't a command: did you mean \(command)?"
            + " (for a DaemonSet of that name: ds/\(shown))"
    }

    /// A slip or two. Names of DaemonSets such as `collector` are no slip of `collect`.
    private static func isNear(_ word: String, to command: String) -> Bool {
        switch EditDistance.between(word.lowercased(), command, limit: 3) {
        case 0: return true
        case 1: return command.count > 3
        case 2: return command.count > 6 && abs(word.count - command.count) < 2
        default: return false
        }
    }
}
