import KubernetesModel
import Wording

/// Groups the findings of a cluster into causes.
///
/// Each rule says what its findings have in common with others (``Rule/scope(of:)``) and whether they follow from what
/// else ails the DaemonSet (``Rule/followsOthers``). Notices and advice have no cause.
struct CauseGrouping {
    /// A finding on its way to a cause.
    private struct Entry {
        let reference: FindingReference
        let finding: Finding
        let scope: CauseScope
        let family: FindingFamily
        let followsOthers: Bool
        /// The nodes where it leaves a pod of the DaemonSet missing or not available.
        let lackingNodes: [String]
        /// Pods that it is known to cost where no node can be named.
        let lackingElsewhere: Int

        /// Whether the DaemonSet brings the fault along: its containers, images and settings.
        var isOfDaemonSet: Bool {
            if case .daemonSet = scope { return true }
            return family == .starting || family == .crashing
        }

        /// Whether it shows elsewhere than what it follows from: a rollout does not get on, a Service leads nowhere.
        var showsElsewhere: Bool { family == .rollout || family == .communication }
    }

    private var entries: [Entry] = []

    init(_ daemonSets: [DaemonSetDiagnosis], clusterFindings: [Finding]) {
        for daemonSet in daemonSets where daemonSet.findings.contains(where: { $0.severity > .notice }) {
            let lacking = Set(
                daemonSet.nodes.lazy.filter { $0.state != .available && $0.state != .ineligible && $0.state != .stale }
                    .map(\.node))
            let name = "\(daemonSet.namespace)/\(daemonSet.name)"
            add(daemonSet.findings, of: name, lacking: lacking)
        }
        add(clusterFindings, of: nil, lacking: [])
    }

    private mutating func add(_ findings: [Finding], of daemonSet: String?, lacking: Set<String>) {
        for (index, finding) in findings.enumerated() where finding.severity > .notice {
            guard let rule = RuleCatalogue.rule(of: finding.code), rule.family != .advice else { continue }
            entries.append(
                Entry(
                    reference: FindingReference(daemonSet: daemonSet, index: index), finding: finding,
                    scope: rule.scope(of: finding), family: rule.family, followsOthers: rule.followsOthers,
                    lackingNodes: finding.nodes.filter(lacking.contains),
                    lackingElsewhere: finding.nodes.isEmpty ? rule.podsLacking(for: finding) : 0))
        }
    }

    /// The causes, most affected pods first.
    var causes: [Cause] {
        var groups = Groups(count: entries.count)
        join(&groups)
        let origins = follow(&groups)
        return numbered(groups, origins: origins)
    }

    /// Joins the findings that have their cause in common.
    private func join(_ groups: inout Groups) {
        var byKey: [[String]: Int] = [:]
        for (position, entry) in entries.enumerated() {
            let keys: [[String]]
            switch entry.scope {
            case .daemonSet(let fault): keys = [["own", entry.reference.daemonSet ?? "", fault]]
            case .shared(let what): keys = [["shared", what]]
            case .nodes(let shortage):
                keys =
                    entry.finding.nodes.isEmpty
                    ? [["own", entry.reference.daemonSet ?? "", shortage]]
                    : entry.finding.nodes.map { ["node", shortage, $0] }
            }
            for key in keys {
                if let other = byKey[key] { groups.join(position, other) } else { byKey[key] = position }
            }
        }
    }

    /// Settles findings that follow from others of their DaemonSet.
    ///
    /// They belong to the DaemonSet's own fault. What shows on the same pods as a shared fault, such as evictions under
    /// pressure, belongs to that; a rollout that stalls behind it is a cause of its own that follows from it, one for all
    /// DaemonSets. Returns the position of a finding of the cause, by the group that follows from it.
    private func follow(_ groups: inout Groups) -> [Int: Int] {
        let byDaemonSet = Dictionary(grouping: entries.indices) { entries[$0].reference.daemonSet }
        var origins: [(of: Int, from: Int)] = []
        for (position, entry) in entries.enumerated() where entry.followsOthers {
            let others = (byDaemonSet[entry.reference.daemonSet] ?? []).filter { !entries[$0].followsOthers }
            let nodes = Set(entry.finding.nodes)
            let near = others.map { (position: $0, shared: entries[$0].finding.nodes.count(where: nodes.contains)) }
                .filter { $0.shared > 0 }.sorted { ($1.shared, $0.position) < ($0.shared, $1.position) }
                .map(\.position)
            let candidates = near.isEmpty ? others : near
            if let own = candidates.first(where: { entries[$0].isOfDaemonSet }) {
                groups.join(position, own)
            } else if entry.showsElsewhere, let origin = candidates.first {
                origins.append((position, origin))
            } else if let origin = near.first {
                groups.join(position, origin)
            }
        }
        for (position, entry) in entries.enumerated() {
            // What waits for another DaemonSet follows from what keeps that one down.
            guard case .list(let awaited) = entry.finding.parameters["waitsFor"] else { continue }
            let nodes = Set(entry.finding.nodes)
            let candidates = awaited.flatMap { value -> [Int] in
                guard case .text(let name) = value else { return [] }
                return byDaemonSet[name] ?? []
            }
            let origin = candidates.first {
                let other = entries[$0].finding
                return other.severity == .critical && other.parameters["waitsFor"] == nil
                    && !entries[$0].followsOthers && !nodes.isDisjoint(with: other.nodes)
            }
            if let origin, groups.root(of: origin) != groups.root(of: position) { origins.append((position, origin)) }
        }
        var alike: [Consequence: Int] = [:]
        for (position, origin) in origins {
            let consequence = Consequence(code: entries[position].finding.code, origin: groups.root(of: origin))
            if let other = alike[consequence] { groups.join(position, other) } else { alike[consequence] = position }
        }
        return Dictionary(
            origins.map { (groups.root(of: $0.of), $0.from) }, uniquingKeysWith: { first, _ in first })
    }

