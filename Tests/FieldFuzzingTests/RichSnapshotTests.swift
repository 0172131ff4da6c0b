import Foundation
import Testing

@testable import FieldFuzzing

@Suite("The rich snapshot that is fuzzed")
struct RichSnapshotTests {
    /// Fields of lists, which no object has.
    private static let elsewhere: Set = ["items", "continue"]
    /// A table for two levels of an object that is broken elsewhere, and that of a watch's lines, which are no snapshot.
    private static let known: Set = ["NamedField", "LineField"]

    @Test("It has every field that decoders read, so that a new field is fuzzed too")
    func everyField() throws {
        let snapshot = try SeedSnapshot(path: FuzzingOptions.richSnapshot)
        var objects: [Set<String>] = []
        for (_, value) in snapshot.parts.flatMap({ $0.tree.values() }) {
            if case .object(let members) = value { objects.append(Set(members.map(\.key))) }
        }
        let tables = try DecodedFields.all()
        #expect(tables.count > 60, "the tables of fields are found")
        for table in tables where !Self.known.contains(table.name) {
            for field in table.fields where !Self.elsewhere.contains(field) {
                // A name that several tables have counts only in an object with another field of the table.
                let isThere = objects.contains { keys in
                    keys.contains(field) && (table.fields.count == 1 || keys.intersection(table.fields).count > 1)
                }
                #expect(isThere || table.isAlone(field, in: objects), "\(table.name).\(field) is nowhere in rich.json")
            }
        }
    }

    @Test("It can be read whole, and has much to tell")
    func isRead() throws {
        let snapshot = try SeedSnapshot(path: FuzzingOptions.richSnapshot)
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("rich-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let input = FieldMutation(
            seed: snapshot, part: 0, path: TreePath(), value: .one("nothing") { snapshot.parts[0].tree })
        var command = try #require(FuzzedCommand.all.first)
        command.options = [["--full"]]
        let run = try CommandRun(
            command, on: input, bytes: snapshot.bytes, variant: 0, in: directory.path)
        let text = String(decoding: run.output, as: UTF8.self)
        #expect(run.exitCode == 1)
        #expect(!text.contains("is left out"))
        for code in [
            "crash-loop-out-of-memory", "insufficient-resource", "evicted-storage-limit", "image-pull-failed",
            "node-unreachable", "service-port-mismatch",
        ] {
            #expect(text.contains(code), "\(code)")
        }
    }
}

/// The tables of fields in the decoders' sources: enums of strings whose names end in `Field`.
private struct DecodedFields {
    var name: String
    var fields: Set<String>

    /// Objects whose fields are those of one table only, of which each has one.
    func isAlone(_ field: String, in objects: [Set<String>]) -> Bool { objects.contains([field]) }

    static func all() throws -> [DecodedFields] {
        var tables: [DecodedFields] = []
        for folder in ["Sources/ObjectDecoding", "Sources/SnapshotSaving/Envelope"] {
            let path = "\(ProjectFolder.path)/\(folder)"
            for file in try FileManager.default.subpathsOfDirectory(atPath: path) where file.hasSuffix(".swift") {
                tables += Self.tables(in: try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8))
            }
        }
        return tables
    }

    private static func tables(in source: String) -> [DecodedFields] {
        let table = #/enum (\w+Field): String, CaseIterable \{\n([^}]*)\n\}/#
        return source.matches(of: table).map { match in
            var fields: Set<String> = []
            for line in match.2.split(separator: "\n") {
                let words = line.drop { $0 == " " }
                guard words.hasPrefix("case ") else { continue }
                for word in words.dropFirst(5).split(separator: ", ") {
                    let parts = word.split(separator: " = ")
                    fields.insert(parts[parts.count - 1].filter { $0 != "`" && $0 != "\"" })
                }
            }
            return DecodedFields(name: String(match.1), fields: fields)
        }
    }
}
