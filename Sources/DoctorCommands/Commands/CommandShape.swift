import ArgumentParser
import CheckedJSON

/// A command as a shell has to know it: its subcommands, its options, what their values are.
struct CommandShape {
    /// An option or a positional argument.
    struct Argument {
        /// `--snapshot`, `-n`; none for a positional argument.
        var names: [String]
        /// The value's name in help: `path`.
        var valueName: String
        var takesValue: Bool
        /// The words that the value may be; none where it is free.
        var values: [String]
        /// Whether the value is a file or directory.
        var isFile: Bool
        var about: String
    }

    var name: String
    var about: String
    var arguments: [Argument]
    var subcommands: [CommandShape]
    var defaultSubcommand: String?

    /// The whole program, as the argument parser describes it for tools.
    static func ofProgram() -> CommandShape? {
        do {
            _ = try DoctorCommand.parseAsRoot(["--experimental-dump-help"])
            return nil
        } catch {
            let text = DoctorCommand.fullMessage(for: error)
            return (try? JSONValue(text.utf8))?["command"].map(CommandShape.init)
        }
    }

    private init(_ value: JSONValue) {
        name = value["commandName"]?.string ?? ""
        about = value["abstract"]?.string ?? ""
        arguments = (value["arguments"]?.elements ?? []).filter { $0["shouldDisplay"] != .bool(false) }
            .map(Argument.init)
        subcommands = (value["subcommands"]?.elements ?? []).filter { $0["shouldDisplay"] != .bool(false) }
            .map(CommandShape.init)
        defaultSubcommand = value["defaultSubcommand"]?.string
    }
}

extension CommandShape.Argument {
    fileprivate init(_ value: JSONValue) {
        names = (value["names"]?.elements ?? []).map { name in
            (name["kind"]?.string == "short" ? "-" : "--") + (name["name"]?.string ?? "")
        }
        valueName = value["valueName"]?.string ?? ""
        takesValue = value["kind"]?.string == "option"
        values = (value["allValues"]?.elements ?? []).compactMap(\.string)
        let kind = value["completionKind"]?.members ?? [:]
        isFile = kind["file"] != nil || kind["directory"] != nil
        about = value["abstract"]?.string ?? ""
    }
}
