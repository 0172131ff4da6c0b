/// The reason why a runtime can't create a pod's sandbox. Each kind has a remedy of its own.
///
/// The kubelet passes on what the runtime said (`CreatePodSandbox` in `pkg/kubelet/kuberuntime`), and containerd, CRI-O and
/// docker pass on what the network plugin, runc or the registry said: only their words tell.
enum SandboxTrouble: String, CaseIterable, Sendable {
    /// The runtime does not know the handler that the pod's RuntimeClass names, or lacks its program.
    case runtimeHandler = "runtime-handler"
    /// The RuntimeClass that the pod names is not there.
    case runtimeClass = "runtime-class"
    /// The pause image cannot be pulled.
    case pauseImage = "pause-image"
    /// The runtime still holds an earlier sandbox of that name.
    case nameReserved = "name-reserved"
    /// The pod's memory limit is too small for a sandbox.
    case memoryLimit = "memory-limit"
    /// The runtime and the kubelet disagree on cgroups, or systemd doesn't answer.
    case cgroup
    /// The node's kernel has no room for another cgroup.
    case cgroupsUsedUp = "cgroups-used-up"
    /// No room where the runtime keeps its data: below the kubelet, so no DiskPressure need tell.
    case storageFull = "storage-full"
    /// The file system where the runtime keeps its data is broken or read-only.
    case storageBroken = "storage-broken"
    /// A limit on open files or inotify watches is reached.
    case openFiles = "open-files"
    /// The node has no processes or memory left to start one.
    case processes
    /// The node's kernel refuses the SELinux label that the runtime gives the pod.
    case seLinux = "selinux"
    /// A seccomp or AppArmor profile cannot be applied.
    case securityProfile = "security-profile"
    /// A sysctl that the pod asks for is not to be had on the node.
    case sysctl
    /// The file of name servers that the kubelet is configured with is not on the node.
    case resolverFile = "resolver-file"
    /// A host port is already in use.
    case hostPort = "host-port"
    /// The network plugin has no address left to give.
    case addresses
    /// The program of the network plugin is not on the node.
    case networkBinary = "network-binary"
    /// The bridge of an earlier network is still there.
    case networkBridge = "network-bridge"
    /// The API server refuses the network plugin, or the plugin does not trust it.
    case networkAccess = "network-access"
    /// The network plugin has not written its configuration on the node.
    case networkConfiguration = "network-configuration"
    /// The network plugin's agent does not answer on the node.
    case networkAgent = "network-agent"
    /// The network plugin failed in another way.
    case network
    /// Docker on the node has no network of the name that host-network pods ask for, as on Windows.
    case hostNetworkMissing = "host-network-missing"
    /// The pause image is for another build of Windows than the node's.
    case windowsVersion = "windows-version"
    /// The Windows host network or compute service failed.
    case windows
    /// The container runtime does not answer.
    case runtimeDown = "runtime-down"
    /// The runtime did not finish in time.
    case timeout
    /// The sandbox is made, and killed again under its containers.
    case killed
    /// The runtime failed in a way that is not listed.
    case unknown

    /// Whether the network plugin is what to look at.
    var isNetwork: Bool {
        switch self {
        case .addresses, .networkBinary, .networkBridge, .networkAccess, .networkConfiguration, .networkAgent, .network:
            return true
        default: return false
        }
    }
}

extension SandboxTrouble {
    /// The reason in an event's message; the pod's own name in it does not count.
    init(message: String, pod: String = "") {
        var text = message.lowercased()
        if !pod.isEmpty { text = text.replacing(pod, with: "") }
        self =
            Self.wordings.first { wording in wording.phrases.contains { text.contains($0) } && wording.fits(text) }?
            .kind ?? .unknown
    }

    /// Words of runtimes and plugins for one kind of trouble.
    private struct Wording {
        var kind: SandboxTrouble
        /// One of them is in the message, in lower case.
        var phrases: [String]
        /// The further condition.
        var fits: @Sendable (String) -> Bool = { _ in true }
    }

    /// Whether the message is about the network at all: plugins' own errors look like those of any program.
    private static func isAboutNetwork(_ text: String) -> Bool {
        [
            "cni", "network for sandbox", "set up pod", "setup network", "to network", "netplugin", "multus", "ipam",
            "add network", "adding pod", "teardown pod",
        ].contains { text.contains($0) }
    }

