import Foundation
import ReportRendering
import TestBuilders
import Testing

@testable import DoctorCommands

/// `-o FORMAT` and `-o FORMAT=FILE`, the same for every command.
struct OutputTests {
    private static let snapshot = ShippedSnapshot.mixedFaults.path

    /// A command line of every command with a report, and the formats that the report says it has.
    private static let commands: [(line: String, formats: [String])] = [
        ("diagnose --snapshot \(snapshot) logging/mem-hungry", names(of: Report.self)),
        ("placement --snapshot \(snapshot) logging/cpu-hungry", names(of: PlacementReport.self)),
        (
            "simulate logging/mem-hungry --set-request memory=32Mi --snapshot \(snapshot)",
            names(of: SimulationReport.self)
        ),
        ("diff \(snapshot) \(ShippedSnapshot.nodePressure.path) logging/cpu-hungry", names(of: DiffReport.self)),
        ("playbooks list", names(of: PlaybookList.self)),
        ("playbooks show free-space", names(of: PlaybookList.Entry.self)),
        ("explain eviction-loop", names(of: Explanation.self)),
    ]

    private static func names<Content: RenderableReport>(of _: Content.Type) -> [String] {
        Content.formats.map(\.name)
    }

    private func run(_ line: String) -> RecordedRun {
        RecordedRun(
            line.split(separator: " ").map(String.init), reading: { try OriginReader.read($0, by: $1, logger: $2) })
    }

    @Test(arguments: commands)
    func `Help and errors list what the report is offered in`(line: String, formats: [String]) {
        let words = line.split(separator: " ").map(String.init)
        let name = Array(words.prefix(words[0] == "playbooks" ? 2 : 1))
        let help = RecordedRun(name + ["--help"]).output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(help.contains("(values: \(formats.joined(separator: ", ")); default: text)"))
        let refused = RecordedRun(words + ["-o", "xml"])
        #expect(refused.exitCode == 64)
        #expect(refused.output == "")
        #expect(refused.errors.contains("'xml' isn't one of \(formats.joined(separator: ", ")) ("), "\(refused.errors)")
    }

    @Test(arguments: commands)
    func `A file holds what standard output would`(line: String, formats: [String]) throws {
        let workspace = try Workspace()
        for format in formats {
            let file = workspace.url.appendingPathComponent("report").path
            let printed = run("\(line) -o \(format)")
            #expect(printed.exitCode < 2)
            #expect(!printed.output.isEmpty && printed.errors == "")
            for request in ["-o \(format)=\(file)", "-o\(format)=\(file)", "--output \(format)=\(file)"] {
                let written = run("\(line) \(request)")
                #expect(written.exitCode == printed.exitCode)
                #expect(written.output == "" && written.errors == "")
                #expect(try String(contentsOfFile: file, encoding: .utf8) == printed.output)
                try FileManager.default.removeItem(atPath: file)
            }
        }
    }

    @Test(arguments: commands.filter { $0.formats.contains("yaml") })
    func `YAML says what JSON says`(line: String, formats: [String]) throws {
        let json = try JSONSerialization.jsonObject(with: Data(run("\(line) -o json").output.utf8))
        let yaml = try YAMLReading.value(of: run("\(line) -o yaml").output)
        #expect(try DocumentValue(json) == DocumentValue(yaml))
    }

    @Test func `Several formats at once: files, and one for standard output`() throws {
        let workspace = try Workspace()
        try workspace.write("old", to: "report.json")
        let run = try workspace.run(
            "dsdoctor --snapshot \(Self.snapshot) -o json=report.json -o text -o yaml=report.yaml; echo $?; ls -A")
        #expect(run.errors == "")
        #expect(run.output.hasSuffix("\n1\nreport.json\nreport.yaml\n"))
        #expect(run.output.contains("logging/cpu-hungry"))
        #expect(try workspace.run("cat report.json").output.hasPrefix("{\n  \"schemaVersion\""))
        #expect(try workspace.run("cat report.yaml").output.hasPrefix("schemaVersion: dsdoctor/v1\n"))
    }

