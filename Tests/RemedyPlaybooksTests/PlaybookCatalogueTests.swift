import DiagnosisEngine
import Testing

@testable import RemedyPlaybooks

struct PlaybookCatalogueTests {
    private func playbook(_ id: String, order: Int = 1, rest: String) -> PlaybookFile {
        PlaybookFile(
            name: "\(id).yaml",
            text: "id: \(id)\ntitle: \(id)\norder: \(order)\n" + rest)
    }

    private func remedies(_ files: [PlaybookFile], _ finding: Finding) throws -> [Remedy] {
        try PlaybookCatalogue(files: files).remedies(for: finding, in: SyntheticFindings.context)
    }

    private func finding(_ parameters: Parameters, nodes: [String] = ["n1"]) -> Finding {
        Finding(
            code: .crashLoopErrorExit, severity: .critical, title: "", message: "", parameters: parameters,
            nodes: nodes, pods: ["logging/agent-1"])
    }

    private static let applies = "appliesTo: [{code: crash-loop-error-exit}]\n"

    @Test func `Remedies that were not tried come by order, then id`() throws {
        let rest = Self.applies + "steps: [Help.]"
        let files = [
            playbook("d", order: 2, rest: rest), playbook("c", rest: rest), playbook("b", rest: rest),
            playbook("a", rest: rest),
        ]
        #expect(try remedies(files, finding([:])).map(\.playbook) == ["a", "b", "c", "d"])
    }

    @Test func `An own playbook takes the place of the one with the same id`() throws {
        let own = playbook("fix-application", rest: Self.applies + "steps: [Call the platform team.]")
        let catalogue = try PlaybookCatalogue.embedded.adding([own])
        #expect(catalogue.playbooks.count == PlaybookCatalogue.embedded.playbooks.count)
        let remedies = catalogue.remedies(for: finding([:]), in: SyntheticFindings.context)
        #expect(remedies.first { $0.playbook == "fix-application" }?.steps == ["Call the platform team."])
    }

    @Test(
        arguments: [
            ("{exitCode: 1}", ["exitCode": 1], true), ("{exitCode: 1}", ["exitCode": 2], false),
            ("{exitCode: 1}", [:], false), ("{exitCode: [1, 2]}", ["exitCode": 2], true),
            ("{signature: {exists: true}}", ["signature": "panic"], true), ("{signature: {exists: true}}", [:], false),
            ("{signature: {exists: true}}", ["signature": ""], false), ("{signature: {exists: false}}", [:], true),
            ("{signature: {not: panic}}", ["signature": "panic"], false), ("{signature: {not: panic}}", [:], true),
            ("{signature: {not: [panic]}}", ["signature": "other"], true),
            ("{restarts: {greaterThan: 3}}", ["restarts": 4], true),
            ("{restarts: {lessThan: 3}}", ["restarts": 2], true),
            ("{restarts: {lessThan: 3}}", ["restarts": 3], false), ("{restarts: {lessThan: 3}}", [:], false),
            ("{restarts: {greaterThan: 3}}", ["restarts": 3], false), ("{restarts: {greaterThan: 3}}", [:], false),
            ("{exitCode: 1, signature: panic}", ["exitCode": 1], false),
        ] as [(String, Parameters, Bool)])
    func `Conditions decide whether a playbook is offered`(when: String, parameters: Parameters, isOffered: Bool) throws
    {
        let rest = "appliesTo: [{code: crash-loop-error-exit, when: \(when)}]\nsteps: [Help.]"
        #expect(try remedies([playbook("own", rest: rest)], finding(parameters)).isEmpty != isOffered)
    }

