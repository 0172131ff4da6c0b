import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import PodAdmission
import Preflight
import Wording

/// The problems that the user accepts although a gate would stop on them.
package struct PreflightAllowances: Sendable {
    /// That no node is eligible.
    package var allowsNoNodes = false
    /// That pods get their place by preempting others.
    package var allowsPreemption = false

    package init(allowsNoNodes: Bool = false, allowsPreemption: Bool = false) {
        self.allowsNoNodes = allowsNoNodes
        self.allowsPreemption = allowsPreemption
    }
}

/// Says what is wrong with the outcome of a preflight.
struct PreflightProblems {
    private let outcome: PreflightOutcome
    private let report: DaemonSetPlacementReport
    private let snapshot: Snapshot
    private let allowances: PreflightAllowances
    private var isExisting: Bool { outcome.rollout != nil }

    init(
        _ outcome: PreflightOutcome, _ report: DaemonSetPlacementReport, in snapshot: Snapshot,
        allowing allowances: PreflightAllowances
    ) {
        self.outcome = outcome
        self.report = report
        self.snapshot = snapshot
        self.allowances = allowances
    }

    /// All of them, admission's first.
    var all: [PreflightProblem] {
        var problems = outcome.review.findings.map { finding in
            problem(
                PreflightCode(finding.code), Self.severity(finding.effect), at: finding.field, finding.message,
                hint: finding.hint)
        }
        if let shortfall = outcome.shortfall { problems.append(quota(shortfall)) }
        if outcome.eligibleCount == 0 {
            problems.append(
                problem(
                    .noEligibleNode, allowances.allowsNoNodes ? .notice : .failure, at: "spec.template.spec",
                    "no node is eligible: the DaemonSet would run nowhere"))
        }
        problems += fits
        if let rollout { problems.append(rollout) }
        problems += outcome.gaps.map { problem(.snapshotIncomplete, .notChecked, at: "", $0) }
        return problems
    }

    private func problem(
        _ code: PreflightCode, _ severity: PreflightProblem.Severity, at field: String, _ message: String,
        hint: String? = nil
    ) -> PreflightProblem {
        PreflightProblem(
            code, severity, at: outcome.applied.locate(field), field: field, message, hint: hint,
            daemonSet: outcome.name)
    }

    private static func severity(_ effect: AdmissionFinding.Effect) -> PreflightProblem.Severity {
        switch effect {
        case .refusesDaemonSet, .refusesPods: .failure
        case .warns: .warning
        case .notChecked: .notChecked
        case .unknown: .notice
        }
    }

    private func quota(_ shortfall: QuotaShortfall) -> PreflightProblem {
        let created = shortfall.wanted - shortfall.nodes.count
        let names = NodeNameFolding(shortfall.nodes.map { snapshot.nodes[$0].name }).text
        return problem(
            PreflightCode(.quotaExceeded), .failure, at: "metadata.namespace",
            "ResourceQuota \(shortfall.refusal.quota) admits \(created) of \(Wording.count(shortfall.wanted, "pod")): "
                + "\(shortfall.refusal.words); none on \(Wording.shortened(names, limit: 120))")
    }

