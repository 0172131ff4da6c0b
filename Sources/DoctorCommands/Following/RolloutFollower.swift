import ClusterSnapshot
import ClusterWatching
import DiagnosisEngine
import KubernetesModel
import Logging
import RemedyPlaybooks
import ReportRendering
import RolloutGate
import Wording

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Feeds the rollout's judge with moments, until it decides.
struct RolloutFollower {
    /// The DaemonSet as it was asked for.
    var wanted: DaemonSetName
    var options: RolloutOptions
    /// The user's playbooks beside the embedded ones; nil for none.
    var playbooks: PlaybookCatalogue?
    var printer: RolloutPrinter
    var logger: Logger

    /// How long a moment is waited for: the bar is redrawn, and what lasts is judged again.
    private static let patience = Duration.seconds(1)
    /// A diagnosis makes the next one wait for half its time, and no longer: a busy cluster shall not take the processor for
    /// itself, and an event is to be judged within a second.
    private static let longestPause = 0.25

    /// How long lists that fail are waited for, where only they are missing. Then they are gaps, as in a saved snapshot.
    private static let longestWaitForOthers: WholeNumber = 10

    /// Judges a saved snapshot once.
    func judge(_ paths: [String], in context: CommandContext) throws -> ExitStatus {
        let read = try context.read(.saved(paths: paths), logger: logger)
        let target = try named(in: read.snapshot, currentNamespace: nil)
        var judge = RolloutJudge(namespace: target.namespace, name: target.name, options: options)
        let moment = moment(of: read.snapshot, target, hasAllNodes: false)
        return try tell(judge.observe(moment), moment, target)
    }

    /// Follows a live cluster.
    func follow(_ origin: LiveOrigin, in context: CommandContext) throws -> ExitStatus {
        let cluster = try context.followCluster(origin, logger)
        defer { cluster.cancel() }
        let target = (
            namespace: wanted.namespace ?? cluster.currentNamespace ?? "default", name: wanted.name
        )
        var moments = cluster.moments
        var judge = RolloutJudge(namespace: target.namespace, name: target.name, options: options)
        var wasThere = false
        var failingSince: Timestamp?
        var hasToldOfOthers = false
        while let watched = try moments.next(within: Self.patience) {
            let begun = ContinuousClock.now
            let trouble = watched.troubles.first(where: \.isEssential)?.message
            var isComplete = watched.isComplete
            // Nodes, pods and DaemonSets were read, or the watch would have ended.
            if !isComplete, trouble == nil, let other = watched.troubles.first {
                let now = watched.snapshot.capturedAt
                failingSince = failingSince ?? now
                isComplete = now.seconds(since: failingSince ?? now) >= Self.longestWaitForOthers
                if isComplete, !hasToldOfOthers {
                    hasToldOfOthers = true
                    let kinds = Wording.list(other.kinds.map(\.inSentences), most: 3)
                    let reason = TerminalText.escaped(other.message)
                    context.writeError("dsdoctor: judging without \(kinds): \(reason)")
                }
            }
            let moment = moment(
                of: watched.snapshot, target, isComplete: isComplete, trouble: trouble, hasAllNodes: true)
            if isComplete, trouble == nil, !wasThere {
                if moment.daemonSet == nil { _ = try named(in: watched.snapshot, currentNamespace: target.namespace) }
                wasThere = true
            }
            let state = judge.observe(moment)
            let status = try tell(state, moment, target)
            if state.decision != nil { return status }
            let seconds = begun.duration(to: .now) / .seconds(1)
            usleep(UInt32(min(seconds / 2, Self.longestPause) * 1_000_000))
        }
        return .unreadable
    }

    /// The DaemonSet that is meant.
    ///
    /// - Throws: ``CommandError`` where there is none of the name, or several.
    private func named(
        in snapshot: Snapshot, currentNamespace: String?
    ) throws -> (namespace: String, name: String) {
        let name = DaemonSetName(namespace: wanted.namespace ?? currentNamespace, name: wanted.name)
        try DaemonSetSelection(names: [name]).check(against: snapshot)
        let found = snapshot.daemonSets.filter {
            $0.name == name.name && (name.namespace == nil || $0.namespace == name.namespace)
        }.map(\.namespace).sorted()
        guard let namespace = found.first, found.count == 1 else {
            throw CommandError.daemonSetAmbiguous(name, namespaces: found)
        }
        return (namespace, name.name)
    }

    private func moment(
        of snapshot: Snapshot, _ target: (namespace: String, name: String), isComplete: Bool = true,
        trouble: String? = nil, hasAllNodes: Bool
    ) -> RolloutMoment {
        RolloutMoment(
            snapshot, namespace: target.namespace, name: target.name,
            logSignatures: LogSignatureFile.signatures(for: snapshot), isComplete: isComplete, trouble: trouble,
            hasAllNodes: hasAllNodes)
    }

    private func tell(
        _ state: RolloutState, _ moment: RolloutMoment, _ target: (namespace: String, name: String)
    ) throws -> ExitStatus {
        var report = RolloutReport(namespace: target.namespace, name: target.name, state: state)
        guard let decision = state.decision else {
            try printer.tell(report)
            return .nothingFound
        }
        let status = ExitStatus(decision.outcome)
        report.exitCode = Int(status.rawValue)
        report.findings = findings(decision, moment)
        try printer.tell(report)
        return status
    }

    /// The findings that the decision rests on, with their remedies.
    private func findings(_ decision: RolloutDecision, _ moment: RolloutMoment) -> [FindingReport] {
        guard let diagnosis = moment.diagnosis, !decision.findings.isEmpty else { return [] }
        let catalogue = playbooks ?? .embedded(for: Set(diagnosis.findings.map(\.code)))
        let advice = RemedyAdvisor(moment.engine, catalogue: catalogue).advice(for: diagnosis)
        return zip(diagnosis.findings, advice).filter { decision.findings.contains($0.0) }
            .map { FindingReport($0.0, $0.1) }
    }
}

extension ExitStatus {
    /// What a rollout came to.
    init(_ outcome: RolloutDecision.Outcome) {
        switch outcome {
        case .done: self = .nothingFound
        case .stopped: self = .found
        case .unreadable: self = .unreadable
        case .timedOut: self = .timedOut
        }
    }
}