    @Test func `What mentions an absent parameter is left out, and an empty remedy with it`() throws {
        let rest =
            Self.applies + """
                steps: ["The log says {{logLine}}.", "Restarted{{#restarts}} {{restarts}} times{{/restarts}}."]
                commands: [[kubectl, logs, "--container={{container}}"], [kubectl, get, pods]]
                """
        let some = try #require(try remedies([playbook("own", rest: rest)], finding([:])).first)
        #expect(some.steps == ["Restarted."])
        #expect(some.commands == [["kubectl", "get", "pods"]])
        let all = try #require(
            try remedies(
                [playbook("own", rest: rest)], finding(["logLine": "<oops & more>", "restarts": 4, "container": "c"])
            ).first)
        #expect(all.steps == ["The log says <oops & more>.", "Restarted 4 times."])
        #expect(all.commands.first == ["kubectl", "logs", "--container=c"])
        let nothing = Self.applies + "steps: [\"The log says {{logLine}}.\"]"
        #expect(try remedies([playbook("own", rest: nothing)], finding([:])) == [])
    }

    @Test func `Commands are repeated for each node, up to a limit that is told`() throws {
        let rest =
            Self.applies + """
                commands:
                  - forEach: nodes
                    run: [[kubectl, cordon, "{{each}}"], [kubectl, uncordon, "{{each}}"]]
                """
        let nodes = (1...63).map { "n\($0)" }
        let remedy = try #require(try remedies([playbook("own", rest: rest)], finding([:], nodes: nodes)).first)
        #expect(remedy.commands.count == 100)
        #expect(remedy.commands.prefix(4).map { $0[2] } == ["n1", "n1", "n2", "n2"])
        #expect(remedy.steps == ["Do the same for n51, n52, n53, n54, n55, n56, n57, n58, n59, n60 and 3 more."])
    }

    @Test func `A list makes a word of each element`() throws {
        let rest = Self.applies + "commands: [[kubectl, cordon, {each: nodes}]]"
        let remedy = try #require(try remedies([playbook("own", rest: rest)], finding([:], nodes: ["n1", "n2"])).first)
        #expect(remedy.commands == [["kubectl", "cordon", "n1", "n2"]])
        #expect(try remedies([playbook("own", rest: rest)], finding([:], nodes: [])) == [])
    }

    @Test func `Patches keep types, and leave out optional members that are absent`() throws {
        let rest =
            Self.applies + """
                commands:
                  - [kubectl, patch, -p, {json: {"{{container}}": {a: "{{restarts}}", b: "{{restarts}}x", "c?": "{{signature}}",
                      d: null, e: true, f: [1, "2"]}}}]
                """
        let remedy = try #require(
            try remedies([playbook("own", rest: rest)], finding(["container": "c\"", "restarts": 3])).first)
        #expect(
            remedy.commands.first?.last == #"{"c\"":{"a":3,"b":"3x","d":null,"e":true,"f":[1,"2"]}}"#)
    }

    @Test(arguments: ["RollingUpdate", "OnDelete"])
    func `A change of the template brings its check and its way back`(strategy: String) throws {
        let rest =
            Self.applies + """
                changesTemplate: true
                steps: [Help.]
                commands:
                  - [kubectl, -n, logging, set, image, daemonset/agent, "agent=registry.example/agent:2"]
                """
        var context = SyntheticFindings.context
        context.parameters["updateStrategy"] = .text(strategy)
        let remedies = try PlaybookCatalogue(files: [playbook("own", rest: rest)])
            .remedies(for: finding([:]), in: context)
        let remedy = try #require(remedies.first)
        #expect(remedy.verify.first?[3] == "get")
        #expect(remedy.rollback == [["kubectl", "-n", "logging", "rollout", "undo", "daemonset/agent"]])
        #expect(remedy.steps.count == 2)
    }

    @Test func `An init container is patched where it stands`() throws {
        var context = SyntheticFindings.context
        context.parameters["initContainers"] = ["setup"]
        var finding = SyntheticFindings.finding(.crashLoopOutOfMemory)
        for (container, list) in [("setup", "initContainers"), ("main", "containers")] {
            finding.parameters["container"] = .text(container)
            let remedies = PlaybookCatalogue.embedded.remedies(for: finding, in: context)
            let patch = remedies.first { $0.playbook == "resize-memory-limit" }?.commands.first?.last
            #expect(
                patch?.hasPrefix("{\"spec\":{\"template\":{\"spec\":{\"\(list)\":[{\"name\":\"\(container)\"") == true)
        }
    }
}
