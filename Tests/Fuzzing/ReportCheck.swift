import ClusterSnapshot
import DiagnosisEngine
import LogSignatureFiles
import PlacementEngine
import RemedyPlaybooks
import ReportRendering

/// What must hold of the report on any snapshot.
enum ReportCheck {
    /// Diagnoses the snapshot, looks for remedies, and prints all of it in every format.
    static func run(_ snapshot: Snapshot, signatures: LogSignatures = .embedded) {
        let engine = PlacementEngine(.completing(snapshot))
        let diagnosis = DiagnosisEngine(engine, logSignatures: signatures, givesAdvice: true).diagnosis()
        var report = Report(
            diagnosis, of: snapshot, advisor: RemedyAdvisor(engine, catalogue: PlaybookCatalogue.embedded))
        report.isVerbose = true
        for format in Report.formats {
            var bytes: [UInt8] = []
            try? format.render(report) { bytes += $0 }
            if format.name == "json" {
                require(isWellFormed(bytes), "JSON to the letter: \(String(decoding: bytes, as: UTF8.self))")
            }
            requirePlainText(bytes, format: format.name)
        }
    }

    /// What is printed is UTF-8, and no terminal obeys anything in it.
    static func requirePlainText(_ bytes: [UInt8], format: String) {
        guard let text = String(validating: bytes, as: UTF8.self) else { fatalError("expected: UTF-8") }
        require(!text.unicodeScalars.contains { $0 != "\n" && isObeyed($0) }, "\(format) without controls: \(text)")
    }

    /// Whether a terminal obeys the character.
    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || (0x2028...0x202E).contains(scalar.value)
            || (0x2066...0x2069).contains(scalar.value)
    }
}
