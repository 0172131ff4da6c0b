import CSimdJSON
import CheckedJSON
import SnapshotCollector

/// What must hold of every run, whatever the input.
struct OutputCheck {
    /// How much slower than a release build on a free machine this process may be.
    var timeFactor = 1.0
    /// How many times as much memory it may take: a sanitizer keeps what was freed.
    var memoryFactor = 1.0

    /// Seconds for inputs below 1 MB, and bytes.
    static let mostSeconds = 2.0
    static let mostMemory = 300 << 20
    /// The longest line on standard error, in bytes.
    static let longestError = 3_000

    /// What is wrong with a run, a sentence each.
    func problems(of run: CommandRun, _ command: FuzzedCommand, bytes: Int) -> [String] {
        var problems = endProblems(of: run, isSaving: command.formats.isEmpty)
        let share = max(1, Double(bytes) / 1_000_000)
        if run.seconds > Self.mostSeconds * timeFactor * share {
            problems.append("takes \(Int(run.seconds * 1000)) ms of processor time for \(bytes) bytes")
        }
        if run.memory > Int(Double(Self.mostMemory) * memoryFactor * share) {
            problems.append("takes \(run.memory >> 20) MB of memory")
        }
        if run.output.isEmpty { return problems }
        guard let first = command.formats.first else { return problems + savedProblems(of: run.output, command) }
        var documents = run.files
        documents[first] = run.output
        for format in command.formats {
            // Where there is no DaemonSet, there is no name.
            guard let document = documents[format], !document.isEmpty || format == "name" else {
                problems.append("\(format) is not written")
                continue
            }
            let wrong = TextCheck.problems(in: document) + FormatCheck.problems(of: document, in: format)
            problems += wrong.map { "\(format) \($0)" }
        }
        if let json = documents["json"] {
            problems += jsonProblems(of: json, command).map { "json \($0)" }
            if let yaml = documents["yaml"], let problem = YAMLCheck.difference(of: yaml, from: json) {
                problems.append("yaml \(problem)")
            }
        }
        return problems
    }

    /// How it ends, and what it says on standard error.
    private func endProblems(of run: CommandRun, isSaving: Bool) -> [String] {
        var problems: [String] = []
        if !(0...2).contains(run.exitCode) { problems.append("ends with \(run.exitCode): \(run.errors)") }
        for line in run.errors {
            if !TextCheck.isOneLine(line) {
                problems.append("standard error is no plain line: \(line.debugDescription)")
            }
            if line.utf8.count > Self.longestError {
                problems.append("standard error has a line of \(line.utf8.count) bytes")
            }
        }
        if run.exitCode == 2, run.output.isEmpty {
            if run.errors.count != 1 { problems.append("tells in \(run.errors.count) lines why it ends with 2") }
            if let line = run.errors.first, !line.hasPrefix("dsdoctor: ") || line.utf8.count < 20 {
                problems.append("tells unclearly why it ends with 2: \(line)")
            }
        }
        if run.exitCode < 2, run.output.isEmpty { problems.append("prints nothing") }
        return problems
    }

    private func jsonProblems(of json: [UInt8], _ command: FuzzedCommand) -> [String] {
        guard isWellFormed(json), let value = try? JSONValue(json) else { return ["is no JSON"] }
        guard let schema = command.schema.flatMap(SchemaFile.named) else { return [] }
        return Array(schema.violations(of: value).prefix(3))
    }

    /// A saved snapshot is JSON to the letter, keeps to its schema, and can be read again.
    private func savedProblems(of saved: [UInt8], _ command: FuzzedCommand) -> [String] {
        guard isWellFormed(saved), let value = try? JSONValue(saved) else { return ["what it saves is no JSON"] }
        var problems: [String] = []
        if let schema = command.schema.flatMap(SchemaFile.named), let member = value["dsdoctor"] {
            problems += schema.violations(of: member).prefix(3).map { "what it saves: \($0)" }
        }
        do throws(CollectorError) {
            _ = try SnapshotReader.read(bytes: saved, name: "saved")
        } catch {
            // One that holds no object is refused, as before it was saved.
            if value["items"]?.elements?.isEmpty == false { problems.append("what it saves cannot be read: \(error)") }
        }
        return problems
    }

    private func isWellFormed(_ bytes: [UInt8]) -> Bool {
        guard let reader = csj_reader_create() else { return false }
        defer { csj_reader_destroy(reader) }
        return bytes.withUnsafeBufferPointer { buffer in
            csj_reader_load(reader, buffer.baseAddress, buffer.count) == csj_failure_none
                && csj_reader_is_well_formed(reader, 4096)
        }
    }
}
