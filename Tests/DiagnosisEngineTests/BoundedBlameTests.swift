import KubernetesModel
import Testing

@testable import DiagnosisEngine

/// What is blamed only within bounds.
struct BoundedBlameTests {
    private func redirect(secondsBeforeSilence seconds: WholeNumber) -> String? {
        RuleExample.firing("a mesh in the host network") { cluster in
            cluster.node("n1") { node in
                node.becomeUnreachable()
                for place in node.conditions.indices {
                    node.conditions[place].lastTransitionTime = Timestamp(seconds: 9_000)
                }
            }
            cluster.node("n2")
            cluster.template { spec in
                spec.isHostNetwork = true
                var container = ExampleObjects.container("linkerd-init")
                container.securityContext.addedCapabilities = ["NET_ADMIN"]
                spec.initContainers = [container]
            }
            cluster.daemonPod(on: "n1") { pod in
                pod.becomeUnready()
                pod.metadata.creationTimestamp = Timestamp(seconds: 9_000 - seconds)
            }
            cluster.daemonPod(on: "n2")
        }.findings().first { $0.code == .nodeUnreachable && $0.parameters.text("redirect") != nil }?
        .parameters.text("redirect")
    }

    @Test func `A mesh's redirect is blamed where the kubelet fell silent right after it`() {
        #expect(redirect(secondsBeforeSilence: 20) == "linkerd-init")
    }

    @Test(arguments: [4_000, -60])
    func `It is not where the node reported for long with it, or was silent before`(seconds: Int) {
        #expect(redirect(secondsBeforeSilence: WholeNumber(seconds)) == nil)
    }

    private func kind(ofNodeWith path: String) -> String? {
        RuleExample.firing("a template with a hostPath") { cluster in
            cluster.node("n1") { $0.info.operatingSystem = "linux" }
            cluster.template { spec in
                spec.volumes = [Volume(name: "v", source: .hostPath(path: path, type: ""))]
                spec.containers[0].volumeMounts = [VolumeMount(name: "v", mountPath: "/v")]
            }
            cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
        }.findings().first { $0.code == .crashLoopErrorExit }?.parameters.text("nodeKind")
    }

    @Test(arguments: ["\\\\.\\pipe\\csi-proxy", "C:\\var\\log"])
    func `A template for Windows is told from its paths`(path: String) {
        #expect(kind(ofNodeWith: path) == "other-system")
    }

    @Test(arguments: ["\\var\\lib\\kubelet\\pods", "/var/log", "C"])
    func `Backslashes alone, and paths of Linux, do not make it one`(path: String) {
        #expect(kind(ofNodeWith: path) == nil)
    }
}
