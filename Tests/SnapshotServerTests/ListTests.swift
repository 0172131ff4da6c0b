import CheckedJSON
import TestServers
import Testing

@Suite(.waiting) struct ListTests {
    private let few: [String] = [
        pod("b", namespace: "x-y", node: "n2", labels: ["app": "web", "tier": "2"], version: 4),
        pod("a", namespace: "x", node: "n1", labels: ["app": "web"], version: 5),
        pod("c", namespace: "x", labels: ["app": "db"], version: 6, status: #"{"phase":"Failed"}"#),
        pod("d", namespace: "z", version: 9),
    ]

    @Test func `Lists begin with kind, version and metadata, and hold objects as they are written`() throws {
        let replaying = try Replaying(objects: few)
        let text = replaying.get("/api/v1/pods").text
        #expect(text.hasPrefix(#"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9"},"items":["#))
        for object in few { #expect(text.contains(object)) }
    }

    @Test func `Objects come in the order of etcd's keys, each once and the newest of it`() throws {
        let replaying = try Replaying(objects: few + [pod("a", namespace: "x", node: "old", version: 2)])
        // "x-y/b" stands before "x/a", since a hyphen stands before a slash.
        #expect(replaying.names("/api/v1/pods") == ["b", "a", "c", "d"])
        #expect(replaying.names("/api/v1/namespaces/x/pods") == ["a", "c"])
        let node = replaying.get("/api/v1/namespaces/x/pods/a").json["spec"]?["nodeName"]
        #expect(node == .string("n1"))
    }

    @Test func `Pages join to the whole, and tell how many objects are left`() throws {
        let replaying = try Replaying.mixedFaults.get()
        let whole = replaying.names("/api/v1/pods")
        var joined: [String] = []
        var token: String?
        repeat {
            let page = replaying.get("/api/v1/pods?limit=100" + (token.map { "&continue=\($0)" } ?? "")).json
            joined += page["items"]?.elements?.compactMap { $0["metadata"]?["name"]?.string } ?? []
            token = page["metadata"]?["continue"]?.string
            let left = page["metadata"]?["remainingItemCount"]
            #expect(left == (joined.count == whole.count ? nil : .number("\(whole.count - joined.count)")))
        } while token != nil
        #expect(joined == whole)
        #expect(whole.count == 381)
    }

    @Test func `Pages of a selection end with its last object`() throws {
        let replaying = try Replaying(objects: few)
        let first = replaying.get("/api/v1/pods?limit=2&labelSelector=app").json
        let token = try #require(first["metadata"]?["continue"]?.string)
        #expect(first["metadata"]?["remainingItemCount"] == nil)
        let second = replaying.get("/api/v1/pods?limit=2&labelSelector=app&continue=\(token)").json
        #expect(second["items"]?.elements?.count == 1)
        #expect(second["metadata"]?["continue"] == nil)
    }

    @Test func `A continue token of another snapshot has expired, and one that is none is a bad request`() throws {
        let one = try Replaying(objects: few)
        let other = try Replaying(objects: few + [pod("e")])
        let token = one.get("/api/v1/pods?limit=1").json["metadata"]?["continue"]?.string ?? ""
        #expect(other.get("/api/v1/pods?limit=1&continue=\(token)").json["reason"] == .string("Expired"))
        #expect(other.get("/api/v1/pods?limit=1&continue=\(token)").status == 410)
        #expect(one.get("/api/v1/pods?continue=nonsense").status == 400)
    }

    @Test(arguments: [
        ("labelSelector=app%3Dweb", ["b", "a"]), ("labelSelector=app!%3Dweb", ["c", "d"]),
        ("labelSelector=app%20in%20(db,x)", ["c"]), ("labelSelector=app%20notin%20(web),app", ["c"]),
        ("labelSelector=!app", ["d"]), ("labelSelector=tier%3E1", ["b"]), ("labelSelector=tier%3C2", []),
        ("labelSelector=app%3D%3Dweb,tier", ["b"]), ("fieldSelector=spec.nodeName%3Dn2", ["b"]),
        ("fieldSelector=status.phase!%3DRunning", ["c"]), ("fieldSelector=metadata.name%3Da", ["a"]),
        ("fieldSelector=metadata.namespace%3Dx,status.phase%3DRunning", ["a"]),
        ("fieldSelector=spec.hostNetwork%3Dfalse&labelSelector=tier", ["b"]),
    ])
    func `Selectors choose by labels and fields`(query: String, names: [String]) throws {
        #expect(try Replaying(objects: few).names("/api/v1/pods?\(query)") == names)
    }

    @Test(arguments: [
        "labelSelector=a%20in%20(b", "labelSelector=,", "labelSelector=a%3Db,", "labelSelector=a%20b",
        "labelSelector=a%3Ex", "labelSelector=-a", "labelSelector=a%3Dc%2Fd", "labelSelector=a%20in%20b",
        "fieldSelector=spec.foo%3Dbar", "fieldSelector=foo", "fieldSelector=metadata.name%3Da%5C", "limit=x",
        "resourceVersion=x", "continue=%ff", "labelSelector=%zz",
    ])
    func `What is no query is a bad request`(query: String) throws {
        let answer = try Replaying.mixedFaults.get().get("/api/v1/pods?\(query)")
        #expect(answer.status == 400)
        #expect(answer.json["kind"] == .string("Status"))
        #expect(answer.json["reason"] == .string("BadRequest"))
    }

    @Test(arguments: [
        ("resourceVersion=0", 200), ("resourceVersion=9", 200), ("resourceVersion=3", 200),
        ("resourceVersion=9&resourceVersionMatch=Exact", 200), ("resourceVersion=3&resourceVersionMatch=Exact", 410),
        ("resourceVersion=3&resourceVersionMatch=NotOlderThan", 200), ("resourceVersion=10", 504),
        ("resourceVersionMatch=Exact", 422), ("resourceVersion=0&resourceVersionMatch=Exact", 422),
        ("resourceVersion=1&resourceVersionMatch=Nonsense", 422),
    ])
    func `The snapshot has one version`(query: String, status: Int) throws {
        let answer = try Replaying(objects: few).get("/api/v1/pods?\(query)")
        #expect(answer.status == status)
        if status == 504 {
            #expect(answer.headers["retry-after"] == "1")
            let cause = answer.json["details"]?["causes"]?.elements?.first
            #expect(cause?["reason"] == .string("ResourceVersionTooLarge"))
        }
    }

    @Test func `What the snapshot may only lack is not passed off as empty`() throws {
        let replaying = try Replaying.mixedFaults.get()
        let missing = replaying.get("/api/v1/persistentvolumeclaims")
        #expect(missing.json["items"] == .array([]))
        #expect(
            missing.headers["warning"]
                == #"299 - "the snapshot has no persistentvolumeclaims: they were not saved""#)
        #expect(replaying.get("/api/v1/limitranges").headers["warning"]?.contains("there are none, or") == true)
        #expect(replaying.get("/api/v1/pods").headers["warning"] == nil)
        // Nobody can tell whether the cluster had any.
        #expect(replaying.get("/apis/apps/v1/deployments").status == 404)
    }

    @Test func `An empty list that was saved is served as empty`() throws {
        let replaying = try Replaying(
            objects: few + [#"{"apiVersion":"v1","kind":"EventList","items":[]}"#])
        let events = replaying.get("/api/v1/events")
        #expect(events.json["items"] == .array([]))
        #expect(events.headers["warning"] == nil)
    }

    @Test func `Only metadata is given where only that is asked for`() throws {
        let replaying = try Replaying(objects: few)
        let accept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
        let list = replaying.get("/api/v1/pods?limit=1", accept: accept).json
        #expect(list["kind"] == .string("PartialObjectMetadataList"))
        let item = list["items"]?.elements?.first
        #expect(item?["metadata"]?["name"] == .string("b"))
        #expect(item?["spec"] == nil)
    }

    @Test func `Protobuf alone is not acceptable`() throws {
        let answer = try Replaying.mixedFaults.get().get("/api/v1/pods", accept: "application/vnd.kubernetes.protobuf")
        #expect(answer.status == 406)
        #expect(answer.json["reason"] == .string("NotAcceptable"))
    }

    @Test func `An object that is not there is told by its name`() throws {
        let answer = try Replaying.mixedFaults.get().get("/apis/apps/v1/namespaces/x/daemonsets/nope")
        #expect(answer.status == 404)
        #expect(answer.json["message"] == .string(#"daemonsets.apps "nope" not found"#))
    }

    @Test func `A HEAD has the headers of the answer only`() throws {
        let replaying = try Replaying.mixedFaults.get()
        let whole = replaying.get("/api/v1/nodes")
        let head = replaying.get("/api/v1/nodes", method: "HEAD")
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        #expect(head.headers["content-length"] == "\(whole.body.count)")
    }
}
