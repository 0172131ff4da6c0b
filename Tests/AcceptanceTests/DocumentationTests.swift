import Foundation
import Testing

/// Every command that README.md and docs show is run, and does what they show.
///
/// A block marked `console` holds commands behind `$ ` and, below each, all of its output. A block marked `sh` holds
/// commands that are run and end with 0 or 1. A block marked `sh live` needs a cluster and is not run.
/// `RECORD_GOLDENS=1` writes the outputs, and the pictures.
struct DocumentationTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A block of code of a document.
    struct Block: CustomTestStringConvertible {
        var document: String
        var mark: String
        var lines: [String]

        var testDescription: String { "\(document): \(lines.first ?? "")" }
    }

    private static let documents: [String] = {
        let folder = root.appendingPathComponent("docs").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let docs: [String] = names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
        return ["README.md", "snapshots/README.md", "CONTRIBUTING.md"] + docs
    }()

    private static func text(of document: String) -> String {
        (try? String(contentsOf: root.appendingPathComponent(document), encoding: .utf8)) ?? ""
    }

    static let blocks: [Block] = documents.flatMap { blocks(of: $0) }

    private static func blocks(of document: String) -> [Block] {
        var blocks: [Block] = []
        var open: Block?
        for line in text(of: document).split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            guard line.hasPrefix("```") else {
                open?.lines.append(line)
                continue
            }
            if let block = open {
                blocks.append(block)
                open = nil
            } else {
                open = Block(document: document, mark: String(line.dropFirst(3)), lines: [])
            }
        }
        return blocks
    }

    /// The commands that are run without a cluster.
    static let commands: [String] = {
        let lines: [String] = blocks.filter { $0.mark == "sh" }.flatMap { $0.lines }
        return lines.filter { $0.contains("dsdoctor ") && !$0.hasPrefix("#") }
    }()

    /// The commands that are shown with what they print.
    static let shown: [Block] = blocks.filter { $0.mark == "console" }

    @Test func `There is something to run`() {
        #expect(Self.commands.count > 30)
        #expect(Self.shown.count > 4)
        let marks = Set(Self.blocks.map(\.mark))
        #expect(marks.isSubset(of: ["sh", "sh live", "console", "yaml", "json", "text", ""]), "\(marks)")
    }

    @Test(arguments: commands)
    func `A command that is shown runs`(command: String) throws {
        let run = try BuiltBinary(shell: "\(command)", in: Self.root)
        #expect(run.exitCode == 0 || run.exitCode == 1, "\(command): \(run.errors)")
        #expect(!run.output.isEmpty)
    }

    @Test(arguments: shown)
    func `A command that is shown with its output prints just that`(block: Block) throws {
        let command = String((block.lines.first ?? "").dropFirst(2))
        #expect(block.lines.first?.hasPrefix("$ dsdoctor ") == true)
        let run = try BuiltBinary(shell: command, in: Self.root)
        let shown = block.lines.dropFirst().joined(separator: "\n") + "\n"
        if run.output == shown { return }
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
            let old = block.lines.joined(separator: "\n") + "\n```"
            let new = "$ \(command)\n\(run.output)```"
            let text = Self.text(of: block.document).replacing(old, with: new)
            try Data(text.utf8).write(to: Self.root.appendingPathComponent(block.document))
        }
        #expect(run.output == shown, "RECORD_GOLDENS=1 swift test --filter DocumentationTests writes it")
    }

    @Test(arguments: [
        "dsdoctor diagnose --snapshot snapshots/mixed-faults.json.gz",
        "dsdoctor diagnose --snapshot snapshots/node-pressure.json.gz monitoring/cache-warmer",
        "dsdoctor diagnose --snapshot snapshots/stuck-rollout.json.gz",
    ])
    func `The table of snapshots shows commands that run`(command: String) throws {
        #expect(Self.text(of: "snapshots/README.md").contains("`\(command)`"))
        #expect(try BuiltBinary(shell: command, in: Self.root).exitCode == 1)
    }

    @Test func `The pictures show what the program prints`() throws {
        let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1"
        let kept = Self.root.appendingPathComponent("docs/pictures")
        let drawn = FileManager.default.temporaryDirectory.appendingPathComponent("pictures-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: drawn) }
        let run = try BuiltBinary(shell: "DSDOCTOR=\"$0\" scripts/pictures '\(drawn.path)'", in: Self.root)
        #expect(run.exitCode == 0, "\(run.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: drawn.path).sorted()
        // What a browser draws differs from one version of it to the next.
        let drawings = try FileManager.default.contentsOfDirectory(atPath: kept.path).filter { $0.hasSuffix(".svg") }
        #expect(drawings.sorted() == names)
        for name in names {
            let new = try Data(contentsOf: drawn.appendingPathComponent(name))
            let old = try? Data(contentsOf: kept.appendingPathComponent(name))
            if new != old, isRecording { try new.write(to: kept.appendingPathComponent(name)) }
            #expect(new == old, "\(name): RECORD_GOLDENS=1 swift test --filter DocumentationTests draws it")
        }
    }

    /// A link of a document to another file of the project, without the part behind `#`.
    private static func links(in document: String) -> [String] {
        text(of: document).matches(of: /\]\(([^)#\s]+)[^)]*\)|srcset="([^"]+)"|src="([^"]+)"/)
            .compactMap { ($0.output.1 ?? $0.output.2 ?? $0.output.3).map(String.init) }
            .filter { !$0.contains("://") }
    }

    @Test(arguments: documents + ["SECURITY.md"])
    func `Links lead to files that exist`(document: String) {
        let folder = Self.root.appendingPathComponent(document).deletingLastPathComponent()
        for link in Self.links(in: document) {
            #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(link).path), "\(link)")
        }
    }

    @Test func `The README leads to every page of docs`() {
        let links = Set(Self.links(in: "README.md"))
        for page in Self.documents where page.hasPrefix("docs/") { #expect(links.contains(page), "\(page)") }
    }
}
