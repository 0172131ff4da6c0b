import KubernetesModel
import Wording

/// Why the runtime cannot create or start a container: the one reading of what runc, crun, containerd, CRI-O, Docker and
/// Windows say.
struct StartFailure: Sendable {
    var kind: Kind
    /// The innermost part of the runtime's message.
    let said: String
    /// The file or directory that the message is about; nil where it names none.
    let path: String?

    /// The step that failed in the runtime.
    enum Kind: String, CaseIterable, Sendable {
        case gpuDriver = "gpu-driver"
        case hook
        case sandboxGone = "sandbox-gone"
        case wrongArchitecture = "wrong-architecture"
        case workingDirectory = "working-directory"
        case mountNotShared = "mount-not-shared"
        case mountTypeMismatch = "mount-type-mismatch"
        case executableNotFound = "executable-not-found"
        case hostProcessPath = "host-process-path"
        case executableDenied = "executable-denied"
        case keyring
        case memoryLimit = "memory-limit-too-low"
        case nameInUse = "name-in-use"
        case user = "unknown-user"
        case securityProfile = "security-profile"
        case profileUnnamed = "security-profile-unnamed"
        case profileInvalid = "security-profile-invalid"
        case seccompMemory = "seccomp-memory"
        case seLinux = "selinux"
        case capability
        case device
        case mountSourceReadOnly = "mount-source-read-only"
        case kernelPathMissing = "kernel-path-missing"
        case mountReadOnly = "mount-read-only"
        case mountDenied = "mount-denied"
        case windowsPath = "windows-path"
        case mountSourceMissing = "mount-source-missing"
        case rlimit
        case cgroup
        case diskFull = "disk-full"
        case image
        case mount
        case wrongSystem = "wrong-operating-system"
        case startDenied = "start-denied"
        case runtimeBroken = "runtime-broken"
        case subPath = "sub-path"
        case sysctl
        case runtimeSlow = "runtime-slow"
        case other
    }

    /// Reads what the runtime said of a container.
    init(_ message: String) {
        // Each runtime that passes on the words of another puts its quotes behind one more backslash.
        var line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        while line.contains("\\\"") { line.replace("\\\"", with: "\"") }
        let folded = line.lowercased()
        kind = Self.wordings.first { $0.isIn(folded) }?.kind ?? .other
        said = Wording.shortenedInMiddle(Self.innermost(of: line), limit: 300)
        path = Self.path(in: said) ?? Self.path(in: line)
        // Below /sys and /proc the kernel alone makes paths: what isn't there nobody can create.
        if [.mountSourceReadOnly, .mountSourceMissing].contains(kind),
            let path, path.hasPrefix("/sys/") || path.hasPrefix("/proc/")
        {
            kind = .kernelPathMissing
        }
    }

    /// Whether the kubelet says that the runtime could not create or start the container.
    static func isReported(by status: ContainerStatus) -> Bool { message(of: status) != nil }

    /// The runtime's message; nil if it didn't fail to start the container.
    static func message(of status: ContainerStatus) -> String? {
        if let waiting = status.waiting, reasons.contains(waiting.reason) { return waiting.message }
        guard let end = status.termination else { return nil }
        if end.reason == "StartError" || end.reason == "ContainerCannotRun" { return end.message }
        // Before Kubernetes 1.20 Docker's refusal had the reason Error.
        let isOfRuntime = (125...128).contains(end.exitCode) && end.message.lowercased().contains("oci runtime")
        return isOfRuntime ? end.message : nil
    }

    /// The waiting reasons of containers that the runtime could not create or start (`kuberuntime.ErrCreateContainer`,
    /// `kubecontainer.ErrRunContainer`).
    static let reasons: Set<String> = ["CreateContainerError", "RunContainerError"]
}

extension StartFailure {
    /// The words of one kind: any of the texts, and beside it all of `also`.
    private struct Phrases {
        var kind: Kind
        var texts: [String]
        var also: [String] = []

        func isIn(_ message: String) -> Bool {
            texts.contains { message.contains($0) } && also.allSatisfy { message.contains($0) }
        }
    }

