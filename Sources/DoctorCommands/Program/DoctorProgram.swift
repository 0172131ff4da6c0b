import ArgumentParser

/// The program from its arguments to its exit status.
package enum DoctorProgram {
    /// Runs the command that `arguments` (without the program's name) ask for.
    ///
    /// - Returns: what the process ends with: see ``ExitStatus``.
    package static func run(_ arguments: [String], in context: CommandContext) -> Int32 {
        if let suggestion = MisspeltCommand.suggestion(for: arguments) {
            context.writeError(suggestion)
            return ExitStatus.usage.rawValue
        }
        let command: any ParsableCommand
        do {
            command = try parsed(separated(arguments))
        } catch {
            return finish(with: error, in: context)
        }
        guard let command = command as? any ContextualCommand else {
            return runForeign(command, in: context)
        }
        do {
            return try command.run(in: context).rawValue
        } catch {
            context.writeError(ErrorReporting.line(for: error))
            return ExitStatus.unreadable.rawValue
        }
    }

    /// The command that the arguments ask for.
    ///
    /// The root asks every command for its name and the default one for all its options, which takes some 5 ms. So the
    /// command that is named, or else the default one, is asked alone, and the root has to say what is wrong, or what is
    /// to be printed instead. Commands name the root as what they are a part of, and so look for no request of
    /// completions, which takes another 2 ms.
    private static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
        let root = DoctorCommand.configuration
        let named = root.subcommands.first { $0.configuration.commandName == arguments.first }
        let asked = named ?? (arguments.first.map(wordsOfRoot.contains) == true ? nil : root.defaultSubcommand)
        let command = try? asked?.parseAsRoot(Array(arguments.dropFirst(named == nil ? 0 : 1)))
        // Its help would not name the program.
        if let command = command as? any ContextualCommand { return command }
        return try DoctorCommand.parseAsRoot(arguments)
    }

    /// The arguments with joined values as two of them: `-oFORMAT=FILE`, `-lapp=agent`, `-f-`. The argument parser takes
    /// these for options, though it knows `-oFORMAT`.
    private static func separated(_ arguments: [String]) -> [String] {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        return arguments[..<end].flatMap { argument in
            let isJoined =
                ["-o", "-n", "-l", "-f"].contains(where: argument.hasPrefix) && argument.count > 2
                && !argument.dropFirst(2).hasPrefix("=")
                && (argument.contains("=") || argument.dropFirst(2) == "-")
            return isJoined ? [String(argument.prefix(2)), String(argument.dropFirst(2))] : [argument]
        } + arguments[end...]
    }

    /// Words that the root answers itself where they come first.
    private static let wordsOfRoot: Set = ["help", "--help", "-h", "--version"]

    /// Runs a command of the argument parser's own, such as `help`, which ends by throwing what is to be printed.
    private static func runForeign(_ command: any ParsableCommand, in context: CommandContext) -> Int32 {
        var command = command
        do {
            try command.run()
            return ExitStatus.nothingFound.rawValue
        } catch {
            return finish(with: error, in: context)
        }
    }

    /// Prints what the argument parser has to say: help and version as results, anything else as a usage error.
    private static func finish(with error: any Error, in context: CommandContext) -> Int32 {
        let message = ParserMessage.improved(DoctorCommand.fullMessage(for: error), called: context.programName)
        guard DoctorCommand.exitCode(for: error) == .success else {
            let problem = UsageProblem(parserMessage: message)
            context.writeError(problem?.line() ?? message)
            return ExitStatus.usage.rawValue
        }
        do {
            try context.writeOutput(Array((message + "\n").utf8))
            return ExitStatus.nothingFound.rawValue
        } catch CommandError.outputClosed {
            return ExitStatus.nothingFound.rawValue
        } catch {
            context.writeError(ErrorReporting.line(for: error))
            return ExitStatus.unreadable.rawValue
        }
    }
}
