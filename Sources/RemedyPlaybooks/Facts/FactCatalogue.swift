import DiagnosisEngine

/// The facts that can be searched for. A new one is its file and its line here.
enum FactCatalogue {
    /// In the order in which they are searched for, and told when that was in vain.
    static let all: [any FactSearch] = [
        TemplateResourcesFact(),
        RaisedLimitFact(),
        HostPortPathFact(),
        PullPolicyFact(),
        CommandFact(),
        ProbePatienceFact(),
        RolloutBudgetFact(),
        RollbackFact(),
        RequestFact(),
        NodeSizeFact(),
        PriorityFact(),
        MovesFact(),
        ClaimFact(),
        MemoryLimitFact(),
        CPULimitFact(),
        RequestLimitFact(),
        StorageLimitFact(),
        StorageBoundFact(),
        DiskReliefFact(),
        NodeAccessFact(),
        KeepOffFact(),
        PoolFact(),
        RegistryFact(),
        QuotaFact(),
        TakenTaintsFact(),
        SecurityConstraintsFact(),
    ]

    /// The facts for findings of `code`: those whose needs its rule's parameters meet.
    static func searches(for code: FindingCode) -> [any FactSearch] { byCode[code] ?? [] }

    private static let byCode: [FindingCode: [any FactSearch]] = {
        var byCode: [FindingCode: [any FactSearch]] = [:]
        for code in FindingCode.allCases {
            let carried = Set(code.parameters.map(\.name))
            byCode[code] = all.filter { $0.needs.contains(where: carried.isSuperset) }
        }
        return byCode
    }()
}
