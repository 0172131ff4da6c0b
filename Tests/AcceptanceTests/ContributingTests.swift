import Foundation
import Testing

/// The files that CONTRIBUTING.md and docs/architecture.md name, so that both stay true.
struct ContributingTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let folders = [
        ".ci/", "Benchmarks/", "Sources/", "Tests/", "docs/", "playbooks/", "scripts/", "snapshots/",
    ]

    @Test("Every file that they name exists", arguments: ["CONTRIBUTING.md", "docs/architecture.md"])
    func namedFilesExist(document: String) throws {
        let text = try Self.text(of: document)
        let paths = Self.quoted(text).filter { path in Self.folders.contains { path.hasPrefix($0) } }
        #expect(paths.count > 5)
        for path in Set(paths).sorted() { #expect(Self.exists(path), "\(document) names \(path)") }
    }

    @Test("Each kind of change lists as many files as it says")
    func changesCountTheirFiles() throws {
        let rows = try Self.text(of: "CONTRIBUTING.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
        var counted: [String: Int] = [:]
        for row in rows {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 2, let said = cells[1].split(separator: ":").first.flatMap({ Int($0) }) else {
                continue
            }
            // Tests come on top, and so does what a script writes.
            let files = Self.quoted(cells[1]).filter { !$0.hasPrefix("Tests/") && !$0.hasPrefix("./scripts/") }
            let edited = Set(files).subtracting(files.filter { $0.hasSuffix("/") })
            #expect(edited.count == said, "\(cells[0]): \(edited.sorted())")
            counted[cells[0]] = said
        }
        // The counts that the design promises.
        let promised = [
            "rule with a playbook": 3, "output format": 2, "bundle form": 1, "field of a pod": 3, "object kind": 3,
            "typed change": 2,
        ]
        for (change, count) in promised { #expect(counted[change].map { $0 <= count } == true, "\(change)") }
    }

    @Test("Every module has a README and a line in docs/architecture.md")
    func modulesAreDescribed() throws {
        let text = try Self.text(of: "docs/architecture.md")
        let sources = Self.root.appendingPathComponent("Sources")
        for module in try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted() {
            let holdsSwift = try FileManager.default.subpathsOfDirectory(
                atPath: sources.appendingPathComponent(module).path
            ).contains { $0.hasSuffix(".swift") }
            if !holdsSwift { continue }
            #expect(text.contains("`\(module)`"), "\(module) has no line")
            #expect(Self.exists("Sources/\(module)/README.md"), "\(module) has no README.md")
        }
    }

    private static func text(of path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The texts between backticks, code blocks apart.
    private static func quoted(_ text: String) -> [String] {
        let outside = text.components(separatedBy: "```").enumerated().filter { $0.offset.isMultiple(of: 2) }
        return outside.flatMap { part in
            part.element.components(separatedBy: "`").enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(
                \.element)
        }
    }

    /// Whether the path exists; words in capitals stand for any name.
    private static func exists(_ path: String) -> Bool {
        // A command with its arguments.
        let path = path.split(separator: " ").first.map(String.init) ?? path
        var candidates = [root]
        for component in path.split(separator: "/").map(String.init) {
            let parts = component.split(separator: "NAME", omittingEmptySubsequences: false).map(String.init)
            candidates = candidates.flatMap { folder -> [URL] in
                if component == "FAMILY" || parts.count == 2 {
                    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
                    return names.filter { name in
                        component == "FAMILY" || name.hasPrefix(parts[0]) && name.hasSuffix(parts[1])
                    }.map { folder.appendingPathComponent($0) }
                }
                let next = folder.appendingPathComponent(component)
                return FileManager.default.fileExists(atPath: next.path) ? [next] : []
            }
        }
        return !candidates.isEmpty
    }
}
