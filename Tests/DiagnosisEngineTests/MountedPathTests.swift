import KubernetesModel
import Testing

@testable import DiagnosisEngine

/// Where the paths of a log lie in the pod.
struct MountedPathTests {
    private static let pod: Pod = {
        var pod = Pod()
        var spec = PodSpec()
        spec.volumes = [
            Volume(name: "var-lib", source: .hostPath(path: "/var/lib/", type: "")),
            Volume(name: "data", source: .hostPath(path: "/var/lib/vector", type: "")),
            Volume(name: "config", source: .configMap(name: "vector", isOptional: false)),
        ]
        var container = Container()
        var whole = VolumeMount(name: "var-lib", mountPath: "/var/lib")
        whole.isReadOnly = true
        container.volumeMounts = [
            whole, VolumeMount(name: "data", mountPath: "/vector-data-dir"),
            VolumeMount(name: "config", mountPath: "/etc/vector/"),
        ]
        spec.containers = [container]
        pod.sharedSpec = Shared(spec)
        return pod
    }()

    private func sentence(_ line: String) -> String {
        MountedPath.readOnlySentence(in: line, of: Self.pod.spec.containers[0], pod: Self.pod)
    }

    @Test func `A read-only mount is named, with where the container may write`() {
        #expect(
            sentence("Could not create subdirectory inside of data dir \"/var/lib/vector/\": Read-only file system")
                == " The template mounts volume var-lib (hostPath /var/lib/) read-only at /var/lib; mounted for writing: "
                + "/vector-data-dir (volume data).")
    }

    @Test(arguments: [
        "mkdir /opt/x: read-only file system", "mkdir /vector-data-dir/a: read-only file system",
        "mkdir /var/library: read-only file system", "read-only file system",
    ])
    func `Paths elsewhere are none of that mount`(line: String) { #expect(sentence(line).isEmpty) }

    @Test(arguments: [
        (
            "open /vector-data-dir/a: denied",
            " /vector-data-dir/a is /var/lib/vector/a on the node (hostPath /var/lib/vector, volume data)."
        ),
        ("open /var/lib/x: denied", " /var/lib/x is the node's (hostPath /var/lib/, volume var-lib)."),
        ("open /etc/vector/keyring: denied", " /etc/vector/keyring lies in volume config, which is ConfigMap vector."),
        ("see to the data volume", " Volume data is hostPath /var/lib/vector."),
        ("cp: cannot open '/opt/x'", " /opt/x lies in no volume: it is the image's own (vector:1)."),
        ("denied", ""), ("open /proc/1: denied", ""),
    ])
    func `A path is followed to where it comes from`(line: String, sentence: String) {
        var container = Self.pod.spec.containers[0]
        container.image = "vector:1"
        #expect(MountedPath.origin(in: line, of: container, pod: Self.pod, isOfImage: true) == sentence)
    }

    @Test(
        arguments: [
            ("/var/lib/x", [.nodePath, .readOnlyMount, .systemPath]), ("/vector-data-dir", [.nodePath]),
            ("/etc/vector/keyring", [.configVolume]), ("/opt/x", [.imagePath]), ("/proc/1", []), ("x", []),
        ] as [(String, Set<LogSignature.Circumstance>)])
    func `The volume of a path is a circumstance`(path: String, circumstances: Set<LogSignature.Circumstance>) {
        #expect(
            MountedPath.circumstances(of: "\(path): denied", for: Self.pod.spec.containers[0], pod: Self.pod)
                == circumstances)
    }

    @Test(arguments: [
        ("/", true), ("/opt", true), ("/var/lib/kubelet/pods", true), ("/etc/", true), ("/var/log/pods", true),
        ("/var/lib/vector", false), ("/opt/agent", false), ("/etcd", false), ("/var/log/agent", false),
    ])
    func `Directories of the system are told from a daemon's own`(path: String, isSystem: Bool) {
        #expect(NodeSystemPath.isOne(path) == isSystem)
    }

    @Test func `The innermost mount counts`() {
        var container = Self.pod.spec.containers[0]
        container.volumeMounts.append(VolumeMount(name: "data", mountPath: "/var/lib/vector"))
        let found = MountedPath.all(in: "open /var/lib/vector/a: denied", of: container, pod: Self.pod)
        #expect(found.map(\.mount.mountPath) == ["/var/lib/vector"])
    }

    @Test(arguments: [
        ("/dev/kvm", true), ("/sys/class/drm", true), ("/dev/null", false), ("/dev/termination-log", false),
        ("/dev/", false),
        ("/sys/fs/cgroup", false), ("/etc/dev/kvm", false),
    ])
    func `Devices are told from files`(path: String, isDevice: Bool) { #expect(DevicePath.isOne(path) == isDevice) }
}
