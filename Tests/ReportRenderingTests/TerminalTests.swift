import Foundation
import Testing

@testable import ReportRendering

/// Terminals: light and dark, narrow and wide, with and without UTF-8.
struct TerminalTests {
    /// The relative luminance of a colour of the 256-colour palette's cube or greys (WCAG 2).
    private static func luminance(_ color: Int) -> Double {
        let levels: [Double] = [0, 95, 135, 175, 215, 255]
        let parts: [Double]
        if color >= 232 {
            parts = Array(repeating: Double(8 + (color - 232) * 10), count: 3)
        } else {
            let cube = color - 16
            parts = [levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6]]
        }
        let linear = parts.map { part -> Double in
            let share = part / 255
            return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    @Test(arguments: TextStyle.allCases.filter { $0.color != nil })
    func `Every colour is readable on black and on white`(style: TextStyle) throws {
        let luminance = Self.luminance(try #require(style.color))
        #expect((luminance + 0.05) / 0.05 >= 3.5, "on black")
        #expect(1.05 / (luminance + 0.05) >= 3.5, "on white")
    }

    @Test func `No colour goes on to the next line`() throws {
        let text = try SampleReports.full.rendered(on: PageStyle(columns: 80, isColored: true))
        for line in text.split(separator: "\n") {
            let starts = line.matches(of: #/\u{1B}\[[1-9][0-9;]*m/#).count
            #expect(starts == line.matches(of: #/\u{1B}\[0m/#).count, "\(line)")
        }
    }

    @Test(arguments: [40, 80, 120])
    func `Where the locale is not UTF-8 the page is ASCII and keeps its width`(columns: Int) throws {
        for extent in [Report.Extent.full, .overview, .summary, .causes] {
            var report = SampleReports.full
            report.extent = extent
            let text = try report.rendered(on: PageStyle(columns: columns, isASCII: true))
            #expect(text.utf8.allSatisfy { $0 < 0x80 })
            guard columns >= 80 else { continue }
            let tooLong = text.split(separator: "\n").filter { $0.count > columns }
            #expect(tooLong.allSatisfy { $0.contains("spec") || $0.contains("evil") }, "\(tooLong)")
        }
    }

    @Test func `Of a live cluster nobody says snapshot`() throws {
        var report = SampleReports.full
        report.isLive = true
        report.snapshot.source = "production"
        #expect(try !report.rendered().lowercased().contains("snapshot"))
        #expect(LiveWording.adapted("Since 21:03, 4 min before the snapshot.") == "Since 21:03, 4 min ago.")
    }

    @Test func `A report says once when it was captured`() throws {
        for extent in [Report.Extent.full, .overview, .summary, .causes] {
            var report = SampleReports.full
            report.extent = extent
            #expect(try report.rendered(on: PageStyle(columns: 200)).matches(of: #/captured /#).count == 1, "\(extent)")
        }
    }
}
