import Foundation
import Testing

/// The version stands in VERSION; everything else that tells one takes it from there.
struct VersionTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(of path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    @Test func `--version prints VERSION; where it differs, touch Sources/CEmbeddedFiles/Version.c and build`() throws {
        let run = try BuiltBinary(shell: "dsdoctor --version")
        #expect(run.exitCode == 0)
        #expect(run.output == (try Self.text(of: "VERSION")))
    }

    @Test func `VERSION is one line, as semantic versions are written`() throws {
        let version = try Self.text(of: "VERSION")
        #expect(version.wholeMatch(of: /(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?\n/) != nil)
    }

    @Test func `The changelog begins with it`() throws {
        let version = try Self.text(of: "VERSION").trimmingCharacters(in: .whitespacesAndNewlines)
        let heading = try Self.text(of: "CHANGELOG.md").split(separator: "\n").first { $0.hasPrefix("## ") }
        let named = heading?.dropFirst(3).prefix { $0 != "," && $0 != " " }
        #expect(named.map(String.init) == version)
    }

    @Test func `The list of parts has it`() throws {
        let run = try BuiltBinary(shell: "scripts/sbom '\(BuiltBinary.url.path)'", in: Self.root)
        let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let component = (document?["metadata"] as? [String: Any])?["component"] as? [String: Any]
        let version = try Self.text(of: "VERSION").trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(component?["version"] as? String == version)
    }

    @Test func `No source, script or template of a package has a version of its own`() throws {
        let version = try Self.text(of: "VERSION").trimmingCharacters(in: .whitespacesAndNewlines)
        for folder in ["Sources/DoctorCommands", "packaging", "scripts"] {
            let place = Self.root.appendingPathComponent(folder)
            for file in try FileManager.default.subpathsOfDirectory(atPath: place.path).sorted() {
                guard let text = try? Self.text(of: "\(folder)/\(file)") else { continue }
                #expect(!text.contains(version), "\(folder)/\(file)")
            }
        }
    }
}
