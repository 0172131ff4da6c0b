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
        simulation.loses = ["n1"]
        let lines = SimulationWording.lines(simulation)
        #expect(lines.first?.hasPrefix("Not proven: nobody knows") ?? false)
        #expect(lines.first?.contains("restarts 3 pods in 3 rounds") ?? false)
        #expect(lines.contains { $0.contains("n1") })
    }

    @Test func `Ending a pressure is not called serving`() {
        var simulation = Simulation(status: .proven)
        simulation.aim = .endsPressure
        (simulation.unblocks, simulation.of, simulation.stillBlocked) = (1, 2, ["n2"])
        #expect(SimulationWording.lines(simulation).first == "Ends the pressure on 1 of 2 nodes.")
    }
}
