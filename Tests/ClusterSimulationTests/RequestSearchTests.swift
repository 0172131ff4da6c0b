import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@Suite("The greatest request that fits")
struct RequestSearchTests {
    /// A node of 4 cores and 8Gi on which this is taken.
    private func scenario(
        _ spec: PodSpec, taken: [String: String], extended: [String: String] = [:]
    ) -> Scenario {
        Scenario(
            daemonSet("agent", spec: spec), nodes: [node("n1", extended: extended)],
            pods: [pod("web", on: "n1", spec: podSpec([container(requests: taken)]))])
    }

    private func greatest(_ container: String, _ resource: String, in scenario: Scenario) -> Quantity? {
        RequestSearch(scenario.simulator, for: scenario.placement)
            .greatestRequest(of: container, resource: resource, at: [0])
    }

    @Test("It fills what is left of a node, in whole mebibytes or 10 millicores")
    func oneContainer() {
        let spec = podSpec([container("agent", requests: ["memory": "4Gi", "cpu": "3"])])
        let scenario = scenario(spec, taken: ["memory": "6500Ki", "cpu": "2113m"])
        #expect(greatest("agent", "memory", in: scenario) == quantity("4Gi"))
        #expect(greatest("agent", "cpu", in: scenario) == quantity("1880m"))
    }

    @Test(
        "Other containers, sidecars, init steps and overhead are counted in",
        arguments: [
            ("beside another container", "agent", "3072Mi"), ("beside a sidecar", "sidecar", "2048Mi"),
            ("under an init step", "init", "4Gi"), ("with overhead", "overhead", "3Gi"),
        ])
    func shapes(name: String, shape: String, expected: String) {
        var others: [Container] = []
        var main = [container("agent", requests: ["memory": "6Gi"])]
        var overhead = ResourceList()
        switch shape {
        case "agent": main.append(container("helper", requests: ["memory": "1Gi"]))
        case "sidecar":
            var sidecar = container("sidecar", requests: ["memory": "2Gi"])
            sidecar.isRestartable = true
            others = [sidecar]
        case "init": others = [container("init", requests: ["memory": "3Gi"])]
        default: overhead = resources(["memory": "1Gi"])
        }
        let spec = podSpec(main) {
            $0.initContainers = others
            $0.overhead = overhead
        }
        #expect(
            greatest("agent", "memory", in: scenario(spec, taken: ["memory": "4Gi"])) == quantity(expected), "\(name)")
    }

    @Test("Where an init step, or the pod as a whole, asks for more than there is, no request of the container helps")
    func requestsElsewhere() {
        let step = podSpec([container("agent", requests: ["memory": "6Gi"])]) {
            $0.initContainers = [container("init", requests: ["memory": "5Gi"])]
        }
        #expect(greatest("agent", "memory", in: scenario(step, taken: ["memory": "4Gi"])) == nil)
        let whole = podSpec([container("agent", requests: ["memory": "6Gi"])]) {
            $0.resources = ResourceRequirements(requests: resources(["memory": "6Gi"]), limits: ResourceList())
        }
        #expect(greatest("agent", "memory", in: scenario(whole, taken: ["memory": "4Gi"])) == nil)
    }

    @Test("Extended resources are counted in whole units")
    func extendedResources() {
        let amounts = ["example.com/gpu": "4"]
        let spec = podSpec([container("agent", requests: amounts, limits: amounts)])
        let scenario = scenario(spec, taken: ["example.com/gpu": "1"], extended: amounts)
        #expect(greatest("agent", "example.com/gpu", in: scenario) == quantity("3"))
    }

    @Test("For 95 % of the nodes the fullest ones are given up, and not one more")
    func shares() {
        let nodes = (0..<40).map { node("n\($0)") }
        let scenario = Scenario(
            anAgent(memory: "8Gi"), nodes: nodes,
            pods: nodes.enumerated().map {
                pod("web-\($0)", on: $1.name, spec: podSpec([container(requests: ["memory": "\(100 * ($0 + 1))Mi"])]))
            })
        let search = RequestSearch(scenario.simulator, for: scenario.placement)
        let all = search.greatestRequest(of: "agent", resource: "memory", at: Array(0..<40))
        let most = search.greatestRequest(of: "agent", resource: "memory", at: Array(0..<40), share: 0.95)
        #expect(all == quantity("4192Mi"))
        #expect(most == quantity("4392Mi"))
    }

    @Test("A step more does not fit, whatever the containers: random pods", arguments: [1, 2, 3, 4])
    func bruteForce(seed: UInt64) throws {
        var random = SeededRandom(seed)
        for _ in 0..<40 {
            func some(_ name: String) -> Container {
                container(name, requests: ["memory": "\(Int.random(in: 1...40, using: &random))Mi"])
            }
            var sidecar = some("sidecar")
            sidecar.isRestartable = true
            let spec = podSpec([some("agent"), some("helper")].shuffled(using: &random)) {
                $0.initContainers = [some("init"), sidecar, some("later")].shuffled(using: &random)
            }
            let free = Int.random(in: 1...160, using: &random)
            let scenario = scenario(spec, taken: ["memory": "\(8_192 - free)Mi"])
            guard let name = spec.allContainers.map(\.name).randomElement(using: &random),
                let own = spec.allContainers.first(where: { $0.name == name })?.resources.requests["memory"]
            else { continue }
            func fits(_ amount: Int) throws -> Bool {
                let asked = quantity("\(amount)Mi")
                return try scenario.after(.setRequest(container: name, resource: "memory", quantity: asked)).served
                    == ["n1"]
            }
            let tried = try (1...40).filter { quantity("\($0)Mi") <= own }.last(where: fits)
            #expect(
                greatest(name, "memory", in: scenario) == tried.map { quantity("\($0)Mi") },
                "\(name) of \(spec.allContainers.map { "\($0.name) \($0.resources.requests)" }), \(free)Mi free")
        }
    }
}
