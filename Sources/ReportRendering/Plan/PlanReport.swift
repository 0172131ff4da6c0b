import ClusterSnapshot
import DiagnosisEngine
import RemedyPlan
import RemedyPlaybooks

/// A plan, before it has a form.
package struct PlanReport: Equatable, Sendable {
    package var snapshot: SnapshotSummary
    package var plan: Plan
    package var options: PlanOptions
    /// How many causes there are, those without a missing pod among them.
    package var causes: Int
    /// How many DaemonSets cannot be judged, because the snapshot lacks their pods or nodes.
    package var unknown = 0
    /// The steps that people get in full; the table of all steps is left out then.
    package var detailedSteps: Set<Int> = []
    /// Whether people get every step in full, and every remedy that is no step.
    package var isFull = false
    /// Whether people get all gaps.
    package var isVerbose = false
    /// The diagnosis that a page shows below the plan; nil where nobody asked for a page.
    package var diagnosis: Report?

    package init(snapshot: SnapshotSummary, plan: Plan, options: PlanOptions, causes: Int) {
        self.snapshot = snapshot
        self.plan = plan
        self.options = options
        self.causes = causes
    }

    /// The plan for the DaemonSets of a report.
    ///
    /// - Parameters:
    ///   - diagnosis: the diagnosis of the whole snapshot.
    ///   - report: the report on the DaemonSets that are meant.
    ///   - advisor: what finds remedies.
    ///   - options: what a plan may do.
    package init(_ diagnosis: ClusterDiagnosis, for report: Report, advisor: RemedyAdvisor, options: PlanOptions) {
        self.init(
            snapshot: report.snapshot, plan: Plan(diagnosis, for: report, advisor: advisor, options: options),
            options: options, causes: diagnosis.causes.count)
        unknown = report.daemonSets.count { $0.diagnosis.verdict == .unknown }
    }

    /// Whether no pod is missing after the plan.
    package var isEveryPodAvailable: Bool { plan.leftOver.isEmpty && plan.after.available >= plan.after.desired }
}

extension Plan {
    /// The plan for the DaemonSets of a report.
    package init(
        _ diagnosis: ClusterDiagnosis, for report: Report, advisor: RemedyAdvisor, options: PlanOptions = PlanOptions()
    ) {
        let isWhole = report.clusterFindings.count == diagnosis.clusterFindings.count
        self = PlanSearch(diagnosis, advisor: advisor, options: options).plan(
            for: report.advised,
            clusterFindings: isWhole ? report.clusterFindings.map { ($0.finding, $0.remedies) } : [])
    }
}

extension PlanStep {
    /// The first step of the plan for the DaemonSets of a report; nil where no step is proven.
    package static func first(_ diagnosis: ClusterDiagnosis, for report: Report, advisor: RemedyAdvisor) -> PlanStep? {
        PlanSearch(diagnosis, advisor: advisor).firstStep(for: report.advised)
    }
}

extension Report {
    /// The DaemonSets with their remedies, for a plan.
    fileprivate var advised: [AdvisedDaemonSet] {
        daemonSets.map { daemonSet in
            AdvisedDaemonSet(
                daemonSet.diagnosis, remedies: daemonSet.findings.map(\.remedies),
                inVain: daemonSet.findings.map(\.inVain))
        }
    }
}

extension PlanReport: RenderableReport {
    package static let formats: [ReportFormat<PlanReport>] =
        [ReportFormat(PlanTextRenderer.self)] + documentFormats + [
            ReportFormat(PlanMarkdownRenderer.self), ReportFormat(PlanScriptRenderer.self),
            ReportFormat(PlanHTMLRenderer.self),
        ]
}
