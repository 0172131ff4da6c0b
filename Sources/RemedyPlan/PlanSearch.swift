import DiagnosisEngine
import RemedyPlaybooks

/// Searches for the set and the order of proven remedies that makes the most pods available at the least risk.
///
/// The remedy that heals most for its risk is the first step; the next is searched for on the cluster that it leaves, and
/// so on. A remedy is tried again before it becomes a step: if it heals less than it did, its facts are searched anew, so
/// that the second DaemonSet in need of a host port is given another one than the first.
public struct PlanSearch {
    let diagnosis: ClusterDiagnosis
    let advisor: RemedyAdvisor
    let options: PlanOptions

    /// - Parameters:
    ///   - diagnosis: the diagnosis of the whole snapshot.
    ///   - advisor: what finds remedies.
    ///   - options: what a plan may do.
    public init(_ diagnosis: ClusterDiagnosis, advisor: RemedyAdvisor, options: PlanOptions = PlanOptions()) {
        self.diagnosis = diagnosis
        self.advisor = advisor
        self.options = options
    }

    /// The plan for some DaemonSets.
    ///
    /// - Parameters:
    ///   - daemonSets: the DaemonSets with their remedies.
    ///   - clusterFindings: the findings of the cluster with their remedies.
    /// - Returns: the plan.
    public func plan(
        for daemonSets: [AdvisedDaemonSet], clusterFindings: [(finding: Finding, remedies: [Remedy])] = []
    ) -> Plan {
        var run = PlanRun(self, daemonSets)
        run.tryAllWhereFew()
        run.takeSteps()
        run.improve()
        return run.plan(clusterFindings: clusterFindings)
    }

    /// The first step of that plan, without the others where they have no bearing on it; nil where there is none.
    public func firstStep(for daemonSets: [AdvisedDaemonSet]) -> PlanStep? {
        var run = PlanRun(self, daemonSets)
        run.tryAllWhereFew()
        run.takeSteps(atMost: run.isImproved ? .max : 1)
        run.improve()
        return run.path.told.first
    }
}