    @Test func `All formats of a report at once are what each is alone`() throws {
        let workspace = try Workspace()
        let formats = Self.names(of: Report.self).dropFirst()
        let options = formats.map { "-o \($0)=report.\($0)" }.joined(separator: " ")
        let all = try workspace.run("dsdoctor --snapshot \(Self.snapshot) -o text \(options); ls -A")
        #expect(all.errors == "")
        #expect(all.output.hasSuffix(formats.map { "report.\($0)\n" }.sorted().joined()))
        for format in formats {
            let alone = run("--snapshot \(Self.snapshot) -o \(format)").output
            #expect(try workspace.run("cat report.\(format)").output == alone, "\(format)")
        }
    }

    @Test func `Files are as wide as a page and not as the terminal, and colours are for the terminal`() throws {
        let workspace = try Workspace()
        let file = workspace.url.appendingPathComponent("report.txt").path
        let run = RecordedRun(
            ["diagnose", "--snapshot", "x", "-o", "text=\(file)", "-o", "json"], terminalColumns: 200)
        #expect(run.exitCode == 1)
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text == RecordedRun(["diagnose", "--snapshot", "x"]).output)
        _ = RecordedRun(["diagnose", "--snapshot", "x", "-o", "text=\(file)", "--color", "always"])
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("\u{1B}["))
    }

    @Test func `A file that cannot be written is told in one line before anything is read, and nothing is left`() throws
    {
        let workspace = try Workspace()
        try FileManager.default.createDirectory(
            at: workspace.url.appendingPathComponent("folder"), withIntermediateDirectories: false)
        for file in ["missing/report.json", "folder", "folder/"] {
            let run = try workspace.run(
                "dsdoctor --snapshot nowhere.json -o yaml=good.yaml -o json=\(file); echo $?; ls -A")
            #expect(run.output == "2\nfolder\n")
            #expect(run.errors.hasPrefix("dsdoctor: \(file): cannot be written: "))
            #expect(run.errors.split(separator: "\n").count == 1)
        }
        // What cannot be diagnosed leaves no file either, and keeps what was there.
        try workspace.write("old", to: "report.json")
        let run = try workspace.run(
            "dsdoctor --snapshot nowhere.json -o json=report.json; echo $?; ls -A; cat report.json")
        #expect(run.output == "2\nfolder\nreport.json\nold")
    }

    @Test(arguments: [
        ("-o json -o text", "standard output"), ("-o json=- -o text", "standard output"),
        ("-o json -o json", "standard output"), ("-o json=", "file name is empty"),
        ("-o json=a -o yaml=a", "twice"), ("-o json=a -o yaml=./a", "one file twice"),
        ("-o json=/tmp/a -o yaml=/tmp/../tmp/a", "one file twice"),
        ("-o =a", "'=a' isn't one of"), ("-o json:a", "'json:a' isn't one of"),
        ("--summary -o json", "only with -o text or markdown"),
        ("--summary -o yaml=a", "only with -o text or markdown"),
        ("--no-headers", "--summary or -o wide"),
        ("--full -o slack", "only with -o text or markdown"),
    ])
    func `A request that cannot be met is a usage error`(request: String, told: String) {
        let run = RecordedRun(["diagnose", "--snapshot", "x"] + request.split(separator: " ").map(String.init))
        #expect(run.exitCode == 64)
        #expect(run.output == "")
        #expect(run.errors.contains(told))
    }

    @Test(arguments: [
        "-ojson", "-o=json", "-o json=-", "--output=json", "-nlogging -ojson", "--summary -o json -o text=/dev/null",
    ])
    func `kubectl's spellings work`(request: String) {
        let run = RecordedRun(["diagnose", "--snapshot", "x"] + request.split(separator: " ").map(String.init))
        #expect(run.exitCode == 1)
        #expect(run.output.hasPrefix("{"))
    }

    @Test func `A command offers the options that it obeys`() {
        for command in ["placement", "simulate", "diff"] {
            #expect(!RecordedRun([command, "--help"]).output.contains("--summary"))
        }
        let run = RecordedRun(["collect", "--snapshot", "x", "-n", "logging", "-o", "y"])
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("--namespace is for a live cluster"))
    }
}
