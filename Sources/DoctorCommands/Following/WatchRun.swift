import ClusterSnapshot
import ClusterWatching
import DiagnosisEngine
import KubernetesModel
import Logging
import RemedyPlan
import RemedyPlaybooks
import ReportRendering
import SecretRedaction
import Wording

/// Follows a cluster and shows each diagnosis of it.
struct WatchRun {
    private let context: CommandContext
    private let selection: DaemonSetSelection
    private let filters: FilterOptions
    private let judging: JudgingOptions
    private let page: PageOptions
    private let redaction: Redaction?
    private let interval: Duration
    private let playbooks: PlaybookCatalogue?
    private let signatures: [LogSignature]?
    private let outputs: EventOutputs
    private var events = WatchNews()
    private var screen: WatchScreen
    /// What was printed last, where there is no screen.
    private var printed: WatchedOverview?
    private var last: Judgement?
    /// When the last moment was, by the server's clock.
    private var lastTime = Timestamp(seconds: 0)
    /// The last page, which stays on the terminal at the end.
    private var lastPage = ""
    private var planningDuration = Duration.zero

    /// Ages and time limits go on where nothing changes.
    private static let longestRest = Duration.seconds(30)
    /// The first step of the plan is told while it takes no longer.
    private static let longestPlanning = Duration.milliseconds(500)

    /// A diagnosis, or why there is none.
    private struct Judgement {
        var report: Report?
        var complaint = ""
        var status: ExitStatus
    }

    /// - Throws: where playbooks or signatures cannot be read.
    init(
        context: CommandContext, selection: DaemonSetSelection, filters: FilterOptions, judging: JudgingOptions,
        page: PageOptions, redaction: Redaction?, interval: Duration, outputs: [EventOutput]
    ) throws {
        self.outputs = try EventOutputs(outputs)
        var context = context
        // Only a page for people takes the terminal's screen.
        if self.outputs.printed != .text { context.screen = { nil } }
        self.context = context
        self.selection = selection
        self.filters = filters
        self.judging = judging
        self.page = page
        self.redaction = redaction
        self.interval = interval
        playbooks = try judging.playbooks.directory.map { try PlaybookFiles.catalogue(addedFrom: $0) }
        signatures = try judging.logSignatureFile.map { try LogSignatureFile.signatures(of: $0) }
        screen = WatchScreen(in: context)
    }

    /// Shows the cluster until the moments end.
    ///
    /// - Returns: what the last diagnosis ends with.
    /// - Throws: where the cluster cannot be read, or a name is wrong from the beginning.
    mutating func follow(_ followed: FollowedCluster) throws -> ExitStatus {
        var moments = followed.moments
        defer {
            screen.close()
            followed.cancel()
        }
        var next: WatchedMoment?
        if context.screen() != nil {
            next = try ProgressLine.showing("reading the cluster") { try Self.first(of: &moments) }
        } else {
            next = try Self.first(of: &moments)
        }
        while let moment = next {
            let shownAt = ContinuousClock.now
            do {
                try show(moment, namespace: followed.currentNamespace)
            } catch CommandError.outputClosed {
                break
            }
            next = try Self.moment(of: &moments, after: moment, since: shownAt, interval: interval)
        }
        finish()
        let status = last?.status ?? .unreadable
        try tellEnd(status)
        return status
    }

    /// The first moment that holds anything.
    private static func first(of moments: inout any ClusterMoments & Sendable) throws -> WatchedMoment? {
        while let moment = try moments.next(within: .seconds(5)) {
            if moment.isComplete || !moment.snapshot.daemonSets.isEmpty { return moment }
        }
        return nil
    }

    /// The moment to show next: the first with news, and what comes until the interval is over.
    private static func moment(
        of moments: inout any ClusterMoments & Sendable, after shown: WatchedMoment,
        since shownAt: ContinuousClock.Instant, interval: Duration
    ) throws -> WatchedMoment? {
        var latest: WatchedMoment?
        while true {
            let passed = ContinuousClock.now - shownAt
            if let latest, passed >= interval { return latest }
            let rest = (latest == nil ? max(interval, longestRest) : interval) - passed
            guard let moment = try moments.next(within: max(rest, .milliseconds(1))) else { return nil }
            latest = moment
        }
    }

    // MARK: - Judging

    private mutating func judge(_ moment: WatchedMoment, lines: Int, namespace: String?) throws -> Judgement {
        let isStale = moment.troubles.contains(where: \.isEssential)
        do {
            var report = try report(on: moment.snapshot, namespace: namespace)
            report.extent = .overview
            report.isLive = true
            report.screenLines = lines
            let isUnchecked = (report.isPartlyUnknown || isStale) && judging.failureThreshold != .never
            report = try filters.filtered(report)
            let isReached = judging.failureThreshold.isReached(by: report.worstSeverity)
            return Judgement(report: report, status: isReached ? .found : isUnchecked ? .unreadable : .nothingFound)
        } catch {
            // A wrong name ends the command at once; what has vanished since may come again.
            if last == nil { throw error }
            return Judgement(complaint: ErrorReporting.line(for: error), status: .unreadable)
        }
    }