    /// Where the pod does not fit, a problem for each reason.
    private var fits: [PreflightProblem] {
        let rivals = Dictionary(
            outcome.rivals.map { (snapshot.nodes[$0.key].name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let leaving = Set(snapshot.nodes.filter(\.isLeavingOrJoining).map(\.name))
        let refused = report.nodes.filter { $0.shouldRun && !$0.fits }
        let failing = refused.filter { !leaving.contains($0.node) }
        let (competing, others) = (failing.filter { rivals[$0.node] != nil }, failing.filter { rivals[$0.node] == nil })
        var problems: [PreflightProblem] = []
        let gone = refused.filter { leaving.contains($0.node) }
        if !gone.isEmpty {
            problems.append(
                problem(
                    .nodeGoingAway, .notice, at: "spec.template.spec",
                    "does not fit on \(Self.names(gone)): \(gone.count == 1 ? "it is" : "they are") being removed, or not "
                        + "registered yet"))
        }
        if !competing.isEmpty {
            let names = Set(competing.flatMap { rivals[$0.node] ?? [] }).sorted()
            let details = PlacementGroup.groups(of: competing).flatMap(\.details).map(\.text).prefix(2)
            problems.append(
                problem(
                    .competes, .failure, at: field(of: competing[0]),
                    "does not fit together with \(Wording.list(names, most: 3)) on \(Self.names(competing)): "
                        + details.joined(separator: "; ")))
        }
        for group in PlacementGroup.groups(of: others) {
            let preempts = group.nodes[0].preemptionOutcome == "victims"
            let details = group.details.map(\.text).joined(separator: "; ")
            let severity: PreflightProblem.Severity =
                preempts && allowances.allowsPreemption ? .warning : .failure
            problems.append(
                problem(
                    preempts ? .needsPreemption : .doesNotFit, severity, at: field(of: group.nodes[0]),
                    "does not fit on \(Self.names(group.nodes)): \(details)"))
        }
        return problems
    }

    private static func names(_ nodes: [NodePlacementReport]) -> String {
        "\(Wording.count(nodes.count, "node")), \(Wording.shortened(NodeNameFolding(nodes.map(\.node)).text, limit: 120))"
    }

    /// The field that has most to do with a refusal.
    private func field(of node: NodePlacementReport) -> String {
        let spec = outcome.applied.daemonSet.template.spec
        let place = "spec.template.spec"
        switch node.failures.first?.reasons.first {
        case .insufficient(let resource, _, _, _)?:
            let greatest = spec.containers.indices.max {
                let (left, right) = (spec.containers[$0].resources.requests, spec.containers[$1].resources.requests)
                return (left[resource] ?? .zero) < (right[resource] ?? .zero)
            }
            return greatest.map { "\(place).containers[\($0)].resources.requests[\(resource)]" } ?? place
        case .noFreePorts(let ports)?:
            for (index, container) in spec.containers.enumerated() {
                let taken = container.ports.firstIndex { port in
                    let number = port.hostPort == 0 ? port.containerPort : port.hostPort
                    return ports.contains { "\($0)".contains("\(number)") }
                }
                if let taken { return "\(place).containers[\(index)].ports[\(taken)]" }
            }
            return place
        default: return place
        }
    }

    private var rollout: PreflightProblem? {
        switch outcome.rollout?.course {
        case .simulated(let cost)? where cost.isStalled:
            let sentences = DaemonSetPreflight.RolloutReport(cost).sentences
            return problem(
                .rolloutStalls, .failure, at: "spec.updateStrategy",
                sentences.map(Self.withoutEnd).joined(separator: "; "))
        case .refused(let deleted)? where deleted > 0:
            return problem(
                .rolloutStalls, .failure, at: "spec.updateStrategy",
                "the rollout stalls: \(Wording.count(deleted, "old pod")) \(deleted == 1 ? "goes" : "go") and no new one "
                    + "is created")
        case .unknown(let reason)?:
            return problem(
                .rolloutNotChecked, .notChecked, at: "spec.updateStrategy", "the rollout was not simulated: \(reason)")
        default: return nil
        }
    }

    private static func withoutEnd(_ sentence: String) -> String {
        sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}

extension DaemonSetPreflight.RolloutReport {
    init?(_ course: RolloutForecast.Course?) {
        switch course {
        case .none?: self.init(replacesPods: false)
        case .simulated(let cost)?: self.init(cost)
        case .refused?, .unknown?, nil: return nil
        }
    }

    init(_ cost: RolloutCost) {
        self.init(replacesPods: true)
        restarts = cost.restarts
        rounds = cost.rounds
        atOnce = cost.atOnce
        staleNodes = cost.staleNodes
        holdups = cost.holdups.map { ($0.node, $0.reason.rawValue) }
        let restarts = SimulationWording.restarts(cost.restarts, atOnce: cost.atOnce, isByHand: cost.rounds == nil)
        let turns = cost.rounds.map { " in \(Wording.count($0, "round"))" } ?? ""
        sentences =
            SimulationWording.rollout(
                stale: cost.staleNodes, holdups: cost.holdups, budget: cost.budget, isStalled: cost.isStalled)
        if !cost.isStalled { sentences.insert("The rollout \(restarts)\(turns).", at: 0) }
    }
}

extension DaemonSetPlacementReport {
    /// The report on a preflight's outcome in a cluster.
    package init(
        _ outcome: PreflightOutcome, in snapshot: Snapshot, cluster: String = "",
        allowing allowances: PreflightAllowances = PreflightAllowances()
    ) {
        self.init(outcome.placement, in: snapshot)
        let problems = PreflightProblems(outcome, self, in: snapshot, allowing: allowances).all
        var preflight = DaemonSetPreflight(cluster: cluster, place: outcome.applied.locate(""), problems: problems)
        preflight.changes = outcome.review.changes
        preflight.rollout = .init(outcome.rollout?.course)
        preflight.pools = outcome.pools.map { .init($0) }
        self.preflight = preflight
    }
}
