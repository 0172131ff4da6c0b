import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// Finds remedies for findings, tries each on the snapshot, and ranks them by what they heal and what they risk.
public struct RemedyAdvisor: Sendable {
    private let simulator: Simulator
    private let catalogue: PlaybookCatalogue
    private let demand: FactDemand
    private let shortages = DiskShortages()
    /// Whether remedies keep what came of their trials, for a plan not to ask again.
    private let keepsOutcomes: Bool

    /// Prepares advice on a snapshot.
    ///
    /// - Parameters:
    ///   - engine: the verdicts on placement.
    ///   - catalogue: what remedies are made from.
    ///   - keepsOutcomes: whether remedies keep what came of their trials. A plan asks for that again; it takes memory
    ///     for every node.
    public init(_ engine: PlacementEngine, catalogue: PlaybookCatalogue, keepsOutcomes: Bool = false) {
        self.keepsOutcomes = keepsOutcomes
        simulator = Simulator(engine)
        self.catalogue = catalogue
        demand = FactDemand(catalogue.playbooks)
    }

    private init(_ simulator: Simulator, catalogue: PlaybookCatalogue, demand: FactDemand) {
        self.simulator = simulator
        self.catalogue = catalogue
        self.demand = demand
        keepsOutcomes = true
    }

    /// The same advisor on another snapshot: what has changed is searched and tried anew.
    public func moved(to simulator: Simulator) -> RemedyAdvisor {
        RemedyAdvisor(simulator, catalogue: catalogue, demand: demand)
    }

    /// The engine that simulates remedies.
    public var trials: Simulator { simulator }

    private var snapshot: Snapshot { _read { yield simulator.engine.snapshot } }

    /// The remedies for a finding of the cluster. No placement can be simulated for it, only freeing disks.
    public func advice(forClusterFinding finding: Finding) -> FindingAdvice {
        let subject = FactSubject(finding, placement: nil, simulator: simulator, shortages: shortages)
        let facts = demand.facts(for: subject)
        let view = TemplateView(finding, in: RemedyContext(), searched: facts.parameters)
        let tried = catalogue.drafts(for: finding, in: view).map { draft in
            guard draft.changes?.contains(where: \.freesDisks) ?? false, let relief = subject.diskRelief else {
                return Self.untried(draft, finding)
            }
            return TriedRemedy(draft, relief.simulation(on: finding.nodes, outcome: nil))
        }
        return FindingAdvice(tried, inVain: facts.inVain)
    }

    /// The remedies for each of a DaemonSet's findings, best first; one entry per finding, in their order.
    ///
    /// - Parameters:
    ///   - diagnosis: the DaemonSet's diagnosis.
    ///   - wanted: positions of the findings whose remedies are asked for; the others' entries are empty. Nil for all.
    /// - Returns: the remedies.
    public func advice(for diagnosis: DaemonSetDiagnosis, onFindingsAt wanted: Set<Int>? = nil) -> [FindingAdvice] {
        let index = simulator.engine.index
        let key = ClusterIndex.ObjectKey(kind: DaemonSet.kind, namespace: diagnosis.namespace, name: diagnosis.name)
        let isAsked = wanted.map { !$0.isEmpty } ?? !diagnosis.findings.isEmpty
        guard isAsked, let position = index.daemonSetByName[key] else {
            return diagnosis.findings.map { _ in FindingAdvice() }
        }
        let daemonSet = snapshot.daemonSets[position]
        let revisions = index.revisionsByController[daemonSet.uid]?.count ?? 0
        let context = RemedyContext(
            of: daemonSet, revisionCount: snapshot.hasGap(.controllerRevisionsMissing) ? nil : revisions)
        let trials = DaemonSetTrials(
            daemonSet, diagnosis: diagnosis, simulator: simulator, keepsOutcomes: keepsOutcomes)
        let asked = diagnosis.findings.indices.filter { wanted?.contains($0) ?? true }
        let subjects = asked.concurrentMap { position in
            DraftedFinding(position, of: diagnosis, trials.placement, in: context, by: self)
        }
        var allowance = TrialAllowance(for: daemonSet, in: snapshot)
        var next = subjects[...]
        let attempts = diagnosis.findings.enumerated().flatMap { position, finding -> [Attempt] in
            allowance.begin(finding)
            guard next.first?.position == position, let subject = next.popFirst() else { return [] }
            return subject.drafts.map { draft in
                let opened = draft.changes?.reduce(0) { $0 + ($1.removedTaint?.nodes.count ?? 0) }
                let isTried = opened.map { allowance.takeOne(opening: $0) } ?? false
                return Attempt(draft: draft, subject: subject, refusal: isTried ? nil : allowance.reason)
            }
        }
        let tried = Dictionary(grouping: attempts.concurrentMap { $0.made(by: trials) }, by: \.position)
        var advice = diagnosis.findings.map { _ in FindingAdvice() }
        for subject in subjects {
            advice[subject.position] = FindingAdvice(
                tried[subject.position]?.map(\.remedy) ?? [], inVain: subject.inVain)
        }
        return advice
    }

    /// A finding with the facts that were searched for it, and what its playbooks make of them.
    private struct DraftedFinding: Sendable {
        /// Its place among the DaemonSet's findings.
        let position: Int
        let subject: FactSubject
        let drafts: [RemedyDraft]
        let inVain: [String]