    private mutating func report(on snapshot: Snapshot, namespace: String?) throws -> Report {
        // Nothing must be written while the screen shows a page.
        var logger = Logger(label: "dsdoctor") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .info
        if snapshot.daemonSets.isEmpty { try snapshot.requireNodes() }
        let diagnosed = try DiagnosedCluster(
            ReadSnapshot(snapshot, currentNamespace: namespace), selection: selection, playbooks: playbooks,
            signatures: signatures, givesAdvice: judging.advice, hasAllNodes: true, logger: logger)
        var report = diagnosed.report
        if planningDuration <= Self.longestPlanning {
            let begun = ContinuousClock.now
            report.firstStep = PlanStep.first(diagnosed.whole, for: report, advisor: diagnosed.advisor)
            planningDuration = .now - begun
        }
        return report
    }

    // MARK: - Showing

    private mutating func show(_ moment: WatchedMoment, namespace: String?) throws {
        let size = context.screen()
        // A line is the screen's own, and each trouble has some.
        let lines = max((size?.lines ?? 41) - 1 - moment.troubles.count * 2, 6)
        let judgement = try judge(moment, lines: lines, namespace: namespace)
        last = judgement
        lastTime = moment.snapshot.capturedAt
        if outputs.has(.json) { try tellEvents(judgement, moment) }
        guard outputs.has(.text) else { return }
        let overview = judgement.report.map { WatchedOverview($0, moment.troubles) }
        let isNew = overview == nil || overview != printed
        printed = overview
        if isNew, outputs.filesHave(.text) {
            let page = text(judgement, moment.troubles, on: page.style(in: context, isTerminal: false))
            try outputs.write(Array("--- \(lastTime)\n\(page)".utf8), as: .text)
        }
        guard outputs.printed == .text, size != nil || isNew else { return }
        var style = page.style(in: context, isTerminal: true)
        if let size, page.width == nil { style.columns = size.columns }
        lastPage = text(judgement, moment.troubles, on: style)
        if let size {
            let footer = "watching \(moment.snapshot.source); Ctrl-C ends"
            try screen.show(lastPage, footer: TerminalText.escaped(footer), on: size)
        } else {
            try context.writeOutput(Array("--- \(lastTime)\n\(lastPage)".utf8))
        }
    }

    private mutating func tellEvents(_ judgement: Judgement, _ moment: WatchedMoment) throws {
        var report = WatchReport(time: lastTime)
        report.report = judgement.report
        report.complaint = judgement.complaint
        report.troubles = moment.troubles.map {
            .init(kinds: $0.kinds.map(\.rawValue), since: $0.since, message: $0.message)
        }
        if let redaction { report = report.redacted(by: TextRedactor(redaction)) }
        var lines: [[UInt8]] = []
        // The sink does not throw.
        try? events.write(report) { lines.append($0) }
        for line in lines { try tell(line) }
    }

    private func tellEnd(_ status: ExitStatus) throws {
        guard outputs.has(.json) else { return }
        do {
            try events.writeEnd(at: lastTime, exitCode: Int(status.rawValue)) { try tell($0) }
        } catch CommandError.outputClosed {}
    }

    private func tell(_ event: [UInt8]) throws {
        try outputs.write(event, as: .json)
        if outputs.printed == .json { try context.writeOutput(event) }
    }

    private func text(_ judgement: Judgement, _ troubles: [WatchTrouble], on style: PageStyle) -> String {
        let notes = troubles.lines + (judgement.complaint.isEmpty ? [] : [judgement.complaint])
        var text = notes.flatMap { Self.wrapped(TerminalText.escaped($0), columns: style.columns) }
            .map { $0 + "\n" }.joined()
        guard let report = judgement.report, let format = ReportFormat<Report>(named: "text") else { return text }
        if !text.isEmpty { text += "\n" }
        var bytes: [UInt8] = []
        // The sink does not throw.
        try? format.render(report, on: style, hiding: redaction) { bytes += $0 }
        return text + String(decoding: bytes, as: UTF8.self)
    }

    /// The text in lines of whole words.
    private static func wrapped(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= columns {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    /// Leaves the last page on the terminal.
    private mutating func finish() {
        guard context.screen() != nil else { return }
        screen.close()
        try? context.writeOutput(Array(lastPage.utf8))
    }
}