    /// Wordings of containerd, CRI-O, dockershim and the network plugins, the most telling first.
    private static let wordings: [Wording] = [
        Wording(kind: .runtimeClass, phrases: ["runtimeclass.node.k8s.io \"", "runtimeclass \""]) {
            $0.contains("not found")
        },
        // The kubelet reads it for every pod (`dns.Configurer.GetPodDNS`), on the host's network or not.
        Wording(kind: .resolverFile, phrases: ["resolv.conf"]) {
            // The runtime's errors come as gRPC's; docker means the file of a container.
            !$0.contains("rpc error") && !$0.contains("resolvconfpath")
                && ["no such file", "permission denied", "is a directory", "too many levels"].contains(
                    where: $0.contains)
        },
        Wording(
            kind: .runtimeHandler,
            phrases: [
                "no runtime for \"", "failed to get sandbox runtime", "failed to find runtime handler",
                "unknown runtime specified", "unknown or invalid runtime name",
                "binary not installed \"containerd-shim",
                "exec: \"containerd-shim", "failed to get runtime handler", "no runtime handler",
            ]),
        Wording(kind: .runtimeHandler, phrases: ["runtime handler \"", "runtimehandler \"", "runtimehandler '"]) {
            $0.contains("not supported") || $0.contains("not found") || $0.contains("not configured")
        },
        Wording(
            kind: .runtimeHandler, phrases: ["nvidia-container-runtime", "kata-runtime", "runsc", "crun", "youki"]
        ) {
            $0.contains("executable file not found") || $0.contains("fork/exec") && $0.contains("no such file")
        },
        Wording(
            kind: .pauseImage,
            phrases: [
                "failed to get sandbox image", "failed to pull sandbox image", "unable to pull sandbox image",
                "failed pulling image \"", "infra container image", "pulling pause image",
                "unable to get image for the pause",
            ]),
        Wording(kind: .pauseImage, phrases: ["/pause", "/pause-"]) {
            $0.contains("pull") || $0.contains("pinging") || $0.contains("initializing source")
                || $0.contains("manifest unknown") || $0.contains("no such image")
        },
        Wording(
            kind: .nameReserved,
            phrases: [
                "is reserved for", "name is reserved", "failed to reserve sandbox name",
                "is already in use by container",
            ]
        ),
        Wording(
            kind: .memoryLimit,
            phrases: [
                "container init was oom-killed", "memory limit too low", "minimum memory limit", "memory limit below",
                "minimum allowed memory limit", "specified memory limit is below",
                "should be higher than the minimum memory",
            ]),
        Wording(kind: .memoryLimit, phrases: ["memory.limit_in_bytes", "memory.max"]) {
            $0.contains("device or resource busy") || $0.contains("invalid argument")
        },
        Wording(
            kind: .openFiles,
            phrases: ["too many open files", "inotify", "fsnotify"]),
        Wording(kind: .cgroupsUsedUp, phrases: ["/sys/fs/cgroup"]) {
            $0.contains("cannot allocate memory") || $0.contains("no space left on device")
        },
        Wording(
            kind: .cgroup,
            phrases: [
                "expected cgroupspath to be of format", "expected \"slice:prefix:name\"", "cgroup-parent for systemd",
                "cgroup driver", "cgroupdriver", "unable to apply cgroup", "failed to create cgroup",
                "cgroup mountpoint does not exist", "/sys/fs/cgroup", "unable to start unit \"", "cgroupv2", "cgroup2",
                "unable to ensure pod container exists", "invalid slice", "org.freedesktop.systemd1",
                "error setting cgroup config", "cgroup.procs", "cgroup.subtree_control", "cgroups:",
            ]),
        Wording(
            kind: .storageFull,
            phrases: [
                "no space left on device", "thin pool", "thin_pool", "devicemapper", "device-mapper", "devmapper",
                "disk quota exceeded", "disk is full", "free data blocks", "free metadata blocks",
            ]
        ) {
            // A full map of a network plugin in the kernel says the same.
            !$0.contains("bpf")
        },
        Wording(
            kind: .storageBroken,
            phrases: ["read-only file system", "input/output error", "structure needs cleaning", "stale file handle"]),
        Wording(
            kind: .processes,
            phrases: [
                "cannot allocate memory", "resource temporarily unavailable", "can't fork",
                "failed to create new os thread",
                "pthread_create failed", "not enough memory", "out of memory",
            ]),
        Wording(kind: .sysctl, phrases: ["sysctl", "/proc/sys/"]) {
            !isAboutNetwork($0) || $0.contains("not in a separate")
        },
        Wording(
            kind: .seLinux,
            phrases: [
                "selinux", "failed to set mcs label", "/proc/self/attr/", "/proc/thread-self/attr/", "process label",
                "relabel",
            ]
        ) { !$0.contains("apparmor") },
        Wording(
            kind: .securityProfile,
            phrases: [
                "seccomp", "apparmor",
            ]),
        Wording(kind: .hostNetworkMissing, phrases: ["network host not found"]),
        Wording(
            kind: .windowsVersion,
            phrases: [
                "does not match the host operating system", "operating system of the container",
                "no matching manifest for windows",
            ]),
        Wording(
            kind: .windows,
            phrases: [
                "hcsshim", "hcs::", "hnscall", "hcncreate", "hcnopen", "hns failed", "computesystem", "hns network",
                "windows container",
            ]),
        Wording(kind: .hostPort, phrases: ["hostport", "portmap", "host port"]) {
            $0.contains("in use") || $0.contains("cannot open") || $0.contains("already allocated")
                || $0.contains("already taken")
        },
        Wording(kind: .hostPort, phrases: ["port is already allocated", "cannot listen on the tcp port"]),
        Wording(
            kind: .addresses,
            phrases: [
                "no ip addresses available", "no available ip", "no available addresses", "no addresses available",
                "no addresses are left", "no more ips", "no more free", "failed to assign an ip address",
                "range is full",
                "no free ip", "no ips available", "addresses exhausted", "ips exhausted", "pool exhausted",
                "exhausted all", "insufficientfreeaddresses", "out of ip", "ip pool is empty",
                "all available ips", "failed to request ipv4 addresses", "failed to allocate for range",
                "unable to allocate ip", "failed to allocate address", "failed to allocate ip",
                "insufficientprivateip", "insufficientcidrblocks", "no free addresses", "all ip addresses in the pool",
                "failed to allocate pod ip", "no available ipam",
            ]),
        Wording(kind: .networkBinary, phrases: ["failed to find plugin", "no such plugin"]),
        Wording(kind: .networkBinary, phrases: ["/cni/bin/", "/libexec/cni/"]) {
            $0.contains("no such file") || $0.contains("permission denied") || $0.contains("exec format error")
                || $0.contains("text file busy")
        },
        Wording(
            kind: .networkBridge,
            phrases: ["already has an ip address different from", "failed to set bridge addr"]),
        Wording(
            kind: .runtimeDown,
            phrases: [
                "containerd.sock", "crio.sock", "docker.sock", "cri-dockerd.sock", "dockershim.sock",
                "is the docker daemon running", "cannot connect to the docker daemon", "transport is closing",
                "error reading from server: eof", "ttrpc: closed", "server is not initialized yet",
                "containerd: container did not start before", "unexpected eof",
            ]
        ) { !$0.contains("multus") },
        Wording(
            kind: .networkAccess,
            phrases: [
                "unauthorized", "x509", "forbidden", "token has expired", "certificate has expired",
                "asked for the client",
            ]
        ),
        Wording(
            kind: .networkConfiguration,
            phrases: [
                "cni config uninitialized", "cni plugin not initialized", "networkpluginnotready",
                "network plugin is not ready", "network is not ready", "runtime network not ready",
                "no networks found in",
                "no valid networks found", "no cni configuration file", "no network config found", "subnet.env",
                "/var/lib/calico/nodename", "readinessindicatorfile", "missing cni default network",
                "network is not configured", "no podcidr", "pod network not ready", "default-network is not",
                "error loading cni config", "failed to load netconf",
            ]),
        Wording(
            kind: .networkAgent,
            phrases: [
                "connection refused", "dial unix", "dial tcp 127.0.0.1", "dial tcp [::1]", "i/o timeout",
                "unable to connect to", "is the agent running", "have you set up", "no route to host",
                "context deadline exceeded", "deadlineexceeded", "timed out", "client.timeout", "connection reset",
                "connect: no such file", "netplugin failed with no error", "gethnsnewtorkbyname", "gethnsnetworkbyname",
            ], fits: isAboutNetwork),
        Wording(
            kind: .network,
            phrases: [
                "failed to setup network", "failed to set up network", "failed to set up sandbox", "networkplugin",
                "network plugin", "netplugin", "cni", "multus", "ipam",
            ]),
        Wording(
            kind: .timeout,
            phrases: ["context deadline exceeded", "deadlineexceeded", "operation timeout", "timed out", "timeout"]),
    ]
}
