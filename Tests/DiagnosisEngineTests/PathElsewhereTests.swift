import KubernetesModel
import Testing

@testable import DiagnosisEngine

/// Paths in logs that a pod mounts from another place of the node.
struct PathElsewhereTests {
    private func elsewhere(_ line: String, mounting folder: String) -> PathElsewhere? {
        var container = Container()
        container.name = "registrar"
        container.plainVariables = [
            EnvironmentVariable(name: "SOCKET", value: "/var/lib/kubelet/plugins/disk.example/csi.sock")
        ]
        var spec = PodSpec()
        spec.containers = [container]
        spec.volumes = [Volume(name: "plugin", source: .hostPath(path: folder, type: ""))]
        var pod = Pod()
        pod.sharedSpec = Shared(spec)
        return PathElsewhere(in: line, of: container, pod: pod)
    }

    @Test(arguments: ["/var/data/kubelet/plugins/disk.example", "/var/lib/k0s/kubelet/plugins/disk.example/"])
    func `The kubelet's folder of another distribution is told with the right path`(folder: String) throws {
        let found = try #require(
            elsewhere("dial unix /var/lib/kubelet/plugins/disk.example/csi.sock: no such file", mounting: folder))
        #expect(found.said == "/var/lib/kubelet/plugins/disk.example/csi.sock")
        #expect(found.mounted == (folder.hasSuffix("/") ? "\(folder)csi.sock" : "\(folder)/csi.sock"))
        #expect(found.variable == "SOCKET")
    }

    @Test func `A path that is the container's own mount is not told`() {
        var mount = VolumeMount(name: "conf", mountPath: "/host/etc/cni/net.d")
        mount.mountPropagation = ""
        var container = Container()
        container.volumeMounts = [mount]
        var spec = PodSpec()
        spec.volumes = [Volume(name: "conf", source: .hostPath(path: "/etc/cni/net.d", type: ""))]
        var pod = Pod()
        pod.sharedSpec = Shared(spec)
        #expect(PathElsewhere(in: "open /host/etc/cni/net.d/10-a.conf: gone", of: container, pod: pod) == nil)
    }

    @Test(arguments: ["/var/lib/kubelet/plugins/disk.example", "/var/lib/kubelet", "/var/log/pods", "/"])
    func `A path that is mounted as it is, or has nothing to do with the volume, is not told`(folder: String) {
        #expect(elsewhere("dial unix /var/lib/kubelet/plugins/disk.example/csi.sock: gone", mounting: folder) == nil)
    }
}