        init(
            _ position: Int, of diagnosis: DaemonSetDiagnosis, _ placement: DaemonSetPlacement,
            in context: RemedyContext, by advisor: RemedyAdvisor
        ) {
            self.position = position
            let finding = diagnosis.findings[position]
            subject = FactSubject(
                finding, placement: placement, simulator: advisor.simulator, among: diagnosis.findings,
                shortages: advisor.shortages)
            let facts = advisor.demand.facts(for: subject)
            inVain = facts.inVain
            drafts = advisor.catalogue.drafts(
                for: finding, in: TemplateView(finding, in: context, searched: facts.parameters))
        }
    }

    /// A remedy that is tried, unless it changes nothing that can be simulated or has been refused.
    private struct Attempt: Sendable {
        let draft: RemedyDraft
        let subject: DraftedFinding
        let refusal: String?

        func made(by trials: DaemonSetTrials) -> (position: Int, remedy: TriedRemedy) {
            let finding = subject.subject.finding
            let tried: TriedRemedy
            if let changes = draft.changes {
                tried =
                    refusal.map { RemedyAdvisor.untried(draft, $0, atLeast: max(.medium, draft.leastRisk)) }
                    ?? trials.tried(draft, changes, for: subject.subject)
            } else {
                tried = RemedyAdvisor.untried(draft, finding)
            }
            return (subject.position, trials.checked(tried, draft, for: finding))
        }
    }

    private static func untried(_ draft: RemedyDraft, _ finding: Finding) -> TriedRemedy {
        untried(draft, draft.notSimulated ?? UntriedReason.of(finding.code), atLeast: draft.remedy.risk)
    }

    private static func untried(_ draft: RemedyDraft, _ reason: String, atLeast risk: Risk) -> TriedRemedy {
        var remedy = draft.remedy
        remedy.risk = max(remedy.risk, risk)
        remedy.simulation = Simulation(status: .notSimulated, reason: reason)
        return TriedRemedy(
            remedy: remedy, order: draft.order, prevents: draft.prevents, comesFirst: draft.comesFirst)
    }

    /// By what they heal, then by what they risk, then as their playbooks ask for it.
    static func ranked(_ tried: [TriedRemedy]) -> [Remedy] {
        var ranked = tried.sorted { left, right in
            if left.healing != right.healing { return left.healing > right.healing }
            if left.prevents != right.prevents { return right.prevents }
            if left.comesFirst != right.comesFirst { return left.comesFirst }
            if left.remedy.risk != right.remedy.risk { return left.remedy.risk < right.remedy.risk }
            return (left.order, left.remedy.playbook) < (right.order, right.remedy.playbook)
        }
        // Nobody takes pods from others where somebody can make the room with less harm.
        if let place = ranked.firstIndex(where: \.takesFromOthers) {
            let harmful = ranked[place]
            let gentler = ranked.filter { $0.isGentler(than: harmful) }
            ranked.removeAll { $0.isGentler(than: harmful) }
            ranked.insert(contentsOf: gentler, at: place)
        }
        return ranked.map(\.remedy)
    }
}

/// A remedy that was tried, or of which it is known why not.
struct TriedRemedy {
    var remedy: Remedy
    var order: Int
    /// Whether it heals nothing now: then it comes last.
    var prevents: Bool
    /// Whether the evidence speaks for it more than for others that are not proven.
    var comesFirst = false
    /// How many nodes it heals once somebody has done it, where its commands don't.
    var healingByHand = 0

    /// How many nodes it is proven to heal.
    var healing: Int {
        guard let simulation = remedy.simulation, simulation.status == .proven else { return 0 }
        return simulation.unblocks
    }

    /// Whether pods of others lose their places, and some don't find another.
    var takesFromOthers: Bool { healing > 0 && remedy.risk == .high && !(remedy.simulation?.evicts.isEmpty ?? true) }

    /// Whether somebody can heal as much by hand at a lower risk.
    func isGentler(than other: TriedRemedy) -> Bool {
        healingByHand >= max(1, other.healing) && remedy.risk < other.remedy.risk
    }
}

extension TriedRemedy {
    /// The remedy with what its trial showed, which its risk follows from.
    init(_ draft: RemedyDraft, _ simulation: Simulation) {
        remedy = draft.remedy
        order = draft.order
        prevents = draft.prevents
        comesFirst = draft.comesFirst
        var simulation = simulation
        // What only looks, or waits for a word of yours, proves nothing: people have to do what was tried.
        if simulation.status == .proven, !draft.remedy.isRunnable {
            healingByHand = simulation.unblocks
            simulation.leaveToPeople()
        }
        if simulation.status != .notSimulated || simulation.areCostsKnown {
            remedy.risk = max(Risk(of: simulation), draft.leastRisk)
        }
        remedy.simulation = simulation
    }
}

/// The remedies for one finding.
public struct FindingAdvice: Equatable, Sendable {
    /// The best first.
    public var remedies: [Remedy] = []
    /// The simulated remedies that help no node: the playbooks' ids with the reasons, a line each.
    public var inVain: [String] = []

    /// No help.
    public init() {}

    init(_ tried: [TriedRemedy], inVain: [String]) {
        remedies = RemedyAdvisor.ranked(tried.filter { $0.remedy.simulation?.status != .ineffective })
        self.inVain =
            inVain
            + tried.compactMap { tried in
                guard let simulation = tried.remedy.simulation, simulation.status == .ineffective else { return nil }
                return "\(tried.remedy.playbook): \(simulation.blockers.first ?? "helps no node")"
            }
    }
}
