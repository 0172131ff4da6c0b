/// Words by which a line of a log tells a known kind of failure.
public struct LogSignature: Equatable, Sendable {
    /// How near to the root of the trouble lines of a kind stand. Of two lines the one nearer to it counts, else the later.
    public enum Rank: String, CaseIterable, Sendable {
        /// A consequence of something else, such as a timeout.
        case symptom
        /// An error that may well be the one.
        case cause
        /// Always the root cause, wherever it is in the log, such as a missing library.
        case root
    }

    /// Where the remedy lies.
    public enum Concern: String, CaseIterable, Sendable {
        /// The node: its processor, kernel, limits or packages.
        case node
        /// The image: what is built into it, and for which machine.
        case image
        /// The template or what it is configured by.
        case settings
        /// Something else in the cluster: rights, definitions, Services.
        case cluster
        /// Whom the program talks to.
        case peer
    }

    /// The circumstances of a pod and its node, as far as the snapshot shows them.
    public enum Circumstance: String, CaseIterable, Sendable {
        /// The container is privileged.
        case privileged
        /// The container runs as user 0, or is privileged.
        case root
        /// The program works in the node's own file system, by `nsenter` or `chroot`.
        case hostFileSystem = "host-file-system"
        /// The node says that its disks are not short of space.
        case diskNotFull = "disk-not-full"
        /// Pods of the same template serve on other nodes.
        case servesElsewhere = "serves-elsewhere"
        /// The container's own file system is read-only by its security context.
        case readOnlyRoot = "read-only-root"
        /// The pod uses the node's network.
        case hostNetwork = "host-network"
        /// The pod uses the node's network and resolves names as the node does.
        case nodeDNS = "node-dns"
        /// The line is about the Kubernetes API.
        case kubernetesAPI = "kubernetes-api"
        /// The line names an address of the pod itself: `localhost`, `127.0.0.1` or `[::1]`.
        case localhost
        /// The line names an IPv6 address in brackets, with or without a port: `[fd00:ec2::23]:80`.
        case ipv6
        /// The line tells that the kernel refused to run a program: `script.sh: line 8: /usr/sbin/iptables: Operation not
        /// permitted`.
        case program
        /// The node runs Windows.
        case windows
        /// The line names a path that the container mounts from the node (a hostPath).
        case nodePath = "node-path"
        /// The line names a device, or what the kernel shows of one, below `/dev` or `/sys`.
        case devicePath = "device-path"
        /// The line names a path in a volume that the container mounts for reading only.
        case readOnlyMount = "read-only-mount"
        /// The line names a path in a volume that is always mounted for reading only: a ConfigMap, a Secret or the like.
        case configVolume = "config-volume"
        /// The line names a path, and it lies in no volume of the container: the file is the image's, or is to be.
        case imagePath = "image-path"
        /// The line names a path in a hostPath of a directory that belongs to the node's system or its kubelet.
        case systemPath = "system-path"
        /// The container is set to run as another user than root.
        case nonRoot = "non-root"
        /// The line says that something isn't there which the kernel shows once a module of it is loaded.
        case kernelModule = "kernel-module"
        /// The line says that something was refused (`Operation not permitted`).
        case notPermitted = "not-permitted"
        /// The container asks for the capability to listen on ports below 1024 (`NET_BIND_SERVICE`).
        case portCapability = "port-capability"
        /// The container forbids its programs to gain rights (`allowPrivilegeEscalation: false`).
        case noPrivilegeEscalation = "no-privilege-escalation"
        /// The node's system is one that uses SELinux, and the container isn't set to run as another user than root.
        case seLinux = "selinux"
        /// The node is one of KubeEdge, where edgecore runs the pods.
        case edgeNode = "edge-node"
        /// The line tells of a webhook that the API server fails to call.
        case webhook
        /// The node offers GPUs to pods, and the container asks for none.
        case gpusOffered = "gpus-offered"
    }

    /// The meaning of a line in some circumstances.
    public struct Variant: Equatable, Sendable {
        /// All of these must be so.
        public var circumstances: [Circumstance]
        /// Takes the place of the signature's meaning; empty to keep that.
        public var meaning: String
        /// Takes the place of the signature's remedy; empty to keep that.
        public var remedy: String
        /// Takes the place of the signature's concern; nil to keep that.
        public var concern: Concern?

        /// A variant for the circumstances.
        public init(circumstances: [Circumstance], meaning: String = "", remedy: String = "", concern: Concern? = nil) {
            self.circumstances = circumstances
            self.meaning = meaning
            self.remedy = remedy
            self.concern = concern
        }
    }

    /// A stable word, for instance `address-in-use`.
    public var name: String
    /// A sentence of what such a line means; empty where there is none.
    public var meaning: String
    /// The remedy, in a sentence or two; empty if it depends.
    public var remedy: String
    /// How near to the root of the trouble such lines stand.
    public var rank: Rank
    /// Where the remedy lies; nil where that depends.
    public var concern: Concern?
    /// The meaning in some circumstances; the first match counts.
    public var variants: [Variant]
    /// Any of these in a line is enough, in upper or lower case; accents and the like must be equal byte for byte.
    public var phrases: [String]
    /// Any of these in a line announces that the next line which is not indented tells it, as Python's `Traceback` does.
    public var announcements: [String]

    /// A signature; without announcements only a line with a phrase has it.
    public init(
        name: String, meaning: String = "", remedy: String = "", rank: Rank = .cause, concern: Concern? = nil,
        variants: [Variant] = [], phrases: [String], announcements: [String] = []
    ) {
        self.name = name
        self.meaning = meaning
        self.remedy = remedy
        self.rank = rank
        self.concern = concern
        self.variants = variants
        self.phrases = phrases
        self.announcements = announcements
    }
}
