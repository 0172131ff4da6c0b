import CheckedJSON
import Glibc
import SnapshotServer
import TestServers
import Testing

@Suite(.waiting) struct WatchTests {
    private let pods: [String] = [
        pod("a", labels: ["app": "web"], version: 5), pod("b", version: 7),
        // As kubectl saves it, on many lines.
        """
        {
          "apiVersion": "v1", "kind": "Pod",
          "metadata": {"name": "c", "namespace": "default", "annotations": {"text": "two  spaces\\nstay"}}
        }
        """,
    ]

    private func told(_ events: [JSONValue]) -> [String] {
        events.map { event in
            let name = event["object"]?["metadata"]?["name"]?.string ?? ""
            return "\(event["type"]?.string ?? "") \(name)"
        }
    }

    @Test func `A watch begins with the objects that are there, each in a line`() throws {
        let watch = try Replaying(objects: pods).get("/api/v1/pods?watch=true&timeoutSeconds=1")
        #expect(watch.isComplete)
        #expect(told(watch.events) == ["ADDED a", "ADDED b", "ADDED c"])
        let annotations = watch.events.last?["object"]?["metadata"]?["annotations"]
        #expect(annotations?["text"] == .string("two  spaces\nstay"))
    }

    @Test func `A watch from the version of a list tells nothing more`() throws {
        let watch = try Replaying(objects: pods).get("/api/v1/pods?watch=1&resourceVersion=7&timeoutSeconds=1")
        #expect(watch.isComplete)
        #expect(watch.events.isEmpty)
    }

    @Test func `A watch from an older version has expired, since what changed since is not known`() throws {
        let watch = try Replaying(objects: pods).get("/api/v1/pods?watch=1&resourceVersion=6")
        #expect(watch.status == 200)
        #expect(told(watch.events) == ["ERROR "])
        #expect(watch.events.first?["object"]?["reason"] == .string("Expired"))
    }

    @Test func `Initial events end with a bookmark that says so, and bookmarks go on`() throws {
        let replaying = try Replaying(objects: pods, bookmarkSeconds: 0.3)
        let query = "watch=1&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
        let events = replaying.get("/api/v1/pods?\(query)&labelSelector=app&timeoutSeconds=1").events
        #expect(told(events).prefix(3) == ["ADDED a", "BOOKMARK ", "BOOKMARK "])
        let metadata = events.dropFirst().first?["object"]?["metadata"]
        #expect(metadata?["annotations"]?["k8s.io/initial-events-end"] == .string("true"))
        #expect(metadata?["resourceVersion"] == .string("7"))
        #expect(events.last?["object"]?["metadata"]?["annotations"] == nil)
    }

    @Test func `Initial events need the match of versions that Kubernetes asks for`() throws {
        let replaying = try Replaying(objects: pods)
        #expect(replaying.get("/api/v1/pods?watch=1&sendInitialEvents=true").status == 422)
        #expect(replaying.get("/api/v1/pods?watch=1&resourceVersionMatch=NotOlderThan").status == 422)
    }

    @Test func `A watch of tables gives a table for each object`() throws {
        let watch = try Replaying(objects: pods).get(
            "/api/v1/pods?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3Da", accept: Replaying.table)
        let table = watch.events.first?["object"]
        #expect(table?["kind"] == .string("Table"))
        #expect(table?["rows"]?.elements?.first?["cells"]?.elements?.first == .string("a"))
    }

    @Test func `Many watches go on at once, and stopping the server ends them`() throws {
        let replaying = try Replaying(objects: pods)
        let descriptors = (0..<40).map { _ in HTTPExchange.connected(to: replaying.port) }
        defer { for descriptor in descriptors { close(descriptor) } }
        for descriptor in descriptors {
            HTTPExchange.send(Array("GET /api/v1/pods?watch=1 HTTP/1.1\r\n\r\n".utf8), over: descriptor)
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        for descriptor in descriptors { #expect(recv(descriptor, &buffer, buffer.count, 0) > 0) }
        #expect(replaying.server.connectionCount == 40)
        let clock = ContinuousClock()
        let time = clock.measure { replaying.server.stop() }
        #expect(time < .seconds(3))
        #expect(replaying.server.connectionCount == 0)
    }

    @Test func `A client that goes frees its watch`() throws {
        let replaying = try Replaying(objects: pods)
        let descriptor = HTTPExchange.connected(to: replaying.port)
        HTTPExchange.send(Array("GET /api/v1/pods?watch=1 HTTP/1.1\r\n\r\n".utf8), over: descriptor)
        var buffer = [UInt8](repeating: 0, count: 4096)
        #expect(recv(descriptor, &buffer, buffer.count, 0) > 0)
        close(descriptor)
        let clock = ContinuousClock()
        let end = clock.now + .seconds(5)
        while replaying.server.connectionCount > 0, clock.now < end { usleep(10_000) }
        #expect(replaying.server.connectionCount == 0)
    }
}
