import KubernetesModel

/// Why a ResourceQuota lets a pod not in.
package struct QuotaRefusal: Equatable, Sendable {
    /// The quota's name.
    package var quota: String
    /// The problem.
    package var reason: Reason

    /// The problem.
    package enum Reason: Equatable, Sendable {
        /// Amounts that would be exceeded.
        case exceeded([Excess])
        /// Amounts that every container has to give where a quota limits them, and the containers that do not.
        case unspecified([Unspecified])
    }

    /// An amount that would be exceeded.
    package struct Excess: Equatable, Sendable {
        /// As the quota names it: `requests.memory`.
        package var resource: String
        /// One pod's use.
        package var requested: Quantity
        /// The used amount.
        package var used: Quantity
        /// The hard limit.
        package var hard: Quantity
    }

    /// An amount that containers do not give.
    package struct Unspecified: Equatable, Sendable {
        /// As the quota names it: `limits.memory`.
        package var resource: String
        /// The containers' names.
        package var containers: [String]
    }
}

extension QuotaRefusal {
    /// The problem: `each takes pods 1, and 3 of 3 are used`.
    package var words: String {
        switch reason {
        case .exceeded(let excess):
            return excess.map { excess in
                "\(excess.resource) is limited to \(excess.hard), \(excess.used) used, \(excess.requested) requested"
            }.joined(separator: "; ")
        case .unspecified(let lacking):
            return lacking.map { "\($0.resource) is not set by \($0.containers.joined(separator: ", "))" }
                .joined(separator: "; ")
        }
    }
}
