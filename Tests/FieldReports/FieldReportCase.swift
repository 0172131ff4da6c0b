import Foundation
import TestBuilders

/// A folder of `Cases/`.
struct FieldReportCase: Sendable {
    var name: String
    var report: FieldReport
    /// Its snapshot's file.
    var snapshotPath: String

    /// All cases, by name.
    static let all = Result { try read() }

    /// Whether all cases of the project are looked at, and not those of a folder that `FIELD_REPORTS` names.
    static let isWhole = ProcessInfo.processInfo.environment["FIELD_REPORTS"] == nil

    /// The folder with the cases: another one where `FIELD_REPORTS` names it.
    private static let folder =
        ProcessInfo.processInfo.environment["FIELD_REPORTS"].map { URL(fileURLWithPath: $0) }
        ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases")

    private static func read() throws -> [FieldReportCase] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            let files = folder.appendingPathComponent(name)
            let text = try String(contentsOf: files.appendingPathComponent("report.yaml"), encoding: .utf8)
            let snapshots = ["snapshot.yaml", "snapshot.json"].map { files.appendingPathComponent($0).path }
            guard let snapshot = snapshots.first(where: FileManager.default.fileExists) else {
                throw Unusable(name: name, reason: "there is no snapshot.yaml")
            }
            do {
                return FieldReportCase(name: name, report: try report(of: text), snapshotPath: snapshot)
            } catch {
                throw Unusable(name: name, reason: "report.yaml: \(error)")
            }
        }
    }

    private static func report(of text: String) throws -> FieldReport {
        let value = try YAMLReading.value(of: text)
        try checkNames(of: value)
        return try JSONDecoder().decode(FieldReport.self, from: try JSONSerialization.data(withJSONObject: value))
    }

    /// - Throws: for a member that no report has, which is a slip of the pen.
    private static func checkNames(of value: Any) throws {
        let known: [String: Set<String>] = [
            "": [
                "source", "alsoIn", "kubernetes", "provider", "platform", "daemon", "kind", "cause", "mustSay",
                "mustNotSay", "rightRemedies", "harmfulRemedies", "known",
            ],
            "mustSay": ["daemonSet", "codes", "nodes", "words", "verdict", "gap"],
            "mustNotSay": ["daemonSet", "code", "verdict", "words"],
        ]
        let members = value as? [String: Any] ?? [:]
        for (place, names) in known {
            let objects = place.isEmpty ? [members] : members[place] as? [[String: Any]] ?? []
            let strange = Set(objects.flatMap(\.keys)).subtracting(names)
            guard strange.isEmpty else { throw Unusable(name: place, reason: "unknown: \(strange.sorted())") }
        }
    }

    /// A case that cannot be read.
    struct Unusable: Error {
        var name: String
        var reason: String
    }
}
