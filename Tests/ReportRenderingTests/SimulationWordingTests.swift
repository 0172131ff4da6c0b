import ClusterSimulation
import RemedyPlaybooks
import Testing

@testable import ReportRendering

struct SimulationWordingTests {
    @Test func `A remedy that is not proven tells what it costs where that is known`() {
        var simulation = Simulation(status: .notSimulated, reason: "nobody knows; with it the pods have a place")
        #expect(SimulationWording.lines(simulation) == ["Not simulated: nobody knows; with it the pods have a place."])
        simulation.areCostsKnown = true
        simulation.restarts = 3
        simulation.rounds = 3
        simulation.atOnce = 1
        simulation.loses = ["n1"]
        let lines = SimulationWording.lines(simulation)
        #expect(lines.first?.hasPrefix("Not proven: nobody knows") ?? false)
        #expect(lines.first?.contains("restarts 3 pods, one at a time") ?? false)
        #expect(lines.contains { $0.contains("n1") })
    }

    @Test func `Ending a pressure is not called serving`() {
        var simulation = Simulation(status: .proven)
        simulation.aim = .endsPressure
        (simulation.unblocks, simulation.of, simulation.stillBlocked) = (1, 2, ["n2"])
        #expect(SimulationWording.lines(simulation).first == "Proven: ends the pressure on 1 of 2 nodes.")
    }

    @Test func `Pods restart at once only where the budget allows it`() {
        func words(_ count: Int, _ atOnce: Int?) -> String {
            SimulationWording.restarts(count, atOnce: atOnce, isByHand: atOnce == nil)
        }
        #expect(words(2, 1) == "restarts 2 pods, one at a time")
        #expect(words(2, 2) == "restarts 2 pods at once")
        #expect(words(22, 3) == "restarts 22 pods, at most 3 at a time")
        #expect(words(2, nil) == "restarts 2 pods when deleted by hand")
    }

    @Test func `A rollout that stalls names the budget, who keeps the old template and who holds it up`() {
        var simulation = Simulation(status: .proven)
        (simulation.unblocks, simulation.of, simulation.isRolloutStalled) = (1, 2, true)
        simulation.stillBlocked = ["n2"]
        simulation.keepsOldTemplate = ["n3"]
        simulation.budget = .maxUnavailable(1)
        simulation.holdups = [
            .init(node: "n2", reason: .noPlace, isEligible: true),
            .init(node: "dead", reason: .unreachable, isEligible: false),
        ]
        let text = SimulationWording.lines(simulation).joined(separator: "\n")
        #expect(text.contains("The rollout will stall: unavailable pods use up maxUnavailable (1), so n3 keeps"))
        #expect(text.contains("On dead the kubelet doesn't answer"))
        #expect(!text.contains("On n2 the new pod"))
    }
}
