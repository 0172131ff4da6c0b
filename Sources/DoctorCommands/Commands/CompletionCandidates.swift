import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Logging
import ObjectDecoding
import RemedyPlaybooks
import ReportRendering

/// The words that may complete a command line.
struct CompletionCandidates {
    /// The words, each with a few words about it.
    var words: [(word: String, about: String)] = []
    /// Whether names of files come too.
    var includesFiles = false

    /// - Parameters:
    ///   - line: the words behind the program's name; the last is the one to be completed, and may be empty.
    ///   - context: reads the snapshot that the line names. No live cluster is asked: that takes too long.
    init(for line: [String], in context: CommandContext) {
        guard let program = CommandShape.ofProgram(), let word = line.last else { return }
        let typed = Array(line.dropLast())
        var command = program
        var rest = typed
        while let name = rest.first, let next = command.subcommands.first(where: { $0.name == name }) {
            command = next
            rest.removeFirst()
        }
        let isRoot = command.name == program.name
        // Without the name of a command it is the default one.
        let asked = isRoot ? program.subcommands.first { $0.name == program.defaultSubcommand } ?? program : command
        if isRoot, rest.isEmpty, !word.hasPrefix("-") { add(command.subcommands.map { ($0.name, $0.about) }) }
        if !isRoot, rest.isEmpty, !command.subcommands.isEmpty {
            add(command.subcommands.map { ($0.name, $0.about) })
        }
        let values = CompletionValues(line: typed, context: context)
        if let option = asked.arguments.first(where: { $0.takesValue && typed.last.map($0.names.contains) == true }) {
            words = []
            add(option, from: values)
        } else if let equals = word.firstIndex(of: "="), word.hasPrefix("--"),
            let option = asked.arguments.first(where: { $0.names.contains(String(word[..<equals])) })
        {
            words = []
            add(option, from: values)
            words = words.map { (String(word[...equals]) + $0.word, $0.about) }
        } else if word.hasPrefix("-") {
            add(
                asked.arguments.flatMap { argument in argument.names.map { ($0, argument.about) } }
                    .filter { $0.0.hasPrefix("--") || word == "-" })
        } else {
            let positional = asked.arguments.filter(\.names.isEmpty)
            let taken = values.positionals(of: asked)
            if let argument = positional.count > taken ? positional[taken] : positional.last {
                add(argument, from: values, command: asked.name)
            }
        }
        words = words.filter { $0.word.hasPrefix(word) }
    }

    private mutating func add(_ more: [(String, String)]) { words += more.map { (word: $0.0, about: $0.1) } }

    private mutating func add(
        _ argument: CommandShape.Argument, from values: CompletionValues, command: String = ""
    ) {
        add(argument.values.map { ($0, "") })
        if argument.isFile || ["file", "path", "manifest", "dir", "snapshot"].contains(argument.valueName) {
            includesFiles = true
        }
        switch argument.valueName {
        case "number|code": add(values.findingCodes)
        case "code": add(values.findingCodes + values.gapCodes)
        case "id": add(values.playbooks)
        case "node": add(values.nodes)
        case "namespace": add(values.namespaces)
        case "[namespace/]name": add(values.daemonSets)
        default: break
        }
    }
}

/// Where completions come from.
struct CompletionValues {
    let line: [String]
    let context: CommandContext

    var findingCodes: [(String, String)] {
        FindingCode.allCases.map { ($0.rawValue, RuleCatalogue.rule(of: $0)?.documentation.summary ?? "") }
    }

    var gapCodes: [(String, String)] { Gap.Code.allCases.map { ($0.rawValue, "gap") } }

    var playbooks: [(String, String)] {
        PlaybookList((try? PlaybookFiles.catalogue(addedFrom: value(of: "--playbooks"))) ?? .embedded).entries
            .map { ($0.playbook.id, "") }
    }

    var nodes: [(String, String)] { (snapshot?.nodes ?? []).map { ($0.name, "") } }

    var namespaces: [(String, String)] {
        Set((snapshot?.daemonSets ?? []).map(\.namespace)).sorted().map { ($0, "") }
    }

    /// Those of the namespace that the line names without it, else with it.
    var daemonSets: [(String, String)] {
        let namespace = value(of: "-n") ?? value(of: "--namespace")
        let all = (snapshot?.daemonSets ?? []).filter { namespace == nil || $0.namespace == namespace }
        return all.map { (namespace == nil ? "\($0.namespace)/\($0.name)" : $0.name, "") }.sorted { $0.0 < $1.0 }
    }

    /// How many positional arguments the line has already.
    func positionals(of command: CommandShape) -> Int {
        var count = 0
        var isValue = false
        for word in line.drop(while: { $0 == command.name }) {
            if isValue {
                isValue = false
            } else if word.hasPrefix("-"), word != "-" {
                isValue = command.arguments.contains { $0.takesValue && $0.names.contains(word) }
            } else {
                count += 1
            }
        }
        return command.name == "list" || command.name == "show" || command.name == "validate"
            ? max(count - 1, 0) : count
    }

    /// The snapshot that the line names; nil for none, and for one that cannot be read.
    private var snapshot: Snapshot? {
        var paths = line.indices.filter { line[$0] == "--snapshot" && $0 + 1 < line.count }.map { line[$0 + 1] }
        paths += line.filter { $0.hasPrefix("--snapshot=") }.map { String($0.dropFirst("--snapshot=".count)) }
        if paths.isEmpty, line.first == "diff", line.count > 1 { paths = [line[1]] }
        guard !paths.isEmpty, !paths.contains("-") else { return nil }
        let logger = Logger(label: "dsdoctor") { _ in SwiftLogNoOpLogHandler() }
        return try? context.readSnapshot(.saved(paths: paths), nil, logger).snapshot
    }

    private func value(of option: String) -> String? {
        line.firstIndex(of: option).flatMap { $0 + 1 < line.count ? line[$0 + 1] : nil }
    }
}