    /// Findings of one code that follow from one cause.
    private struct Consequence: Hashable {
        var code: FindingCode
        var origin: Int
    }

    private func numbered(_ groups: Groups, origins: [Int: Int]) -> [Cause] {
        let members = Dictionary(grouping: entries.indices) { groups.root(of: $0) }
        let shares = shares(groups)
        var causes = members.map { root, positions in (root: root, cause: cause(of: positions, shares, root: root)) }
        causes.sort { left, right in
            let (one, other) = (left.cause, right.cause)
            if one.podsAffected != other.podsAffected { return one.podsAffected > other.podsAffected }
            if one.severity != other.severity { return one.severity > other.severity }
            if one.daemonSets.count != other.daemonSets.count { return one.daemonSets.count > other.daemonSets.count }
            if one.isShared != other.isShared { return one.isShared }
            // The first entry of a cause comes from the first DaemonSet by name.
            return left.root < right.root
        }
        let ids = Dictionary(uniqueKeysWithValues: causes.enumerated().map { ($0.element.root, $0.offset + 1) })
        return causes.map { root, cause in
            var numbered = cause
            numbered.id = ids[root] ?? 0
            numbered.isConsequenceOf = origins[root].flatMap { ids[groups.root(of: $0)] }
            return numbered
        }
    }

    /// How many pods of a DaemonSet count for a group, by its name and the group: each for the first of the worst.
    private func shares(_ groups: Groups) -> [String: [Int: Int]] {
        var owners: [String: [String: Int]] = [:]
        for (position, entry) in entries.enumerated().sorted(by: {
            ($0.element.followsOthers ? 1 : 0, $0.element.finding.severity == .critical ? 0 : 1, $0.offset)
                < ($1.element.followsOthers ? 1 : 0, $1.element.finding.severity == .critical ? 0 : 1, $1.offset)
        }) {
            guard let name = entry.reference.daemonSet else { continue }
            for node in entry.lackingNodes where owners[name]?[node] == nil {
                owners[name, default: [:]][node] = groups.root(of: position)
            }
        }
        return owners.mapValues { roots in
            roots.values.reduce(into: [:]) { counts, root in counts[root, default: 0] += 1 }
        }
    }

    private func cause(of positions: [Int], _ shares: [String: [Int: Int]], root: Int) -> Cause {
        var pods: [String: Int] = [:]
        var order: [String] = []
        for position in positions {
            guard let name = entries[position].reference.daemonSet else { continue }
            if pods[name] == nil {
                pods[name] = 0
                order.append(name)
            }
        }
        for name in order { pods[name] = shares[name]?[root] ?? 0 }
        for position in positions {
            let entry = entries[position]
            guard let name = entry.reference.daemonSet, pods[name] == 0 else { continue }
            pods[name] = entry.lackingElsewhere
        }
        // The worst first, then what shows on most nodes; consequences say least.
        let telling = positions.sorted { left, right in
            let (one, other) = (entries[left], entries[right])
            if one.followsOthers != other.followsOthers { return other.followsOthers }
            if one.finding.severity != other.finding.severity { return one.finding.severity > other.finding.severity }
            if one.finding.nodes.count != other.finding.nodes.count {
                return one.finding.nodes.count > other.finding.nodes.count
            }
            return left < right
        }
        let first = entries[telling[0]]
        let codes = Set(telling.map { entries[$0].finding.code }).subtracting([first.finding.code]).sorted()
        let isShared: Bool
        if case .daemonSet = first.scope { isShared = false } else { isShared = true }
        let nodes = Set(telling.flatMap { entries[$0].finding.nodes })
        return Cause(
            id: 0, severity: telling.map { entries[$0].finding.severity }.max() ?? .warning,
            codes: [first.finding.code] + codes,
            title: RuleCatalogue.rule(of: first.finding.code)?.causeTitle(of: first.finding) ?? first.finding.title,
            message: first.finding.message, nodes: nodes.sorted(by: NaturalOrder.precedes),
            daemonSets: order.map { AffectedDaemonSet(name: $0, pods: pods[$0] ?? 0) }
                .sorted { ($1.pods, $0.name) < ($0.pods, $1.name) },
            findings: telling.map { entries[$0].reference }, isConsequenceOf: nil, isShared: isShared)
    }
}

/// Sets that grow together (union-find); the least member stands for each.
private struct Groups {
    private var parents: [Int]

    init(count: Int) { parents = Array(0..<count) }

    mutating func join(_ left: Int, _ right: Int) {
        let (one, other) = (shortened(left), shortened(right))
        parents[max(one, other)] = min(one, other)
    }

    func root(of member: Int) -> Int {
        var member = member
        while parents[member] != member { member = parents[member] }
        return member
    }

    private mutating func shortened(_ member: Int) -> Int {
        let root = root(of: member)
        var member = member
        while parents[member] != root {
            let next = parents[member]
            parents[member] = root
            member = next
        }
        return root
    }
}
