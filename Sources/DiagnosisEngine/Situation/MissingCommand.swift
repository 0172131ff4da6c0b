import KubernetesModel

/// Finds out which program a shell could not run.
public enum MissingCommand {
    private static let shells: Set<String> = ["sh", "bash", "ash", "dash", "busybox", "env"]

    /// Whether a command is a shell, which runs what follows it.
    public static func isShell(_ command: String) -> Bool {
        shells.contains(String(command.split(separator: "/").last ?? ""))
    }

    /// Whether exit code 126 or 127 means what shells mean by it. The dynamic loader ends so too, and so may any program:
    /// the log outranks the code, and so does a pod of the same template that serves.
    static func isMeant(by log: TellingLine?, exitCode: WholeNumber, servesElsewhere: Bool) -> Bool {
        guard let log else { return !servesElsewhere }
        // The shell found the program, and the kernel didn't run it.
        if RefusedProgram.isNamed(by: log.line) { return false }
        switch log.signature?.name {
        case "command-not-found"?: return true
        case "no-such-file"?: return told(by: log.line) != nil || !servesElsewhere
        case "permission-denied"?: return exitCode == 126
        case .some: return false
        case nil: return told(by: log.line) != nil || !servesElsewhere
        }
    }

    /// The program's name: as the shell's own words give it, else the container's command, unless that is a script of
    /// which any part may be the one; nil when nothing tells.
    static func name(command: [String], logLine: String) -> String? {
        if let told = told(by: logLine) { return told }
        guard let program = command.first else { return nil }
        guard isShell(program) else { return program }
        guard command.count == 3, command[1] == "-c" else { return nil }
        let isOneCommand = command[2].allSatisfy { $0.isLetter || $0.isNumber || " -_./=:,".contains($0) }
        let words = command[2].split(separator: " ").drop { $0 == "exec" }
        return isOneCommand ? words.first.map(String.init) : nil
    }

    /// Reads `sh: 1: agnet: not found`, `/bin/sh: agnet: not found`, `bash: line 1: agnet: command not found`,
    /// `sh: /data/run: Permission denied`.
    private static func told(by line: String) -> String? {
        for end in [": command not found", ": not found", ": Permission denied", ": No such file or directory"] {
            guard line.hasSuffix(end) else { continue }
            let name = line.dropLast(end.count).split(separator: ":").last?.drop { $0 == " " } ?? ""
            return name.isEmpty || name.contains(" ") ? nil : String(name)
        }
        return nil
    }
}
