import KubernetesModel
import Testing

@testable import DiagnosisEngine

@Suite("DaemonSets with more Services and containers than anybody has")
struct ManyObjectsTests {
    private func findings(_ code: FindingCode, _ cluster: @escaping @Sendable (inout ExampleCluster) -> Void)
        -> [Finding]
    {
        RuleExample.firing("many", cluster).findings().filter { $0.code == code }
    }

    @Test("Of the Services of a DaemonSet all are looked at, fifty are told one by one, and the rest is counted")
    func servicesAreCounted() {
        let wrong = findings(.servicePortMismatch) { cluster in
            cluster.node("n1")
            cluster.container { $0.ports = [ContainerPort(name: "dns", containerPort: 53)] }
            cluster.daemonPod(on: "n1")
            for number in 0..<70 {
                cluster.service(
                    "agent-\(number)", selector: ["app": "agent"], targetPort: number % 10 == 0 ? "dns" : "web")
            }
        }
        #expect(wrong.count == MostServices.most)
        #expect(wrong.filter { $0.message.hasSuffix("The same goes for 13 more Service ports.") }.count == 1)
        #expect(wrong.filter { $0.message.contains("The same goes") }.count == 1)
        let unready = findings(.serviceHasNoReadyEndpoints) { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1") { $0.becomeUnready() }
            for number in 0..<60 { cluster.service("agent-\(number)", selector: ["app": "agent"]) }
        }
        #expect(unready.count == MostServices.most)
        #expect(unready.filter { $0.message.hasSuffix("The same goes for 10 more Services.") }.count == 1)
        let missing = findings(.serviceSelectsNoPods) { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1")
            for number in 0..<60 { cluster.service("agent-\(number)", selector: ["app": "agnet"]) }
        }
        #expect(missing.count == MostServices.most)
        #expect(missing.filter { $0.message.hasSuffix("The same goes for 10 more Services.") }.count == 1)
    }

    @Test("Of thousands of ports the first are told, and how many more there are")
    func portsAreCounted() throws {
        let wrong = findings(.servicePortMismatch) { cluster in
            cluster.node("n1")
            cluster.container { container in
                container.ports = (1...100).map { ContainerPort(containerPort: WholeNumber($0)) }
            }
            cluster.daemonPod(on: "n1")
            cluster.service("agent", selector: ["app": "agent"], targetPort: "9100")
        }
        guard case .list(let ports)? = try #require(wrong.first).parameters["containerPorts"] else {
            Issue.record("no ports")
            return
        }
        #expect(ports.count == 65)
        #expect(ports.last == .text("36 others"))
    }

    @Test("Of a pod with hundreds of containers that fail, the first are looked at, and all are told")
    func failingContainersAreBounded() throws {
        let failing = findings(.crashLoopErrorExit) { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1") { pod in
                pod.crash(exitCode: 1, reason: "Error", restarts: 6)
                let first = pod.status.containerStatuses[0]
                for number in 1..<200 {
                    var status = first
                    status.name = "side-\(number)"
                    pod.status.containerStatuses.append(status)
                }
            }
        }
        let finding = try #require(failing.first)
        guard case .list(let others)? = finding.parameters["alsoFailing"] else {
            Issue.record("no others")
            return
        }
        #expect(others.count == 199)
        #expect(
            finding.evidence.contains {
                $0.text == "200 containers have ended; logs and events of the first 64 were examined"
            })
    }

    @Test("Where each node has a taint of its own, the first have findings, and one counts the rest")
    func taintsAreBounded() throws {
        let alone = findings(.taintNotTolerated) { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1")
            for number in 0..<100 { cluster.node("t\(number)", taints: ["team-\(number)=x:NoSchedule"]) }
        }
        #expect(alone.count == 65)
        #expect(Set(alone.flatMap(\.nodes)).count == 100)
        let rest = try #require(alone.first { $0.nodes.count == 36 })
        #expect(rest.message.hasSuffix("Only the first 64 taints have a finding of their own."))
        let several = findings(.taintNotTolerated) { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1")
            for number in 0..<100 {
                cluster.node("t\(number)", taints: ["team-\(number)=x:NoSchedule", "tier=\(number):NoSchedule"])
            }
        }
        #expect(several.count == 65)
        #expect(Set(several.flatMap(\.nodes)).count == 100)
    }

    @Test("A hint that was looked for among the first values only says so")
    func slipsAreBounded() throws {
        let none = findings(.noEligibleNode) { cluster in
            cluster.node("n1", labels: ["pool": "general"])
            cluster.template { spec in
                spec.requiredNodeAffinity = NodeSelector(terms: [
                    NodeSelectorTerm(matchExpressions: [
                        NodeSelectorRequirement(
                            key: "pool", comparison: .isIn, values: (0..<100).map { "none-\($0)" })
                    ])
                ])
            }
        }
        let message = try #require(none.first).message
        #expect(
            message.hasSuffix("Looking for a slip, only the first 32 of 100 values in the template were compared."))
    }
}
