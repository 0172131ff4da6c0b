import Foundation
import ManifestReading
import ManifestValidation
import Testing

@Suite("Manifests are read as kubectl reads them")
struct ManifestReaderTests {
    private func names(_ text: String) -> [String] {
        ManifestReader.read(bytes: Array(text.utf8), name: "f").objects.map { "\($0.kind)/\($0.name)" }
    }

    @Test(
        "Documents, comments, empty ones, Lists and JSON",
        arguments: [
            ("kind: A\nmetadata: {name: a}\n", ["A/a"]),
            ("# Source: x\n---\n\n---\n# nothing\n---\nkind: A\nmetadata:\n  name: a\n---\n", ["A/a"]),
            ("kind: A\nmetadata: {name: a}\n--- # next\nkind: B\nmetadata: {name: b}\n", ["A/a", "B/b"]),
            ("kind: A\r\nmetadata:\r\n  name: a\r\n---\r\nkind: B\r\nmetadata: {name: b}\r\n", ["A/a", "B/b"]),
            ("kind: A\nmetadata: {name: a}\ndata: |\n  ---\n  kind: B\n", ["A/a"]),
            (
                "apiVersion: v1\nkind: List\nitems:\n- {kind: A, metadata: {name: a}}\n- {kind: B, metadata: {name: b}}\n",
                ["A/a", "B/b"]
            ),
            (
                "{\"kind\": \"A\", \"metadata\": {\"name\": \"a}{\"}}\n{\"kind\": \"B\", \"metadata\": {\"name\": \"b\"}}",
                ["A/a}{", "B/b"]
            ),
            ("\u{FEFF}kind: A\nmetadata: {name: a}\n", ["A/a"]),
        ] as [(String, [String])])
    func documents(text: String, expected: [String]) { #expect(names(text) == expected) }

    @Test("UTF-16 is read as what it is")
    func encodings() throws {
        let text = "kind: A\nmetadata: {name: ä}\n"
        let bytes = try #require(text.data(using: .utf16))
        #expect(ManifestReader.read(bytes: Array(bytes), name: "f").objects.map(\.name) == ["ä"])
    }

    @Test(
        "A fault has its line and hides nothing",
        arguments: [
            ("kind: A\nmetadata: {name: a}\n---\nkind: [\n---\nkind: B\nmetadata: {name: b}\n", ["A/a", "B/b"], 4...6),
            ("kind: List\nitems:\n- {kind: A, metadata: {name: a}}\n", ["A/a"], 1...1),
            (
                "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n"
                    + "  - {kind: A, metadata: {name: a}}\n", ["A/a"], 4...4
            ),
            ("just text\n", [], 1...1), ("", [], 0...0),
            ("kind: A\nmetadata: {name: a}\n---\nkind: {{ .Values.kind }}\n", ["A/a"], 4...4),
        ] as [(String, [String], ClosedRange<Int>)])
    func faults(text: String, expected: [String], lines: ClosedRange<Int>) {
        let manifest = ManifestReader.read(bytes: Array(text.utf8), name: "f")
        #expect(manifest.objects.map { "\($0.kind)/\($0.name)" } == expected)
        #expect(manifest.faults.count == 1)
        #expect(lines.contains(manifest.faults.first?.position?.line ?? 0))
        if text.contains("{{") { #expect(manifest.faults.first?.message.contains("helm template") == true) }
    }

    @Test(
        "Fields are found by their path, or else what is around them",
        arguments: [
            ("spec.ports[1].port", 8, 5), ("spec.ports[0]", 6, 5), ("spec.missing.deeper", 4, 1),
            ("metadata.name", 3, 13),
            ("spec.labels[app.example/name]", 10, 5), ("", 2, 1),
        ])
    func positions(path: String, line: Int, column: Int) throws {
        let text = """
            ---
            kind: A
            metadata: { name: a }
            spec:
              ports:
              - port: 1
                name: one
              - port: 2
              labels:
                app.example/name: x
            """
        let object = try #require(ManifestReader.read(bytes: Array(text.utf8), name: "f").objects.first)
        #expect(object.position(of: path) == ManifestPosition(line: line, column: column))
    }

    @Test("A namespace is given to what names none")
    func namespaces() throws {
        for (text, expected) in [
            ("kind: A\nmetadata: {name: a}", "n"), ("kind: A\nmetadata: {name: a, namespace: own}", "own"),
            ("kind: A\nmetadata: {name: a, namespace: ''}", "n"), ("kind: A", "n"),
        ] {
            let object = try #require(ManifestReader.read(bytes: Array(text.utf8), name: "f").objects.first)
            #expect(object.inNamespace("n").namespace == expected)
        }
    }

    @Test("Of a directory the manifests are read, below it only when asked")
    func directories() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("manifests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: directory.appendingPathComponent("below"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, kind) in [("b.yaml", "B"), ("a.yml", "A"), ("c.txt", "C"), ("below/d.json", "D")] {
            try "{\"kind\": \"\(kind)\"}".write(
                to: directory.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        let path = directory.path
        #expect(try ManifestReader.read(paths: [path]).objects.map(\.kind) == ["A", "B"])
        #expect(try ManifestReader.read(paths: [path], isRecursive: true).objects.map(\.kind) == ["A", "B", "D"])
        #expect(try ManifestReader.read(paths: ["\(path)/c.txt", path]).objects.map(\.kind) == ["C", "A", "B"])
        #expect(throws: (any Error).self) { try ManifestReader.read(paths: ["\(path)/none.yaml"]) }
    }
}
