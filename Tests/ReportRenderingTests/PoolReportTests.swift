import Testing

@testable import ReportRendering

/// What is told of fresh nodes.
struct PoolReportTests {
    private typealias Pool = DaemonSetPreflight.PoolReport

    private static func pool(
        _ name: String, type: String? = nil, isNodePool: Bool = false, fits: Bool? = true, nodes: Int = 2,
        fullness: Int = 0
    ) -> Pool {
        var pool = Pool(
            pool: name, isNodePool: isNodePool, nodeCount: nodes, comingCount: 0, machineType: type ?? name,
            isEligible: true, fits: fits, reasons: fits == false ? ["Insufficient memory"] : [],
            shares: ["memory \(fullness / 10).0 %"], allShares: [], startupTaints: [], left: [])
        pool.fullness = fullness
        return pool
    }

    @Test func `Machine types that no pool is named for are told together where they are many and fare alike`() {
        let types = (1...9).map { Self.pool("m\($0).large", fullness: $0 * 10) }
        let others = [
            Self.pool("t3.nano", fits: false), Self.pool("workers", type: "m5.large"),
            Self.pool("np", isNodePool: true),
        ]
        let sentences = Pool.sentences(on: types + others)
        #expect(sentences.count == 4)
        #expect(
            sentences[0]
                == "fresh nodes of 9 machine types without a pool's label (m1.large, m2.large, m3.large and 6 others; "
                + "18 nodes now), the tightest of them m9.large: fits, asks for memory 9.0 %.")
        #expect(sentences[1].contains("pool t3.nano") && sentences[1].contains("does not fit"))
        #expect(sentences[2].contains("pool workers") && sentences[3].contains("NodePool np"))
    }

    @Test func `A few are told one by one, and so are pools that have a name`() {
        #expect(Pool.sentences(on: (1...3).map { Self.pool("m\($0)") }).count == 3)
        #expect(Pool.sentences(on: (1...9).map { Self.pool("pool-\($0)", type: "m5.large") }).count == 9)
        #expect(Pool.sentences(on: []).isEmpty)
    }
}
