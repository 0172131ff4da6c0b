import CheckedJSON
import Dispatch
import Foundation
import SnapshotServer
import Synchronization
import TestBuilders
import TestServers
import Testing

@Suite(.waiting) struct ReplayServerTests {
    @Test func `Requests are recorded with path, query and headers`() throws {
        let replaying = try Replaying(objects: [pod("a")], recordsRequests: true)
        _ = replaying.get("/api/v1/namespaces/a%2Fb/pods?labelSelector=a%3Db+c&limit=5", headers: ["X-Test": "1"])
        let request = try #require(replaying.server.requests.first)
        #expect(request.method == "GET")
        #expect(request.path == "/api/v1/namespaces/a%2Fb/pods")
        #expect(request.segments == ["api", "v1", "namespaces", "a/b", "pods"])
        #expect(request.parameter("labelSelector") == "a=b c")
        #expect(request.parameter("limit") == "5")
        #expect(request.headers["x-test"] == "1")
    }

    @Test func `Faults take the place of answers`() throws {
        let count = Mutex(0)
        let replaying = try Replaying(objects: [pod("a")]) { request in
            switch request.path {
            case "/api/v1/pods":
                let isFirst = count.withLock { count in
                    count += 1
                    return count == 1
                }
                return isFirst ? .status(429, reason: "TooManyRequests", headers: ["Retry-After": "1"]) : nil
            case "/version": return ReplayFault(.truncated(bodyBytes: 10))
            case "/api": return ReplayFault(.none)
            case "/apis": return ReplayFault(delay: .milliseconds(200))
            case "/healthz":
                return ReplayFault(.other(status: 200, headers: ["Content-Type": "text/html"], body: "<p>"))
            default: return nil
            }
        }
        let refused = replaying.get("/api/v1/pods")
        #expect(refused.status == 429)
        #expect(refused.headers["retry-after"] == "1")
        #expect(refused.json["reason"] == .string("TooManyRequests"))
        #expect(replaying.names("/api/v1/pods") == ["a"])
        let cut = replaying.get("/version")
        #expect(cut.body.count == 10)
        #expect(!cut.isComplete)
        #expect(replaying.get("/api").status == 0)
        let time = ContinuousClock().measure { #expect(replaying.get("/apis").status == 200) }
        #expect(time >= .milliseconds(200))
        #expect(replaying.get("/healthz").headers["content-type"] == "text/html")
    }

    @Test func `A watch can be cut off`() throws {
        let replaying = try Replaying(objects: [pod("a"), pod("b")]) { _ in ReplayFault(.truncated(bodyBytes: 30)) }
        let watch = replaying.get("/api/v1/pods?watch=1")
        #expect(watch.body.count == 30)
        #expect(!watch.isComplete)
    }

    @Test func `A port that is taken is told`() throws {
        let replaying = try Replaying(objects: [pod("a")])
        let other = try ReplayServer(path: ShippedSnapshot.healthy.path, port: replaying.port)
        #expect(throws: ReplayError.portInUse(replaying.port)) { try other.start() }
    }

    @Test func `Clients that connect in the same process and wait get their answers, many at once`() async throws {
        let replaying = try Replaying(objects: [pod("a")])
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<64 { group.addTask { replaying.get("/api/v1/pods").status } }
            for await status in group { #expect(status == 200) }
        }
    }

    /// Callers of clients in C wait on the threads that tasks share.
    @Test(arguments: [TaskPriority.high, .medium])
    func `Requests are answered while every thread that tasks of a priority share waits`(
        priority: TaskPriority
    ) throws {
        let replaying = try Replaying(objects: [pod("a")])
        let isAnswered = DispatchSemaphore(value: 0)
        // More than there are threads: the later ones wait for a thread that the earlier ones hold.
        for _ in 0..<2 * ProcessInfo.processInfo.activeProcessorCount {
            Task.detached(priority: priority) {
                isAnswered.wait()
                isAnswered.signal()
            }
        }
        let watch = replaying.get("/api/v1/pods?watch=1&timeoutSeconds=1")
        #expect(watch.status == 200)
        #expect(watch.isComplete)
        #expect(replaying.get("/api/v1/pods").status == 200)
        replaying.server.stop()
        #expect(replaying.server.connectionCount == 0)
        isAnswered.signal()
    }

    @Test func `A kubeconfig is the owner's alone, and never takes the place of a file`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).kubeconfig").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let config = ReplayKubeconfig(url: "http://127.0.0.1:1")
        try config.write(to: path)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("server: http://127.0.0.1:1\n"))
        #expect(throws: ReplayError.kubeconfigExists(path: path)) { try config.write(to: path) }
    }
}
