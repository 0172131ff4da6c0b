import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// The room that a namespace's ResourceQuotas leave for new pods (`quota.CheckRequest`).
package struct QuotaLedger: Sendable {
    /// A quota and what is taken of it.
    package struct Quota: Sendable {
        /// The quota's name.
        package var name: String
        /// The hard limit.
        package var hard: ResourceList
        /// The used amount.
        package var used: ResourceList
        fileprivate var scopes: [ResourceQuota.Scope]
    }

    /// The quotas of the namespace, by name.
    package private(set) var quotas: [Quota] = []

    /// A ledger that limits nothing.
    package init() {}

    /// The ledgers of all namespaces that have a quota, by the namespace's name.
    package static func all(in snapshot: Snapshot) -> [String: QuotaLedger] {
        var ledgers: [String: QuotaLedger] = [:]
        for quota in snapshot.resourceQuotas.sorted(by: { $0.name < $1.name }) where !quota.hard.isEmpty {
            ledgers[quota.namespace, default: QuotaLedger()].quotas.append(
                Quota(name: quota.name, hard: quota.hard, used: quota.used, scopes: quota.scopes))
        }
        ledgers.count(podsOf: snapshot)
        return ledgers
    }

    /// Whether nothing is limited.
    package var isEmpty: Bool { quotas.isEmpty }

    /// The used amounts by the quotas' names.
    package var usedByName: [String: ResourceList] {
        Dictionary(quotas.map { ($0.name, $0.used) }) { first, _ in first }
    }

    /// Counts a pod that is created, unless a quota refuses it.
    ///
    /// - Parameter spec: the pod as admission leaves it.
    /// - Returns: the first quota that refuses the pod; nil when it is let in.
    package mutating func create(_ spec: PodSpec) -> QuotaRefusal? {
        let usage = PodQuotaUsage(spec)
        var amounts: [(index: Int, usage: ResourceList)] = []
        for (index, quota) in quotas.enumerated() where usage.matches(quota.scopes) {
            let unspecified = usage.unspecified(limitedBy: quota.hard)
            if !unspecified.isEmpty { return QuotaRefusal(quota: quota.name, reason: .unspecified(unspecified)) }
            let taken = usage.amounts(limitedBy: quota.hard)
            let excess = taken.entries.compactMap { entry -> QuotaRefusal.Excess? in
                let used = quota.used[entry.name] ?? .zero
                guard !entry.quantity.isZero, let hard = quota.hard[entry.name], hard < used + entry.quantity else {
                    return nil
                }
                return QuotaRefusal.Excess(resource: entry.name, requested: entry.quantity, used: used, hard: hard)
            }
            if !excess.isEmpty { return QuotaRefusal(quota: quota.name, reason: .exceeded(excess)) }
            amounts.append((index, taken))
        }
        for (index, usage) in amounts { quotas[index].used.add(usage) }
        return nil
    }

    /// Counts a pod that is deleted.
    package mutating func delete(_ spec: PodSpec) {
        let usage = PodQuotaUsage(spec)
        for index in quotas.indices where usage.matches(quotas[index].scopes) {
            for entry in usage.amounts(limitedBy: quotas[index].hard).entries {
                let left = (quotas[index].used[entry.name] ?? .zero) - entry.quantity
                quotas[index].used[entry.name] = left < .zero ? .zero : left
            }
        }
    }

    /// The quotas that allow no more objects of a kind, by the name that quotas have for it: `count/daemonsets.apps`.
    package func refusing(objectsCountedAs name: String) -> [QuotaRefusal] {
        quotas.compactMap { quota in
            let used = quota.used[name] ?? .zero
            guard let hard = quota.hard[name], hard < used + Quantity(units: 1) else { return nil }
            let excess = QuotaRefusal.Excess(resource: name, requested: Quantity(units: 1), used: used, hard: hard)
            return QuotaRefusal(quota: quota.name, reason: .exceeded([excess]))
        }
    }

    /// Counts an object of a kind.
    package mutating func create(objectCountedAs name: String) {
        for index in quotas.indices where quotas[index].hard[name] != nil {
            quotas[index].used[name] = (quotas[index].used[name] ?? .zero) + Quantity(units: 1)
        }
    }

    /// Counts the amounts that no controller has counted yet, as in a quota that is about to be made.
    fileprivate mutating func count(_ specs: [PodSpec], daemonSets: Int) {
        // What pods of a kind use is summed up once, and again for all quotas of the same scopes.
        var kinds: [(kind: PodQuotaUsage.Kind, sums: [String: Quantity])] = []
        var places: [PodQuotaUsage.Kind: Int] = [:]
        for usage in specs.map(PodQuotaUsage.init) {
            let place = places[usage.kind] ?? kinds.count
            if place == kinds.count {
                kinds.append((usage.kind, [:]))
                places[usage.kind] = place
            }
            for entry in usage.all.entries {
                kinds[place].sums[entry.name] = (kinds[place].sums[entry.name] ?? .zero) + entry.quantity
            }
        }
        var ofScopes: [[ResourceQuota.Scope]: [String: Quantity]] = [:]
        for index in quotas.indices {
            let unknown = quotas[index].hard.entries.map(\.name).filter { quotas[index].used[$0] == nil }
            if unknown.isEmpty { continue }
            let scopes = quotas[index].scopes
            let sums =
                ofScopes[scopes]
                ?? kinds.reduce(into: [:]) { sums, each in
                    if each.kind.matches(scopes) { sums.merge(each.sums) { $0 + $1 } }
                }
            ofScopes[scopes] = sums
            for name in unknown { quotas[index].used[name] = sums[name] ?? .zero }
            if unknown.contains(Self.daemonSetCount) {
                quotas[index].used[Self.daemonSetCount] = Quantity(units: WholeNumber(daemonSets))
            }
        }
    }

    /// Whether a quota has an amount that nobody has counted.
    fileprivate var isIncomplete: Bool {
        quotas.contains { quota in quota.hard.entries.contains { quota.used[$0.name] == nil } }
    }

    /// The quotas' name for the number of DaemonSets.
    package static let daemonSetCount = "count/daemonsets.apps"
}

extension [String: QuotaLedger] {
    fileprivate mutating func count(podsOf snapshot: Snapshot) {
        let incomplete = Set(filter { $0.value.isIncomplete }.keys)
        if incomplete.isEmpty { return }
        var specs: [String: [PodSpec]] = [:]
        for pod in snapshot.pods where incomplete.contains(pod.namespace) && !pod.isTerminal {
            specs[pod.namespace, default: []].append(pod.spec)
        }
        var daemonSets: [String: Int] = [:]
        for daemonSet in snapshot.daemonSets where !daemonSet.uid.isEmpty {
            daemonSets[daemonSet.namespace, default: 0] += 1
        }
        for name in incomplete {
            self[name]?.count(specs[name] ?? [], daemonSets: daemonSets[name] ?? 0)
        }
    }
}
