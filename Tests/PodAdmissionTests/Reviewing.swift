import CheckedJSON
import ClusterSnapshot
import KubernetesModel
import TestBuilders

@testable import PodAdmission

/// A template for tests, as JSON and as the values that follow from it.
struct Reviewing {
    var json: String
    var spec = podSpec([container("agent", requests: ["memory": "100Mi"])])
    var snapshot = TestBuilders.snapshot(nodes: [node("n1")]) { snapshot in
        var namespace = Namespace()
        namespace.metadata = ObjectMeta(name: "logging", uid: "1")
        snapshot.namespaces = [namespace]
        var account = ServiceAccount()
        account.metadata = ObjectMeta(name: "default", namespace: "logging")
        snapshot.serviceAccounts = [account]
        snapshot.kubernetesVersion = "v1.36.2"
    }

    init(_ json: String = "{}") { self.json = json }

    /// What admission does to the pods.
    func review() throws -> AdmissionReview {
        let template = try JSONValue("{\"spec\":\(json)}".utf8)
        let agent = daemonSet("agent", namespace: "logging", spec: spec)
        let request = AdmissionRequest(agent, template: template, isUpdate: false, in: ClusterIndex(snapshot))
        return PodAdmission.review(request)
    }

    /// The codes, each with its field.
    func findings() throws -> Set<String> { Set(try review().findings.map { "\($0.code.rawValue) \($0.field)" }) }
}
