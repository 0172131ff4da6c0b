import KubernetesModel
import Testing

@testable import DiagnosisEngine

struct StartFailureTests {
    typealias Case = NamedCase<String, StartFailure.Kind>

    private static let runc =
        "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: "
        + "unable to start container process: "

    static let wordings: [Case] = [
        Case(
            "runc, no program", runc + "exec: \"/agnet\": stat /agnet: no such file or directory: unknown",
            .executableNotFound),
        Case(
            "runc, not on the path", runc + "exec: \"agnet\": executable file not found in $PATH: unknown",
            .executableNotFound),
        Case(
            "crun, no program", "executable file `agnet` not found in $PATH: No such file or directory",
            .executableNotFound),
        Case(
            "Docker, no program",
            "OCI runtime create failed: container_linux.go:348: starting container process caused \"exec: \\\"/x\\\": stat /x: "
                + "no such file or directory\": unknown", .executableNotFound),
        Case("runc, no right", runc + "exec: \"/run.sh\": permission denied: unknown", .executableDenied),
        Case("crun, no right", "crun: open executable: Permission denied: OCI permission denied", .executableDenied),
        Case(
            "Windows, no program",
            "failed to create containerd task: hcs::System::CreateProcess: x.exe: The system cannot find the file specified.: "
                + "unknown", .executableNotFound),
        Case("another architecture", runc + "exec /pause: exec format error", .wrongArchitecture),
        Case(
            "no working directory", runc + "chdir to cwd (\"/work\") set in config.json failed: permission denied",
            .workingDirectory),
        Case(
            "containerd, a layer without its files",
            "failed to create containerd container: mount callback failed on /run/containerd/tmpmounts/containerd-mount798: "
                + "open /run/containerd/tmpmounts/containerd-mount798/etc/passwd: no such file or directory", .image),
        Case(
            "CRI-O, a layer lost with the power",
            "readlink /var/lib/containers/storage/overlay/l/4SCDNKGF: no such file or directory", .image),
        Case(
            "containerd, not shared",
            "failed to generate container \"3d11\" spec: failed to generate spec: path \"/sys\" is mounted on \"/sys\" but it is "
                + "not a shared mount", .mountNotShared),
        Case(
            "Docker, not shared", "linux mounts: path / is mounted on / but it is not a shared or slave mount",
            .mountNotShared),
        Case(
            "a directory onto a file",
            runc
                + "error during container init: error mounting \"/a\" to rootfs at \"/etc/a.conf\": mount /a:/etc/a.conf (via "
                + "/proc/self/fd/6), flags: 0x5001: not a directory: unknown: Are you trying to mount a directory onto a file (or "
                + "vice-versa)?", .mountTypeMismatch),
        Case(
            "CRI-O, an immutable root", "failed to mkdir /containers: mkdir /containers: operation not permitted",
            .mountSourceReadOnly),
        Case(
            "Docker, an immutable root",
            "Error response from daemon: error while creating mount source path '/agent': mkdir /agent: operation not permitted",
            .mountSourceReadOnly),
        Case(
            "containerd, a kernel without securityfs",
            "failed to generate container \"a\" spec: failed to generate spec: failed to mkdir \"/sys/kernel/security\": mkdir "
                + "/sys/kernel/security: operation not permitted", .kernelPathMissing),
        Case(
            "containerd, a path that the kernel doesn't show",
            "failed to generate container \"a\" spec: failed to generate spec: failed to stat \"/sys/firmware/efi\": stat "
                + "/sys/firmware/efi: no such file or directory", .kernelPathMissing),
        Case(
            "containerd, a directory that it may not write",
            "failed to generate spec: failed to mkdir \"/mnt/nfs/a\": mkdir /mnt/nfs/a: permission denied", .mountDenied
        ),
        Case(
            "containerd, no source",
            "failed to generate container \"a\" spec: failed to generate spec: failed to stat \"/opt/x\": stat /opt/x: no such file "
                + "or directory", .mountSourceMissing),
        Case(
            "Docker, no source", "invalid mount config for type \"bind\": bind source path does not exist: /opt/x",
            .mountSourceMissing),
        Case(
            "a read-only node",
            "failed to generate spec: failed to mkdir \"/opt/x\": mkdir /opt: read-only file system",
            .mountSourceReadOnly),
        Case(
            "a read-only mount point",
            runc
                + "error mounting \"/x\" to rootfs at \"/etc/x/y\": create mountpoint for /etc/x/y mount: make mountpoint "
                + "\"/etc/x/y\": mkdirat /run/rootfs/etc/x/y: read-only file system", .mountReadOnly),
        Case(
            "Docker, a mount that is refused",
            "oci runtime error: container_linux.go:247: starting container process caused \"process_linux.go:359: container init "
                + "caused \\\"rootfs_linux.go:54: mounting \\\\\\\"/proc/1/mounts\\\\\\\" to rootfs caused \\\\\\\"permission "
                + "denied\\\\\\\"\\\"\"", .mountDenied),
        Case(
            "runc, a mount that is refused",
            runc
                + "error during container init: error mounting \"/proc/1/mounts\" to rootfs at \"/host/mounts\": operation not "
                + "permitted: unknown", .mountDenied),
        Case(
            "no GPU driver",
            "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error "
                + "during container init: error running prestart hook #0: exit status 1, stdout: , stderr: Auto-detected mode as "
                + "'legacy'\nnvidia-container-cli: initialization error: load library failed: libnvidia-ml.so.1: cannot open shared "
                + "object file: no such file or directory: unknown", .gpuDriver),
        Case("another hook", runc + "error running createRuntime hook #1: exit status 2", .hook),
        Case(
            "Docker, no device",
            "error gathering device information while adding custom device \"/dev/kvm\": no such file or directory",
            .device),
        Case(
            "containerd, no device", "failed to generate spec: lstat /dev/ttyUSB0: no such file or directory", .device),
        Case("no CDI device", "CDI device injection failed: unresolvable CDI devices vendor.example/gpu=0", .device),
        Case(
            "Docker, name", "Conflict. The container name \"/k8s_a\" is already in use by container 12ab.", .nameInUse),
        Case(
            "containerd, name", "failed to reserve container name \"a_b_0\": name \"a_b_0\" is reserved for \"12ab\"",
            .nameInUse),
        Case(
            "CRI-O, name", "the container name \"k8s_a\" is already in use by 12ab. You have to remove that container",
            .nameInUse),
        Case(
            "too little memory", runc + "container init was OOM-killed (memory limit too low?): unknown", .memoryLimit),
        Case("Docker, too little memory", "Minimum memory limit allowed is 6MB", .memoryLimit),
        Case("no user", runc + "unable to find user agent: no matching entries in passwd file", .user),
        Case(
            "no seccomp profile",
            "failed to generate security options: cannot load seccomp profile \"/x.json\": no such file",
            .securityProfile),
        Case(
            "no AppArmor profile", runc + "apparmor failed to apply profile: no such file or directory",
            .securityProfile),
        Case("SELinux", "failed to set process label: write /proc/self/attr/keycreate: permission denied", .seLinux),
        Case(
            "a directory of SELinux that a read-only node lacks",
            "failed to generate spec: failed to mkdir \"/etc/selinux\": mkdir /etc/selinux: read-only file system",
            .mountSourceReadOnly),
        Case("a capability", "failed to generate spec: unknown capability \"CAP_X\"", .capability),
        Case(
            "kernel keys", runc + "unable to join session keyring: unable to create session key: disk quota exceeded",
            .keyring),
        Case("cgroup", runc + "unable to apply cgroup configuration: mkdir /sys/fs/cgroup/x: no such device", .cgroup),
        Case(
            "a full disk",
            "failed to create containerd container: mkdir /var/lib/containerd/x: no space left on device", .diskFull),
        Case("an image gone", "failed to get image from containerd \"sha256:1\": image not found", .image),
        Case("no command", "failed to generate spec: no command specified", .image),
        Case("a limit", runc + "error setting rlimit type 7: operation not permitted", .rlimit),
        Case("a slow runtime", "context deadline exceeded", .runtimeSlow),
        Case(
            "another Windows", "hcs: The container operating system does not match the host operating system.",
            .wrongSystem),
        Case("anything else", "something broke", .other),
    ]

    @Test("What runtimes say is told apart", arguments: wordings)
    func kinds(_ example: Case) {
        #expect(StartFailure(example.input).kind == example.expected, "\(StartFailure(example.input))")
    }

    @Test("The innermost part is what is shown")
    func innermost() {
        let failure = StartFailure(Self.runc + "exec: \"/agnet\": stat /agnet: no such file or directory: unknown")
        #expect(failure.said == "exec: \"/agnet\": stat /agnet: no such file or directory")
        #expect(failure.path == "/agnet")
    }

    @Test(
        "The port that a log says is taken",
        arguments: [
            ("11:57:00 listen tcp :9100: bind: address already in use", 9100),
            ("Error: listen EADDRINUSE: address already in use :::3000", 3000),
            ("nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)", 80),
            ("port 9100 is already in use", 9100),
            ("[::]:8472: bind: address already in use", 8472),
            ("time=\"2022-02-13T11:57:00Z\" msg=\"address already in use\"", 0),
        ])
    func ports(line: String, port: WholeNumber) {
        #expect((TakenPort.port(in: line) ?? 0) == port)
    }
}
