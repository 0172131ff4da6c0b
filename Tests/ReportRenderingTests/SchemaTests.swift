import Foundation
import Testing

@testable import ReportRendering

@Suite("The schemas that ship with the project")
struct SchemaTests {
    @Test("The report's schema has the words that the code has")
    func reportSchemaIsUpToDate() throws {
        try Golden(inProject: ReportSchema.path).expect(ReportSchema.schema.fileText, suite: "SchemaTests")
    }

    @Test("The placement's schema is the one that the tests state")
    func placementSchemaIsUpToDate() throws {
        try Golden(inProject: PlacementSchema.path).expect(PlacementSchema.schema.fileText, suite: "SchemaTests")
    }

    @Test("The comparison's schema has the words that the code has")
    func diffSchemaIsUpToDate() throws {
        try Golden(inProject: DiffSchema.path).expect(DiffSchema.schema.fileText, suite: "SchemaTests")
    }

    @Test("The simulation's schema has the words that the code has")
    func simulationSchemaIsUpToDate() throws {
        try Golden(inProject: SimulationSchema.path).expect(SimulationSchema.schema.fileText, suite: "SchemaTests")
    }

    @Test("The plan's schemas have the words that the code has")
    func planSchemasAreUpToDate() throws {
        try Golden(inProject: PlanSchema.path).expect(PlanSchema.schema.fileText, suite: "SchemaTests")
        try Golden(inProject: PlanSchema.replayPath).expect(PlanSchema.replaySchema.fileText, suite: "SchemaTests")
    }

    @Test("The schema of a rollout's events has the words that the code has")
    func rolloutSchemaIsUpToDate() throws {
        try Golden(inProject: RolloutSchema.path).expect(RolloutSchema.schema.fileText, suite: "SchemaTests")
    }

    @Test("The schema of a watch's events has the words that the code has")
    func watchSchemaIsUpToDate() throws {
        try Golden(inProject: WatchSchema.path).expect(WatchSchema.schema.fileText, suite: "SchemaTests")
    }

    @Test(
        "Schemas are JSON",
        arguments: [
            ReportSchema.schema.fileText, PlacementSchema.schema.fileText, DiffSchema.schema.fileText,
            SimulationSchema.schema.fileText, PlanSchema.schema.fileText, PlanSchema.replaySchema.fileText,
            RolloutSchema.schema.fileText, WatchSchema.schema.fileText,
        ])
    func schemasAreJSON(text: String) throws {
        #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }
}
