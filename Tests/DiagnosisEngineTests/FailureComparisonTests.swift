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

    @Test func `A single failing node is told by what it alone runs`() throws {
        let diagnosis = try #require(
            RuleExample.diagnosis { cluster in
                for number in 1...3 {
                    cluster.node("n\(number)") { $0.info.kernelVersion = number == 1 ? "5.4.0" : "6.1.0" }
                    cluster.daemonPod(on: "n\(number)") { pod in
                        if number == 1 { pod.crash(exitCode: 1) }
                    }
                }
            })
        let message = try #require(diagnosis.findings.first { $0.code == .crashLoopErrorExit }).message
        #expect(message.contains("Unlike the 2 that work, the node has kernel 5.4.0."))
    }

    /// The digests of the image on three nodes, of which the pod on the first crashes.
    private func driftMessage(_ digests: [String]) throws -> (message: String, image: String?) {
        let diagnosis = try #require(
            RuleExample.diagnosis { cluster in
                for (number, digest) in digests.enumerated() {
                    cluster.node("n\(number)")
                    cluster.daemonPod(on: "n\(number)") { pod in
                        if number == 0 { pod.crash(exitCode: 1) }
                        pod.change { $0.imageID = "registry.example/agent@sha256:\(digest)" }
                    }
                }
            })
        let finding = try #require(diagnosis.findings.first { $0.code == .crashLoopErrorExit })
        return (finding.message, finding.parameters.text("servingImage"))
    }

    @Test func `A tag that names another image where the pod fails is told, with the one that serves`() throws {
        let drift = try driftMessage(["bb22", "aa11", "aa11"])
        #expect(drift.message.contains("is another image there (sha256:bb22) than where it works (sha256:aa11)"))
        #expect(drift.image == "registry.example/agent@sha256:aa11")
    }

    @Test func `The same image, and serving pods that differ among themselves, tell nothing`() throws {
        #expect(try driftMessage(["aa11", "aa11", "aa11"]).image == nil)
        #expect(try driftMessage(["bb22", "aa11", "cc33"]).image == nil)
    }

    /// Ten nodes, each `hours` after the one before it, and so are the pods; the pod crashes on the nodes named.
    private func ageMessage(
        crashingOn numbers: Set<Int>, nodeHours: WholeNumber = 0, podHours: WholeNumber = 0
    ) throws -> String {
        let diagnosis = try #require(
            RuleExample.diagnosis { cluster in
                for number in 1...10 {
                    cluster.node("n\(number)") {
                        $0.metadata.creationTimestamp = Timestamp(seconds: WholeNumber(number) * nodeHours * 3600)
                    }
                    cluster.daemonPod(on: "n\(number)") { pod in
                        if numbers.contains(number) { pod.crash(exitCode: 1) }
                        pod.metadata.creationTimestamp = Timestamp(seconds: WholeNumber(number) * podHours * 3600)
                    }
                }
            })
        return try #require(diagnosis.findings.first { $0.code == .crashLoopErrorExit }).message
    }

    @Test func `Failing nodes that are all younger or all older than the serving ones are told`() throws {
        let younger = try ageMessage(crashingOn: [8, 9, 10], nodeHours: 48)
        #expect(younger.contains("All 3 nodes are at least 2 d younger than the 7 that work."))
        let older = try ageMessage(crashingOn: [1, 2, 3], nodeHours: 48)
        #expect(older.contains("All 3 nodes are at least 2 d older than the 7 that work."))
    }

    @Test func `Pods of which the failing ones are all younger are told where the nodes do not tell`() throws {
        let message = try ageMessage(crashingOn: [8, 9, 10], podHours: 3)
        #expect(message.contains("All 3 pods are at least 3 h younger than the 7 that work."))
    }

    @Test func `Ages that overlap, lie close together or fall so by chance are not told`() throws {
        #expect(!(try ageMessage(crashingOn: [8, 10], nodeHours: 48).contains("than the")))
        #expect(!(try ageMessage(crashingOn: [8, 9, 10]).contains("than the")))
        #expect(!(try ageMessage(crashingOn: [10], nodeHours: 48).contains("than the")))
    }
}
