import ClusterSnapshot
import KubernetesModel

/// The messages of runtimes, kernels and network plugins when a sandbox fails, and their meanings.
enum SandboxExamples {
    static let all: [RuleExample] = ofKubelet + ofRuntime

    private static let ofKubelet: [RuleExample] = [
        .firing(
            "the runtime's settings changed under a running pod: its container ended, and no new sandbox is made",
            on: ["n1"], with: ["kind": "cgroup"]
        ) { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1") { pod in
                pod.becomeUnready()
                pod.change { status in
                    status.hasStarted = false
                    var end = ContainerTermination()
                    (end.exitCode, end.reason, end.finishedAt) = (2, "Error", Timestamp(seconds: 9_500))
                    status.state = .terminated(end)
                }
            }
            cluster.event(
                "FailedCreatePodSandBox",
                "Failed create pod sandbox: rpc error: code = Unknown desc = failed to create a sandbox for pod \"agent-n1\": "
                    + "Error response from daemon: cgroup-parent for systemd cgroup should be a valid slice named as "
                    + "\"xxx.slice\"", on: "agent-n1", secondsAgo: 60)
        },
        .firing(
            "the kubelet's own file of name servers is missing", on: ["n1"],
            with: ["kind": "resolver-file", "file": "/run/systemd/resolve/resolv.conf"]
        ) { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
            cluster.event(
                "FailedCreatePodSandBox",
                "Failed to create pod sandbox: open /run/systemd/resolve/resolv.conf: no such file or directory",
                on: "agent-n1")
        },
        .firing(
            "the folder for the state of containers is full, which lies in memory", on: ["n1"],
            with: ["kind": "storage-full", "volatileFolder": "/run"]
        ) { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
            cluster.event(
                "FailedCreatePodSandBox",
                "Failed to create pod sandbox: failed to create containerd task: mkdir /run/containerd/k8s.io/4f: "
                    + "no space left on device: unknown", on: "agent-n1")
        },
        .firing(
            "the plugin that refuses is the one that the DaemonSet itself installs", on: ["n1"],
            with: ["kind": "network-access", "plugin": "agent-cni", "isOwnPlugin": true]
        ) { cluster in
            cluster.node("n1")
            cluster.template { spec in
                spec.containers[0].image = "registry.example/agent-cni:1"
                spec.volumes = [Volume(name: "bin", source: .hostPath(path: "/opt/cni/bin", type: ""))]
            }
            cluster.snapshot.daemonSets = [
                ExampleObjects.daemonSet("cilium", namespace: "kube-system") { main in
                    var spec = main.template.spec
                    spec.containers[0].image = "registry.example/cilium:1"
                    spec.volumes = [Volume(name: "bin", source: .hostPath(path: "/opt/cni/bin", type: ""))]
                    main.template.sharedSpec = Shared(spec)
                }
            ]
            cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
            cluster.event(
                "FailedCreatePodSandBox",
                "Failed to create pod sandbox: plugin type=\"agent-cni\" name=\"agent-cni\" failed (add): Unauthorized",
                on: "agent-n1")
        },
        .firing(
            "the runtime lacks the file of a container", on: ["n1"], with: ["kind": "unknown"]
        ) { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
            cluster.event(
                "FailedCreatePodSandBox",
                "Failed to create pod sandbox: rpc error: code = Unknown desc = open "
                    + "/var/lib/docker/containers/4f/resolv.conf: no such file or directory", on: "agent-n1")
        },
    ]

    private static let ofRuntime: [RuleExample] = said.map { kind, message in
        .firing("\(kind): \(message.prefix(60))", on: ["n1"], with: ["kind": .text(kind.rawValue)]) { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
            cluster.event(
                "FailedCreatePodSandBox",
                "Failed to create pod sandbox: rpc error: code = Unknown desc = \(message)", on: "agent-n1")
        }
    }

    private static let said: KeyValuePairs<SandboxTrouble, String> = [
        .runtimeHandler: "failed to get sandbox runtime: no runtime for \"nvidia\" is configured",
        .runtimeHandler: "failed to find runtime handler kata from runtime list map[runc:0xc0]",
        .runtimeHandler: "RuntimeHandler \"nvidia\" not supported",
        .runtimeHandler: "Error response from daemon: Unknown runtime specified nvidia",
        .runtimeHandler:
            "failed to start shim: runtime \"io.containerd.runsc.v1\" binary not installed \"containerd-shim-runsc-v1\"",
        .runtimeClass: "failed to get runtime handler: runtimeclass.node.k8s.io \"gvisor\" not found",
        .pauseImage:
            "failed to get sandbox image \"registry.k8s.io/pause:3.9\": failed to pull image: dial tcp: i/o timeout",
        .pauseImage:
            "error creating pod sandbox: initializing source docker://registry.k8s.io/pause:3.6: x509: unknown",
        .nameReserved: "failed to reserve sandbox name \"agent_x_0\": name \"agent_x_0\" is reserved for \"abc\"",
        .memoryLimit:
            "OCI runtime create failed: container init was OOM-killed (memory limit too low?): unknown",
        .cgroup:
            "OCI runtime create failed: expected cgroupsPath to be of format \"slice:prefix:name\" for systemd cgroups",
        .cgroupsUsedUp: "mkdir /sys/fs/cgroup/memory/kubepods/burstable/pod1: no space left on device",
        .storageFull: "failed to create snapshot: mkdir /var/lib/containerd/x: no space left on device",
        .storageFull: "devmapper: Thin Pool has 2048 free data blocks which is less than minimum required 163840",
        .storageBroken: "mkdir /var/lib/containers/storage/overlay/a: read-only file system",
        .openFiles: "failed to create fsnotify watcher: too many open files",
        .openFiles: "inotify_add_watch /sys/fs/cgroup/a: no space left on device",
        .processes: "OCI runtime create failed: fork/exec /proc/self/exe: resource temporarily unavailable",
        .securityProfile: "failed to generate seccomp spec opts: seccomp profile audit.json not found",
        .seLinux:
            "container init caused: write /proc/self/attr/keycreate: invalid argument: unknown",
        .seLinux: "failed to set SELinux process label: write /proc/thread-self/attr/exec: permission denied",
        .securityProfile: "apparmor failed to apply profile: write /proc/self/attr/apparmor/exec: no such file",
        .windowsVersion:
            "hcsshim::CreateComputeSystem b5da: The container operating system does not match the host operating system.",
        .sysctl: "OCI runtime create failed: sysctl \"net.core.somaxconn\" not allowed in host network namespace",
        .hostPort: "cannot open hostport 80 for pod: listen tcp4 :80: bind: address already in use",
        .addresses:
            "failed to setup network for sandbox: plugin type=\"calico\" failed (add): no addresses are left",
        .addresses: "failed to set up pod network: add cmd: failed to assign an IP address to container",
        .addresses: "plugin type=\"bridge\" failed (add): no IP addresses available in range set: 10.1.0.1-10.1.0.254",
        .networkBinary: "failed to setup network: failed to find plugin \"bridge\" in path [/opt/cni/bin]",
        .networkBridge:
            "plugin type=\"flannel\" failed: failed to set bridge addr: \"cni0\" already has an IP address different from 10.1.0.1/24",
        .networkAccess:
            "plugin type=\"calico\" failed (add): error getting ClusterInformation: connection is unauthorized",
        .networkConfiguration:
            "networkPlugin cni failed to set up pod network: open /run/flannel/subnet.env: no such file",
        .networkConfiguration:
            "plugin type=\"calico\" failed (add): stat /var/lib/calico/nodename: no such file or directory",
        .networkAgent:
            "failed to setup network for sandbox: add cmd: Error received from AddNetwork gRPC call: dial tcp 127.0.0.1:50051: connect: connection refused",
        .networkAgent:
            "CNI request failed: Post \"http://dummy/cni\": dial unix /run/multus/multus.sock: connect: connection refused",
        .network: "failed to setup network for sandbox: plugin type=\"ptp\" failed (add): link not found",
        .networkAgent:
            "networkPlugin cni failed: error while GETHNSNewtorkByName(flannel.4096): Network flannel.4096 not found",
        .hostNetworkMissing: "failed to start sandbox container: Error response from daemon: network host not found",
        .windows: "failed to create HNS endpoint: hcnCreateEndpoint failed in Win32: The object already exists.",
        .runtimeDown: "dial unix /run/containerd/containerd.sock: connect: connection refused",
        .timeout: "context deadline exceeded",
        .unknown: "something that nobody has seen yet",
    ]
}
