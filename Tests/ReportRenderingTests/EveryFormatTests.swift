import Foundation
import RemedyPlaybooks
import TestBuilders
import Testing
import Wording

@testable import ReportRendering

/// A report of any type, with what its command is to offer.
struct AnyReport: Sendable, CustomTestStringConvertible {
    var name: String
    var formats: [String]
    /// The report in a format, on a page of so many columns.
    var rendered: @Sendable (_ format: String, _ columns: Int) throws -> String
    var testDescription: String { name }

    init<Content: RenderableReport>(_ name: String, _ report: Content) {
        self.name = name
        formats = Content.formats.map(\.name)
        rendered = { try report.rendered(as: $0, on: PageStyle(columns: $1)) }
    }
}

@Suite("Every format of every report")
struct EveryFormatTests {
    static let reports: [AnyReport] = [
        AnyReport("diagnosis", SampleReports.full), AnyReport("healthy cluster", SampleReports.healthy),
        AnyReport("verbose diagnosis", edited(SampleReports.full) { $0.isVerbose = true }),
        AnyReport("summary", edited(SampleReports.full) { $0.extent = .summary }),
        AnyReport("placement", PlacementRendererTests.report), AnyReport("simulation", SimulationRendererTests.report),
        AnyReport("gate", GateRendererTests.report),
        AnyReport("comparison", SampleComparison.report), AnyReport("list of playbooks", playbooks),
        AnyReport("hostile playbook", playbooks.entries.first { !$0.playbook.isBuiltIn } ?? playbooks.entries[0]),
        AnyReport("explanation", Explanation.code(explanation)), AnyReport("plan", PlanRendererTests.report),
        AnyReport("whole plan", edited(PlanRendererTests.report) { $0.isFull = true }),
        AnyReport("hostile plan", PlanRendererTests.hostile), AnyReport("replayed plan", PlanRendererTests.replayed),
    ]

    /// The reports that programs read.
    static let documents = reports.filter { $0.formats.contains("json") }

    private static func edited<Value>(_ value: Value, _ edit: (inout Value) -> Void) -> Value {
        var value = value
        edit(&value)
        return value
    }

    private static let explanation: CodeExplanation = {
        guard let explanation = CodeExplanation(.evictionLoop, playbooks: .embedded) else {
            fatalError("no rule has the code eviction-loop")
        }
        return explanation
    }()

    /// The built-in playbooks and one that another wrote.
    private static let playbooks: PlaybookList = {
        let text = """
            id: hostile
            title: "Hide \\x1b[8m \\u202e it: yes # no"
            order: 1
            appliesTo:
              - code: image-pull-failed
            notSimulated: "it is \\x1b]0;hostile\\x07"
            steps:
              - "Run `$(reboot)`\\n"
            commands:
              - [kubectl, get, "\\x1b[2J"]
            verify:
              - [kubectl, get, pods]
            """
        do {
            return PlaybookList(
                try PlaybookCatalogue.embedded.adding([PlaybookFile(name: "own\u{1B}[1m.yaml", text: text)]))
        } catch {
            fatalError("\(error)")
        }
    }()

    @Test("Reports for people come first, and what has JSON has YAML")
    func formatsAreOffered() {
        for report in Self.reports {
            #expect(report.formats.first == "text")
            #expect(Set(report.formats).count == report.formats.count)
            #expect(report.formats.contains("json") == report.formats.contains("yaml"))
        }
        #expect(Self.documents.count == 13)
    }

    @Test("The same report gives the same bytes", arguments: reports)
    func sameBytes(report: AnyReport) throws {
        for format in report.formats {
            #expect(try report.rendered(format, 80) == report.rendered(format, 80))
        }
    }

    @Test("No character that a terminal obeys gets through", arguments: reports, [20, 80, 200])
    func nothingHostileGetsThrough(report: AnyReport, columns: Int) throws {
        for format in report.formats {
            let text = try report.rendered(format, columns)
            #expect(text.hasSuffix("\n"))
            #expect(text.split(separator: "\n").allSatisfy { TerminalText.isPrintable(String($0)) }, "\(format)")
            #expect(text.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") }, "\(format)")
        }
    }

    @Test("YAML is read as the JSON is", arguments: documents)
    func yamlIsTheJSON(report: AnyReport) throws {
        let json = try JSONSerialization.jsonObject(with: Data(report.rendered("json", 80).utf8))
        let yaml = try YAMLReading.value(of: report.rendered("yaml", 80))
        #expect(try DocumentValue(json) == DocumentValue(yaml))
    }
}
