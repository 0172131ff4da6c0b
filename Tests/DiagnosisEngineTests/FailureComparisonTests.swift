import KubernetesModel
import Testing

@testable import DiagnosisEngine

/// What failing nodes share and serving ones lack.
struct FailureComparisonTests {
    /// Six nodes, of which the first three run another kernel; the pod crashes on the nodes named.
    private func message(crashingOn names: Set<String>) throws -> String {
        let diagnosis = try #require(
            RuleExample.diagnosis { cluster in
                for number in 1...6 {
                    let name = "n\(number)"
                    cluster.node(name) { $0.info.kernelVersion = number <= 3 ? "6.8.0" : "6.1.0" }
                    cluster.daemonPod(on: name) { pod in
                        if names.contains(name) { pod.crash(exitCode: 1) }
                    }
                }
            })
        return try #require(diagnosis.findings.first { $0.code == .crashLoopErrorExit }).message
    }

    @Test func `A kernel that all failing nodes run and no serving one is told`() throws {
        #expect(try message(crashingOn: ["n1", "n2", "n3"]).contains("All 3 share kernel 6.8.0"))
    }

    @Test func `A kernel that a serving node runs too is not told`() throws {
        #expect(!(try message(crashingOn: ["n1", "n2"]).contains("share")))
    }

    @Test func `A kernel that one failing node does not run is not told`() throws {
        #expect(!(try message(crashingOn: ["n1", "n2", "n3", "n4"]).contains("share")))
    }

    @Test func `One failing node is no comparison`() throws {
        #expect(!(try message(crashingOn: ["n1"]).contains("share")))
    }
}
