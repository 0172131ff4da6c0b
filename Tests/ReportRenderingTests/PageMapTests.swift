import DiagnosisEngine
import RemedyPlaybooks
import Testing

@testable import ReportRendering

/// The maps before and after a remedy.
struct PageMapTests {
    @Test func `A remedy is drawn only where the numbers tell which nodes it helps`() {
        let finding = Finding(
            code: .insufficientResource, severity: .critical, title: "t", message: "m", nodes: ["n1", "n2", "n3"])
        func map(unblocks: Int, stillBlocked: [String], _ aim: Simulation.Aim = .serves) -> PageMap? {
            var simulation = Simulation(status: .proven)
            simulation.aim = aim
            (simulation.unblocks, simulation.of) = (unblocks, 3)
            simulation.stillBlocked = stillBlocked
            let remedy = Remedy(playbook: "x", title: "t", risk: .low, simulation: simulation)
            return PageMap(remedy, for: finding, daemonSet: 0)
        }
        #expect(map(unblocks: 2, stillBlocked: ["n3"])?.gains == ["n1", "n2"])
        #expect(map(unblocks: 1, stillBlocked: ["n3"]) == nil)
        #expect(map(unblocks: 3, stillBlocked: [], .endsPressure) == nil)
        #expect(map(unblocks: 3, stillBlocked: [], .leavesOut)?.leavesOut == ["n1", "n2", "n3"])
    }

    @Test func `Where no node was eligible, the nodes that a remedy opens are drawn`() {
        let finding = Finding(code: .noEligibleNode, severity: .critical, title: "t", message: "m")
        func map(unblocks: Int, opens: [String]) -> PageMap? {
            var simulation = Simulation(status: .proven)
            (simulation.unblocks, simulation.of) = (unblocks, 3)
            simulation.opens = opens
            let remedy = Remedy(playbook: "x", title: "t", risk: .low, simulation: simulation)
            return PageMap(remedy, for: finding, daemonSet: 0)
        }
        #expect(map(unblocks: 2, opens: ["n1", "n2"])?.gains == ["n1", "n2"])
        #expect(map(unblocks: 2, opens: []) == nil)
    }
}
