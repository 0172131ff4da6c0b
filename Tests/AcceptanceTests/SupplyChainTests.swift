import Foundation
import Testing

/// What the program is built from, and where it takes libraries from.
struct SupplyChainTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func `The packages are those at the revisions of the list`() throws {
        let run = try BuiltBinary(shell: "scripts/check-packages", in: Self.root)
        #expect(run.errors == "")
        #expect(run.exitCode == 0)
    }

    @Test(arguments: [
        (
            "package-revisions.txt", "1.8.2 436bde4b", "1.8.2 00000000",
            "swift-argument-parser: resolved to 1.8.2 at 436bde4b"
        ),
        ("package-revisions.txt", "swift-log 1", "swift-log 0.1", "swift-log: Package.swift asks for"),
        ("Package.swift", "swift-log\", exact:", "swift-log\", from:", "swift-log has no exact version"),
        ("Package.resolved", "c2cb5297956b", "aaaaaaaaaaaa", "swift-log: resolved to"),
    ])
    func `What is not at its revision is told`(file: String, text: String, other: String, told: String) throws {
        let workspace = try Workspace()
        let sources = ["Package.swift", "Package.resolved", "package-revisions.txt"].map { "'\(Self.root.path)/\($0)'" }
        _ = try workspace.run(
            "mkdir scripts && cp '\(Self.root.path)/scripts/check-packages' scripts && cp \(sources.joined(separator: " ")) ."
        )
        let changed = workspace.url.appendingPathComponent(file)
        let before = try String(contentsOf: changed, encoding: .utf8)
        #expect(before.contains(text))
        try workspace.write(before.replacingOccurrences(of: text, with: other), to: file)
        let run = try workspace.run("scripts/check-packages")
        #expect(run.exitCode == 1)
        #expect(run.errors.contains(told))
    }

    @Test func `A list of components names packages with revisions, and libraries with versions`() throws {
        let run = try BuiltBinary(shell: "scripts/sbom '\(BuiltBinary.url.path)'", in: Self.root)
        #expect(run.exitCode == 0)
        let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        #expect(document?["bomFormat"] as? String == "CycloneDX")
        let components = document?["components"] as? [[String: Any]] ?? []
        let names = Set(components.compactMap { $0["name"] as? String })
        #expect(
            names.isSuperset(of: ["swift-argument-parser", "swift-log", "mustache.hpp", "libcurl.so.4", "libc.so.6"]))
        let list = try String(contentsOf: Self.root.appendingPathComponent("package-revisions.txt"), encoding: .utf8)
        for line in list.split(separator: "\n") where !line.hasPrefix("#") {
            #expect(run.output.contains("\"\(line.split(separator: " ")[2])\""))
        }
    }

    @Test func `A binary with a run path of its own is refused`() throws {
        // As the package manager builds it for tests.
        let run = try BuiltBinary(shell: "scripts/check-run-path '\(BuiltBinary.url.path)'", in: Self.root)
        #expect(run.exitCode == 1)
        #expect(run.errors.contains("$ORIGIN"))
        let script = try String(contentsOf: Self.root.appendingPathComponent("scripts/build-release"), encoding: .utf8)
        #expect(script.contains("--disable-local-rpath"))
    }
}
