// bare numbers in this file: positions of nodes, DaemonSets and findings.
import DiagnosisEngine
import RemedyPlan
import RemedyPlaybooks
import Wording

/// What a page's script draws and filters, in a form that stays small for thousands of nodes.
struct PageData {
    var nodes: PageNodes
    var groupings: [NodeGrouping] = []
    /// The DaemonSets in the order of the report, each called by its position.
    var daemonSets: [DaemonSetReport] = []
    var causes: [CauseReport] = []
    /// The findings in the order in which they stand on the page.
    var findings: [PageFinding] = []
    /// Before and after, a map for each proven remedy.
    var maps: [PageMap] = []
    /// Before and after, a map for each step of the plan.
    var steps: [PageMap] = []
    /// The nodes of each full pool that is drawn.
    var rooms: [[String]] = []
    var timeline: Timeline?

    private var positions: [String: Int] = [:]

    init(_ report: Report) {
        nodes = PageNodes(of: report)
        groupings = report.picture?.groupings ?? []
        daemonSets = report.daemonSets
        causes = report.causes
        timeline = report.picture?.timeline
        positions = Dictionary(
            daemonSets.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The position of a DaemonSet, `namespace/name`.
    func position(of daemonSet: String) -> Int? { positions[daemonSet] }

    /// Notes a map, and says where it stands; nil where there is nothing to draw.
    mutating func add(_ map: PageMap?) -> Int? {
        guard let map else { return nil }
        maps.append(map)
        return maps.count - 1
    }
}

extension PageNodes {
    /// The nodes of a picture, or else those that DaemonSets were judged on.
    init(of report: Report) {
        if let picture = report.picture, !picture.nodes.isEmpty {
            self.init(picture.nodes)
        } else {
            let all = Set(report.daemonSets.flatMap { $0.diagnosis.nodes.map(\.node) })
            self.init(all.sorted(by: NaturalOrder.precedes))
        }
    }
}

/// A finding, as far as filters ask for it.
struct PageFinding {
    /// Nil for one of the cluster.
    var daemonSet: Int?
    var finding: Finding
    var cause: Int?
}

/// What a change makes of a DaemonSet's nodes.
struct PageMap: Equatable {
    var daemonSet: Int
    /// Nodes whose pod becomes available.
    var gains: [String]
    /// Nodes whose pod is lost.
    var loses: [String]
    /// Nodes that are none of the DaemonSet's any more.
    var leavesOut: [String]

    /// What a proven remedy makes of a finding's nodes; nil where the numbers do not tell which.
    init?(_ remedy: Remedy, for finding: Finding, daemonSet: Int) {
        guard let simulation = remedy.simulation, simulation.status == .proven, simulation.aim != .endsPressure else {
            return nil
        }
        let blocked = Set(simulation.stillBlocked)
        let helped = finding.nodes.isEmpty ? simulation.opens : finding.nodes.filter { !blocked.contains($0) }
        guard !helped.isEmpty, helped.count == simulation.unblocks else { return nil }
        self.daemonSet = daemonSet
        let removed = Set(simulation.removes)
        gains = simulation.aim == .serves ? helped : []
        loses = simulation.loses.filter { !removed.contains($0) }
        leavesOut = simulation.removes + (simulation.aim == .leavesOut ? helped : [])
    }

    /// What a step of a plan does.
    init(_ step: PlanStep, daemonSet: Int) {
        self.daemonSet = daemonSet
        let removed = Set(step.remedy.simulation?.removes ?? [])
        gains = step.gains
        loses = step.loses.filter { !removed.contains($0) }
        leavesOut = Array(removed)
    }
}