    /// The specific ones stand before the general ones: the first that fits counts.
    private static let wordings: [Phrases] = [
        Phrases(
            kind: .gpuDriver,
            texts: [
                "nvidia-container-cli", "libnvidia-ml", "nvidia-container-runtime", "nvml", "driver/library version",
                "could not select device driver", "nvidia.com/gpu",
            ]),
        Phrases(
            kind: .hook, texts: ["running hook", "prestart hook", "createruntime hook", "executing hook", "oci hook"]),
        // The processes that hold the sandbox's namespaces have ended.
        Phrases(
            kind: .sandboxGone, texts: ["namespace path", "/ns/ipc", "/ns/net", "/ns/uts", "/ns/pid"],
            also: ["no such file"]),
        Phrases(
            kind: .sandboxGone,
            texts: [
                "namespace of a non running container", "network of a non running container",
                "namespaces of stopped container", "namespaces of a stopped container", "cannot join network of",
                "cannot join ipc of", "sandbox container is not running", "sandbox is not running",
                "is not ready sandbox",
                "non running sandbox", "is not in ready state",
            ]),
        Phrases(
            kind: .sandboxGone,
            texts: ["failed to find sandbox", "sandbox container task", "failed to get sandbox", "no such sandbox"],
            also: ["not found"]),
        // The kubelet's own words (`makeMounts`), before the runtime is asked.
        Phrases(
            kind: .subPath,
            texts: ["failed to prepare subpath", "failed to create subpath", "subpath `", "volume-subpaths"],
            also: ["subpath"]),
        // A layer of the image lacks files: the download or an unpacking broke off, or the disk lost them.
        Phrases(
            kind: .image,
            texts: [
                "mount callback failed", "/containerd-mount", "snapshotter.v1.overlayfs/snapshots",
                "can't stat lower layer",
                "overlay/l/", "overlay2/l/", "missing symlinks", "failed to stat parent",
            ], also: ["no such file or directory"]),
        Phrases(
            kind: .image,
            texts: ["layers from manifest don't match", "does not match diffid", "readlink /var/lib/docker/overlay2"]),
        Phrases(
            kind: .runtimeBroken,
            texts: [
                "containerd-shim", "runc did not terminate", "bootstrap data to pipe", "apparmor_parser",
                "hcsshim: timeout", "container exited unexpectedly", "read-write layer", "rootfs component",
                "error creating overlay mount", "failed to start shim",
            ]),
        Phrases(kind: .wrongArchitecture, texts: ["exec format error", "not a valid win32 application"]),
        Phrases(
            kind: .workingDirectory,
            texts: [
                "chdir to cwd", "mkdir cwd", "the working directory", "chdir to `", "the directory name is invalid",
            ]),
        Phrases(kind: .mountNotShared, texts: ["not a shared mount", "not a shared or slave mount"]),
        Phrases(
            kind: .mountTypeMismatch,
            texts: [
                "mount a directory onto a file", "onto a file (or vice-versa", "cannot create file, is a directory",
            ]),
        Phrases(kind: .mountTypeMismatch, texts: ["not a directory"], also: ["mount"]),
        Phrases(
            kind: .executableDenied, texts: ["exec: \"", "exec: \\\"", "open executable", "exec user process"],
            also: ["permission denied"]),
        // Windows: hcsshim says this of job containers alone, which HostProcess containers are.
        Phrases(kind: .hostProcessPath, texts: ["failed to get application name from commandline"]),
        Phrases(
            kind: .executableNotFound,
            texts: [
                "executable file not found", "executable file `", "the system cannot find the file specified",
                "the system cannot find the path specified", "is not recognized as an internal",
            ]),
        Phrases(
            kind: .executableNotFound, texts: ["exec: \"", "exec: \\\"", "exec user process"], also: ["no such file"]),
        Phrases(kind: .keyring, texts: ["session keyring", "session key"]),
        Phrases(kind: .memoryLimit, texts: ["memory limit too low", "init was oom-killed", "minimum memory limit"]),
        Phrases(
            kind: .nameInUse,
            texts: [
                "is already in use by", "is reserved for", "failed to reserve container name",
                "that name is already in use",
                "name is in use",
            ]),
        Phrases(
            kind: .user,
            texts: [
                "unknown user", "unknown group", "no matching entries in passwd", "no matching entries in group",
                "unable to find user",
                "unable to find group", "no users found", "the user name or password is incorrect",
            ]),
        // Before what the path's own name looks like: /etc/selinux, /etc/apparmor.d, /var/lib/kubelet/seccomp.
        Phrases(kind: .mountTypeMismatch, texts: ["mkdir /", "failed to mkdir"], also: ["file exists"]),
        Phrases(
            kind: .mountSourceReadOnly, texts: ["failed to mkdir", "creating mount source path"],
            also: ["read-only file system"]),
        // An immutable root, as CoreOS has it, and the kernel's own file systems.
        Phrases(
            kind: .mountSourceReadOnly, texts: ["failed to mkdir", "creating mount source path"],
            also: ["operation not permitted"]),
        Phrases(kind: .mountDenied, texts: ["failed to mkdir"], also: ["permission denied"]),
        Phrases(kind: .profileUnnamed, texts: ["localhostprofile must be set", "localhost profile must be set"]),
        // The kernel has no memory left for the compiled filters of all containers (`bpf_jit_limit`): ENOTSUPP.
        Phrases(kind: .seccompMemory, texts: ["errno 524", "bpf_jit_limit"], also: ["seccomp"]),
        Phrases(
            kind: .profileInvalid,
            texts: [
                "decode seccomp", "decoding seccomp", "unmarshal", "invalid character", "unexpected end of json",
                "unknown field",
            ], also: ["seccomp"]),
        Phrases(kind: .securityProfile, texts: ["seccomp", "apparmor"]),
        Phrases(kind: .seLinux, texts: ["selinux", "attr/keycreate", "relabel", "lsetxattr", "process label"]),
        Phrases(kind: .sysctl, texts: ["sysctl"]),
        Phrases(kind: .capability, texts: ["unknown capability", "invalid capability", "capability \"", "apply caps"]),
        Phrases(kind: .cgroup, texts: ["apply cgroup", "cgroup configuration", "/sys/fs/cgroup"]),
        Phrases(
            kind: .device,
            texts: [
                "device information", "no such device", "not a device node", "cdi device", "lstat /dev/", "stat /dev/",
                "error adding devices",
            ]),
        Phrases(
            kind: .mountDenied, texts: ["mounting \"", "error mounting", "failed to mount", "mount `"],
            also: ["permission denied"]),
        Phrases(
            kind: .mountDenied, texts: ["mounting \"", "error mounting", "failed to mount", "mount `"],
            also: ["operation not permitted"]),
        Phrases(
            kind: .mountDenied, texts: ["preparing rootfs", "creating mount source path"], also: ["permission denied"]),
        Phrases(kind: .mountReadOnly, texts: ["read-only file system"]),
        Phrases(
            kind: .mountSourceMissing,
            texts: ["bind source path does not exist", "special device", "failed to stat \"", "cannot stat `"]),
        Phrases(
            kind: .mountSourceMissing, texts: ["mount", "failed to generate spec"], also: ["no such file or directory"]),
        Phrases(kind: .mountSourceMissing, texts: ["stat /"], also: ["no such file or directory"]),
        Phrases(kind: .rlimit, texts: ["rlimit", "ulimit"]),
        Phrases(
            kind: .cgroup, texts: ["cgroup", "set memory limit", "cpuset", "cfs_quota", "start unit", ".slice", "dbus"]),
        Phrases(kind: .diskFull, texts: ["no space left on device", "disk quota exceeded"]),
        Phrases(
            kind: .wrongSystem,
            texts: [
                "does not match the host operating system", "operating system of the container",
                "image operating system",
            ]),
        Phrases(
            kind: .image,
            texts: [
                "no such image", "image not found", "failed to get image", "unpack image", "error unpacking",
                "extract layer",
                "layer does not exist", "snapshot", "missing parent", "content digest", "layer not known",
                "entrypoint or command", "no command specified",
            ]),
        Phrases(kind: .mount, texts: ["error mounting", "failed to mount", "mount failed", "mounting"]),
        // What runc and crun do before they hand over to the program; a seccomp profile refuses it with the errno it names.
        Phrases(
            kind: .startDenied,
            texts: [
                "setresuid", "setresgid", "setgroups", "unable to setup user", "close_range", "setns", "unshare",
                "operation not permitted",
            ]),
        Phrases(
            kind: .runtimeSlow,
            texts: [
                "context deadline exceeded", "deadlineexceeded", "ttrpc: closed", "error while dialing",
                "connection refused", "context canceled",
            ]),
    ]
}
