import ClusterSnapshot
import KubernetesClient
import KubernetesModel
import TestServers
import Testing

@testable import SnapshotCollector
@testable import SnapshotServer

/// What is read of a live cluster.
@Suite(.waiting) struct LiveCollectionTests {
    @Test(arguments: [(0, 1), (7, 1), (50, 8), (500, 3)])
    func `A live cluster gives the snapshot that its file gives`(chunkSize: Int, concurrency: Int) throws {
        let cluster = try LiveCluster()
        defer { cluster.server.stop() }
        let snapshot = try cluster.collect {
            $0.chunkSize = chunkSize
            $0.concurrency = concurrency
        }
        let saved = try LiveCluster.sample.get().snapshot
        #expect(snapshot.objectsAlone == saved.objectsAlone)
        #expect(snapshot.kubernetesVersion == saved.kubernetesVersion)
        #expect(!snapshot.gaps.contains { $0.code.isDamage })
        #expect(snapshot.source == "test")
    }

    @Test func `The same cluster gives the same snapshot twice`() throws {
        let cluster = try LiveCluster()
        defer { cluster.server.stop() }
        let first = try cluster.collect { $0.chunkSize = 20 }
        var second = try cluster.collect { $0.chunkSize = 20 }
        second.capturedAt = first.capturedAt
        #expect(first == second)
    }

    @Test func `Secrets and configuration are never asked for`() throws {
        let cluster = try LiveCluster()
        defer { cluster.server.stop() }
        _ = try cluster.collect()
        #expect(cluster.paths.contains("/api/v1/pods"))
        for path in cluster.paths { #expect(!path.contains("secrets") && !path.contains("configmaps")) }
    }

    @Test func `All lists are of the moment of the first one`() throws {
        let cluster = try LiveCluster()
        defer { cluster.server.stop() }
        _ = try cluster.collect()
        let firstPages = cluster.server.requests.filter {
            $0.parameter("continue") == nil && $0.parameter("limit") != nil
        }
        let exact = firstPages.filter { $0.parameter("resourceVersionMatch") == "Exact" }.map(\.path)
        #expect(firstPages.first?.path == "/apis/apps/v1/daemonsets")
        #expect(exact.contains("/api/v1/pods") && exact.contains("/api/v1/nodes"))
        // Events may lie in a store of their own.
        #expect(!exact.contains("/api/v1/events"))
    }

    @Test func `Logs of failing containers are read, a few for each cause`() throws {
        let failing = FailingContainers(podLists: [try LiveCluster.sample.get().snapshot.pods], perCause: 1000).chosen
        #expect(failing.count > 10)
        let logs = failing.map { container in
            ContainerLog(
                namespace: container.namespace, pod: container.pod, container: container.container,
                isPrevious: container.hasPrevious, lines: ["starting", "panic: \(container.pod)"])
        }
        let cluster = try LiveCluster(logs: logs)
        defer { cluster.server.stop() }
        let snapshot = try cluster.collect { $0.logsPerCause = 1000 }
        #expect(Set(snapshot.logs.map(\.lines)) == Set(logs.map(\.lines)))
        for log in snapshot.logs { #expect(logs.contains(log)) }
        let asked = cluster.server.requests.filter { $0.path.hasSuffix("/log") }
        #expect(asked.allSatisfy { $0.parameter("tailLines") != nil && $0.parameter("limitBytes") != nil })
        #expect(try cluster.collect { $0.logsPerCause = 0 }.logs.isEmpty)
    }

    @Test func `Of pods that fail alike a few stand for all`() throws {
        let pods = try LiveCluster.sample.get().snapshot.pods
        let many = pods.flatMap { pod in
            (0..<5).map { number in
                var copy = pod
                copy.metadata.name += "-\(number)"
                return copy
            }
        }
        let each = FailingContainers(podLists: [pods], perCause: 1).chosen
        #expect(FailingContainers(podLists: [many], perCause: 2).chosen.count == 2 * each.count)
        #expect(FailingContainers(podLists: [many], perCause: 0).chosen.isEmpty)
    }

    @Test func `A kind that the cluster does not serve is no gap`() throws {
        let cluster = try LiveCluster { request, _ in
            request.path.contains("/policy/") ? .status(404, reason: "NotFound") : nil
        }
        defer { cluster.server.stop() }
        let snapshot = try cluster.collect()
        #expect(
            cluster.paths.isSuperset(of: [
                "/apis/policy/v1/poddisruptionbudgets", "/apis/policy/v1beta1/poddisruptionbudgets",
            ]))
        #expect(snapshot.podDisruptionBudgets.isEmpty)
        #expect(!snapshot.gaps.contains { $0.detail.contains("disruption") })
    }

    @Test(arguments: [(404, "NotFound"), (403, "Forbidden"), (500, "InternalError")])
    func `Karpenter's objects are asked for, and it is no gap to get none`(status: Int, reason: String) throws {
        let cluster = try LiveCluster { request, _ in
            request.path.contains("karpenter") ? .status(status, reason: reason) : nil
        }
        defer { cluster.server.stop() }
        let snapshot = try cluster.collect()
        #expect(
            cluster.paths.isSuperset(of: [
                "/apis/karpenter.sh/v1/nodepools", "/apis/karpenter.sh/v1/nodeclaims",
                "/apis/karpenter.k8s.aws/v1/ec2nodeclasses",
            ]))
        #expect(cluster.paths.contains("/apis/karpenter.sh/v1beta1/nodepools") == (status == 404))
        let other = try LiveCluster()
        defer { other.server.stop() }
        #expect(snapshot.gaps == (try other.collect().gaps))
    }

