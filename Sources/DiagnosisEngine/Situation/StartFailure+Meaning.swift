extension StartFailure.Kind {
    /// The meaning, as a clause to follow the runtime's own words; empty if those say it.
    var meaning: String {
        switch self {
        case .gpuDriver: return "the GPU driver or its container toolkit doesn't work on the node"
        case .hook: return "a hook of the runtime failed, not the program"
        case .sandboxGone: return "the pod's sandbox is dead: its processes are gone, and no container can join it"
        case .wrongArchitecture: return "the program was built for another processor architecture than the node's"
        case .workingDirectory: return "the working directory is missing or closed to the container's user"
        case .mountNotShared: return "mount propagation needs that path to be a shared mount on the node"
        case .mountTypeMismatch: return "one side of the mount is a file and the other a directory"
        case .executableNotFound: return "the image has no such program at that path"
        case .hostProcessPath:
            return "a HostProcess container sees the node's own files; the image's lie below "
                + "%CONTAINER_SANDBOX_MOUNT_POINT%"
        case .executableDenied: return "the program exists but may not be executed"
        case .keyring: return "the node's kernel keys are used up: sysctl kernel.keys.maxkeys"
        case .memoryLimit: return "the memory limit is too low even to start"
        case .nameInUse: return "the runtime still holds an earlier container of that name"
        case .user: return "the image knows no such user or group"
        case .securityProfile: return "the node lacks the seccomp or AppArmor profile, or its kernel can't load it"
        case .profileUnnamed: return "the template asks for a Localhost profile and doesn't name its file"
        case .profileInvalid: return "the profile's file is on the node and is no valid seccomp profile"
        case .seccompMemory:
            return "the kernel has no room for another seccomp filter: sysctl net.core.bpf_jit_limit"
        case .seLinux: return "the node's SELinux policy forbids it"
        case .capability: return "the runtime or kernel doesn't know that capability, or may not grant it"
        case .device: return "the node lacks the device"
        case .mountSourceReadOnly:
            return "the path isn't on the node, and can't be made there: that file system is read-only or closed"
        case .kernelPathMissing: return "the node's kernel doesn't have that path, and nobody else can make it"
        case .mountReadOnly: return "the mount point is on a read-only file system"
        case .mountDenied: return "the node doesn't let the runtime make that mount for this container"
        case .windowsPath: return "a Windows path on a Linux node"
        case .mountSourceMissing: return "the path to mount isn't on the node"
        case .rlimit: return "the runtime may not raise that limit on the node"
        case .cgroup: return "the node's cgroups refused it"
        case .diskFull: return "the runtime's disk on the node is full"
        case .image: return "the image on the node is incomplete, gone or has nothing to run"
        case .mount: return "the runtime couldn't make a mount"
        case .wrongSystem: return "the image is for another version of the operating system"
        case .runtimeBroken: return "the container runtime itself fails on the node"
        case .subPath: return "the subPath isn't in the volume, or can't be created there"
        case .sysctl: return "the node's kernel lacks that sysctl, or doesn't let it be set for a pod"
        case .startDenied: return "the kernel refuses the runtime a step that it takes before the program runs"
        case .runtimeSlow: return "the node's container runtime didn't answer in time"
        case .other: return ""
        }
    }

    /// The remedy, as a title.
    func action(for container: String) -> String {
        switch self {
        case .gpuDriver: return "Repair the GPU driver and its container toolkit on the nodes"
        case .hook: return "Find out why the runtime's hook fails on the nodes"
        case .sandboxGone: return "Delete the pod, so that it gets a new sandbox"
        case .wrongArchitecture: return "Use an image built for the nodes' architecture"
        case .workingDirectory: return "Correct the working directory of \(container)"
        case .mountNotShared: return "Make the mount shared on the nodes"
        case .mountTypeMismatch: return "Mount a file onto a file, or a directory onto a directory"
        case .executableNotFound, .executableDenied: return "Correct the command of \(container)"
        case .hostProcessPath: return "Let \(container) run its program from %CONTAINER_SANDBOX_MOUNT_POINT%"
        case .keyring: return "Raise the limit on kernel keys on the nodes"
        case .memoryLimit: return "Raise the memory limit of \(container)"
        case .nameInUse: return "Remove the earlier container that the runtime still holds"
        case .user: return "Run \(container) as a user that its image has"
        case .securityProfile: return "Put the seccomp or AppArmor profile on the nodes, or do without it"
        case .profileUnnamed: return "Name the profile in the security context of \(container), or take RuntimeDefault"
        case .profileInvalid: return "Correct the seccomp profile on the nodes, or do without it"
        case .seccompMemory: return "Give the nodes' kernel room for seccomp filters"
        case .seLinux: return "Allow it in the nodes' SELinux policy"
        case .capability: return "Correct the capabilities of \(container)"
        case .device: return "Make the device available on the nodes, or keep the DaemonSet off them"
        case .mountSourceReadOnly: return "Mount a writable path of the nodes"
        case .kernelPathMissing: return "Leave out the path that the nodes' kernel doesn't have"
        case .mountReadOnly: return "Mount it where the container's file system is writable"
        case .mountSourceMissing: return "Correct the path that \(container) mounts from the nodes"
        case .rlimit: return "Raise the limit of the nodes' container runtime"
        case .cgroup: return "Find out why the nodes' cgroups refuse \(container)"
        case .diskFull: return "Free space on the disk of the nodes' container runtime"
        case .image: return "Make the nodes pull the image of \(container) again"
        case .mount: return "Find out why the mount fails on the nodes"
        case .mountDenied: return "Let \(container) mount it: run it privileged, or with an SELinux type that may"
        case .windowsPath: return "Write the hostPath volumes with slashes"
        case .wrongSystem: return "Use an image for the nodes' version of the operating system"
        case .runtimeBroken: return "Repair the container runtime on the nodes"
        case .subPath: return "Correct the subPath of \(container)"
        case .sysctl: return "Correct the sysctls of the pod"
        case .startDenied: return "See whether the seccomp profile of \(container) lets the runtime start it"
        case .runtimeSlow: return "Find out why the nodes' container runtime doesn't answer"
        case .other: return "Find out why the runtime can't start \(container)"
        }
    }

    /// Whether what is wrong is on the node, so that a change of the template for all nodes is no remedy.
    var isOfNode: Bool {
        switch self {
        case .gpuDriver, .hook, .sandboxGone, .mountNotShared, .mountSourceReadOnly, .keyring, .nameInUse, .seLinux,
            .device, .seccompMemory,
            .diskFull, .runtimeSlow, .runtimeBroken, .rlimit, .cgroup:
            return true
        default: return false
        }
    }
}
