import CheckedJSON
import TestServers
import Testing

@Suite(.waiting) struct DiscoveryTests {
    private let aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json"

    @Test func `The version is the cluster's`() throws {
        let version = try Replaying.mixedFaults.get().get("/version").json
        #expect(version["gitVersion"] == .string("v1.36.2"))
        #expect(version["major"] == .string("1"))
        #expect(version["minor"] == .string("36"))
    }

    @Test func `Plain and aggregated discovery tell of the same resources`() throws {
        let replaying = try Replaying.mixedFaults.get()
        var plain: Set<String> = []
        for path in ["/api/v1", "/apis/apps/v1", "/apis/policy/v1"] {
            let list = replaying.get(path).json
            for resource in list["resources"]?.elements ?? [] where resource["name"]?.string != "pods/log" {
                plain.insert("\(path) \(resource["name"]?.string ?? "") \(resource["kind"]?.string ?? "")")
            }
        }
        var together: Set<String> = []
        for root in ["/api", "/apis"] {
            let answer = replaying.get(root, accept: aggregated)
            #expect(answer.headers["content-type"]?.contains("as=APIGroupDiscoveryList") == true)
            for group in answer.json["items"]?.elements ?? [] {
                let name = group["metadata"]?["name"]?.string
                for version in group["versions"]?.elements ?? [] {
                    let path = (["", root.dropFirst().description, name, version["version"]?.string] as [String?])
                        .compactMap(\.self).joined(separator: "/")
                    for resource in version["resources"]?.elements ?? [] {
                        let kind = resource["responseKind"]?["kind"]?.string ?? ""
                        together.insert("\(path) \(resource["resource"]?.string ?? "") \(kind)")
                    }
                }
            }
        }
        #expect(plain.isSubset(of: together))
        #expect(plain.contains("/apis/apps/v1 daemonsets DaemonSet"))
        #expect(plain.contains("/api/v1 events Event"))
    }

    @Test func `Custom resources are served under the names of their definition, or guessed ones`() throws {
        let replaying = try Replaying(objects: [
            """
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"geese.a.io"},
             "spec":{"group":"a.io","scope":"Cluster","names":{"kind":"Goose","plural":"geese","shortNames":["gs"]}}}
            """,
            #"{"apiVersion":"a.io/v1beta1","kind":"Goose","metadata":{"name":"g1"}}"#,
            #"{"apiVersion":"b.io/v1","kind":"Policy","metadata":{"name":"p1","namespace":"x"}}"#,
            #"{"apiVersion":"b.io/v1","kind":"Realm","metadata":{"name":"r1"}}"#,
        ])
        #expect(replaying.names("/apis/a.io/v1beta1/geese") == ["g1"])
        #expect(replaying.get("/apis/a.io/v1beta1/geese/g1").status == 200)
        #expect(replaying.names("/apis/b.io/v1/namespaces/x/policies") == ["p1"])
        #expect(replaying.names("/apis/b.io/v1/realms") == ["r1"])
        let resources = replaying.get("/apis/a.io/v1beta1").json["resources"]?.elements
        #expect(resources?.first?["shortNames"] == .array([.string("gs")]))
    }

    @Test func `Of several versions the released one is preferred`() throws {
        let replaying = try Replaying(objects: [
            #"{"apiVersion":"a.io/v1beta2","kind":"Goose","metadata":{"name":"g1"}}"#,
            #"{"apiVersion":"a.io/v1","kind":"Goose","metadata":{"name":"g2"}}"#,
            #"{"apiVersion":"a.io/v2alpha1","kind":"Goose","metadata":{"name":"g3"}}"#,
        ])
        let group = replaying.get("/apis/a.io").json
        #expect(group["preferredVersion"]?["version"] == .string("v1"))
        let versions = group["versions"]?.elements?.compactMap { $0["version"]?.string }
        #expect(versions == ["v1", "v1beta2", "v2alpha1"])
    }

    @Test func `Unknown paths are answered with a Status`() throws {
        let replaying = try Replaying.mixedFaults.get()
        for path in ["/nope", "/apis/nope", "/apis/apps/v9", "/api/v1/nope", "/openapi/v3", "/api/v1/pods/x"] {
            let answer = replaying.get(path)
            #expect(answer.status == 404, "\(path)")
            #expect(answer.json["reason"] == .string("NotFound"), "\(path)")
        }
        #expect(replaying.get("/readyz").text == "ok")
    }
}