    @Test func `What may not be read is a gap that tells the rule`() throws {
        let cluster = try LiveCluster { request, _ in
            request.path.hasSuffix("/events") || request.path.hasSuffix("/priorityclasses")
                ? .status(403, reason: "Forbidden", message: "User \"jane\" cannot list") : nil
        }
        defer { cluster.server.stop() }
        let all = try cluster.collect().gaps
        let gaps = all.filter { $0.code == .accessForbidden }
        #expect(gaps.count == 2)
        #expect(!all.contains { $0.code == .eventsMissing }, "one gap is enough")
        let priorities = try #require(gaps.first { $0.detail.contains("PriorityClasses") })
        #expect(priorities.detail.contains("Grant the right to list priorityclasses.scheduling.k8s.io."))
        #expect(priorities.missing == [.priorityClasses])
        let events = try #require(gaps.first { $0.detail.contains("Events") })
        #expect(events.missing == [.events])
    }

    @Test func `With the rights of a namespace only, node usage is told to be a lower bound`() throws {
        let cluster = try LiveCluster { request, _ in
            let isOfAll = !request.path.contains("/namespaces/")
            let isNamespaced = ["pods", "daemonsets", "events", "services", "controllerrevisions"]
                .contains { request.path.hasSuffix("/" + $0) }
            return isOfAll && isNamespaced ? .status(403, reason: "Forbidden") : nil
        }
        defer { cluster.server.stop() }
        let snapshot = try cluster.collect()
        #expect(Set(snapshot.pods.map(\.metadata.namespace)) == ["logging"])
        #expect(Set(snapshot.daemonSets.map(\.namespace)) == ["logging"])
        let gap = try #require(snapshot.gaps.first { $0.code == .namespacesPartial && $0.detail.hasPrefix("Pods") })
        #expect(gap.detail.contains("fuller than shown"))
        #expect(gap.detail.contains("list pods in all namespaces"))
    }

    @Test(arguments: ["nodes", "pods", "daemonsets"])
    func `Without what nothing can be told, nothing is`(resource: String) throws {
        let cluster = try LiveCluster { request, _ in
            request.path.hasSuffix("/" + resource) ? .status(403, reason: "Forbidden") : nil
        }
        defer { cluster.server.stop() }
        let error = try #require(throws: CollectorError.self) { try cluster.collect() }
        #expect(error.code == "essential-forbidden")
        #expect(error.description.contains("dsdoctor rbac"))
    }
}
