import KubernetesModel
import Testing

@testable import DiagnosisEngine

@Suite("A probe that asks the node in place of the pod")
struct ProbeTargetTests {
    private func sentence(_ action: String, edit: (inout PodSpec) -> Void = { _ in }) -> String {
        var spec = PodSpec()
        spec.containers = [Container()]
        edit(&spec)
        var probe = Probe()
        probe.action = action
        return probe.unreachableHostPort(in: spec)
    }

    @Test("does not reach the pod", arguments: ["http-get 127.0.0.1:8080/healthz", "tcp-socket localhost:9100"])
    func misses(action: String) {
        #expect(sentence(action).contains("neither hostNetwork nor a hostPort"))
        #expect(sentence(action) { $0.isHostNetwork = true } == "")
        #expect(sentence(action) { $0.containers[0].ports = [ContainerPort(containerPort: 80, hostPort: 80)] } == "")
    }

    @Test("is none of these", arguments: ["http-get :8080/", "exec [curl localhost:80]", "tcp-socket 10.0.0.1:80", ""])
    func reaches(action: String) { #expect(sentence(action) == "") }
}
