import ClusterSnapshot
import Testing

@testable import DiagnosisEngine
@testable import LogSignatureFiles

@Suite("The line of a log that tells why a container ended")
struct LogSignaturesTests {
    private func telling(_ lines: [String], by signatures: LogSignatures = .embedded) -> TellingLine? {
        signatures.tellingLine(
            of: ContainerLog(namespace: "a", pod: "p", container: "c", isPrevious: true, lines: lines))
    }

    @Test("is none of those in which a shell tells what it is about to do")
    func shellTrace() {
        let lines = [
            "+ echo fatal: cannot set up the module", "++ modprobe nosuch", "module nosuch is not there", "+ exit 1",
        ]
        #expect(telling(lines)?.line == "module nosuch is not there")
        #expect(telling(["+ mount --bind /a /b"])?.line == "+ mount --bind /a /b")
    }

    @Test(
        "has a known signature",
        arguments: [
            ("listen tcp :9100: bind: address already in use", "address-in-use"),
            ("panic: listen tcp :80: bind: Address already in use", "address-in-use"),
            ("Error: listen EADDRINUSE: address already in use :::3000", "address-in-use"),
            ("Exception in thread \"main\" java.lang.OutOfMemoryError: Java heap space", "heap-exhausted"),
            ("java.lang.OutOfMemoryError: unable to create native thread", "too-many-processes"),
            ("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory", "heap-exhausted"),
            ("write /var/log/x: no space left on device", "no-space-left"),
            ("open /tmp/x: read-only file system", "read-only-file-system"),
            ("accept: too many open files", "too-many-open-files"),
            ("exec /agent: exec format error", "wrong-architecture"),
            (
                "/agent: error while loading shared libraries: libssl.so.3: cannot open shared object file: "
                    + "No such file or directory", "missing-library"
            ),
            ("ModuleNotFoundError: No module named 'yaml'", "missing-module"),
            ("Error: unknown flag: --colector", "invalid-flag"),
            ("error: yaml: line 3: did not find expected key", "invalid-config"),
            ("x509: certificate signed by unknown authority", "certificate-authority-unknown"),
            ("error: certificate has expired", "certificate-expired"),
            ("Fatal glibc error: CPU does not support x86-64-v2", "processor-too-old"),
            ("/agent: /lib64/libc.so.6: version `GLIBC_2.34' not found (required by /agent)", "missing-library"),
            ("failed to make file target manager: too many open files", "inotify-limit"),
            ("tail: inotify_add_watch /var/log/pods: no space left on device", "inotify-limit"),
            ("max virtual memory areas vm.max_map_count [65530] is too low", "map-count-too-low"),
            ("modprobe: FATAL: Module ip_vs not found in directory /lib/modules/5.4.0", "kernel-module-missing"),
            ("please make sure you have iscsiadm/open-iscsi installed on the host", "node-package-missing"),
            ("no matches for kind \"Backup\" in version \"x/v1\"", "missing-definition"),
            ("remote error: tls: bad certificate", "tls-failure"),
            ("server returned 401 Unauthorized", "unauthorized"),
            (#"pods is forbidden: User "system:serviceaccount:a:b" cannot list resource "pods""#, "forbidden"),
            ("dial tcp: lookup db.svc on 10.0.0.10:53: no such host", "name-resolution"),
            ("Error: getaddrinfo ENOTFOUND db", "name-resolution"),
            ("dial tcp 10.0.0.1:443: connect: connection refused", "connection-refused"),
            ("dial tcp 10.0.0.1:443: connect: no route to host", "network-unreachable"),
            ("dial tcp 10.0.0.1:443: i/o timeout", "timeout"),
            ("net/http: TLS handshake timeout", "timeout"),
            ("E1121 leaderelection lost", "leader-election-lost"),
            ("listen tcp [::]:8080: socket: address family not supported by protocol", "ipv6-off"),
            ("open /proc/sys/net/netfilter/nf_conntrack_max: permission denied", "sysctl"),
            ("mount bpffs at /sys/fs/bpf: operation not permitted", "bpf-file-system"),
            ("invalid func unknown#181", "kernel-helper-missing"),
            ("[error] [config] tail: unknown configuration property 'Format'", "unknown-setting"),
            ("Registration process failed with error: dial unix x.sock: no such file or directory", "csi-registration"),
            ("mkdir /var/lib/agent: permission denied", "permission-denied"),
            ("java.nio.file.AccessDeniedException: /data", "permission-denied"),
            ("FileNotFoundError: [Errno 2] No such file or directory: '/x'", "no-such-file"),
            ("FileNotFoundException: x.conf", "no-such-file"),
            ("entrypoint.sh: line 3: jq: command not found", "command-not-found"),
            ("Segmentation fault (core dumped)", "crashed"),
            ("thread 'main' panicked at src/main.rs:3:5:", "panic"),
            ("nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)", "privileged-port"),
            (
                "iptables v1.8.10 (legacy): can't initialize iptables table `nat': Table does not exist",
                "iptables-tables-missing"
            ),
            ("command failed: can't use the IPVS proxier: no such file or directory", "ipvs-unavailable"),
            ("Error: Unable to find a match: kernel-headers-4.18.0-240.23.2.el8_3.x86_64", "package-missing"),
            ("panic: node providerID empty, cannot parse", "instance-identity"),
            ("Error watching fields: Profiling is not supported for this group of GPUs or GPU", "gpu-feature-missing"),
            (
                "failed to get total memory: open /hostfs/x/sys/fs/cgroup/memory/memory.limit_in_bytes: permission denied",
                "memory-limit-unknown"
            ), ("mkdir /sys/fs/cgroup/agent: read-only file system", "cgroup-denied"),
            ("iptables: can't initialize iptables table: Permission denied (you must be root)", "firewall-privilege"),
            ("[FATAL] plugin/loop: Loop (127.0.0.1:53 -> :53) detected for zone \".\"", "dns-loop"),
            ("hcnCreateNetwork failed in Win32: The parameter is incorrect. (0x57)", "windows-network"),
            ("dial unix /var/lib/kubelet/device-plugins/kubelet.sock: connect: no such file", "device-plugin-socket"),
            ("dial unix /var/lib/kubelet/device-plugins/kubelet.sock: connect: permission denied", "socket-denied"),
            ("mount.nfs: access denied by server while mounting 10.0.0.1:/export", "nfs-denied"),
            ("Failed to get D-Bus connection: Operation not permitted", "no-systemd"),
            ("unknown service runtime.v1alpha2.RuntimeService", "runtime-interface"),
            ("open /var/run/secrets/kubernetes.io/serviceaccount/token: no such file", "service-account-token"),
            ("install: omitting directory '/etc/cni.conflist'", "directory-for-file"),
            ("field M: map m: map create: operation not permitted", "kernel-bpf-refused"),
            ("map create: operation not permitted (MEMLOCK may be too low)", "locked-memory-limit"),
            ("initializing map ct4: map create: cannot allocate memory", "kernel-bpf-memory"),
            ("apply CO-RE relocations: load BTF for kmod nls: string table is empty", "kernel-types-unread"),
            (
                "Kernel version \"3.10.0\" BTF search failed kernel is not included in supported list",
                "kernel-without-btf"
            ),
            ("ERROR: It is not supported on this host's distro (ubuntu-24.04).", "system-unsupported"),
            ("missing domain labels [region zone] on node \"n1\"", "node-label-missing"),
            ("modinfo: ERROR: Module openvswitch not found.", "kernel-module-missing"),
            ("fail to find device cgroup", "cgroup-version"),
            ("EAL: couldn't allocate memory due to IOVA exceeding limits of current DMA mask", "dma-addresses"),
            ("ensure that it corresponds to the pods subdirectory of the kubelet root directory", "kubelet-directory"),
            ("amdgpu driver unavailable: stat /sys/module/amdgpu/drivers/", "accelerator-driver-missing"),
            ("attaching 'event_execve' failed: neither debugfs nor tracefs are mounted", "kernel-tracing"),
            (
                "failed to acquire lease: subnet \"fd00::/64\" specified in the PodCIDR, but doesn't exist in the flannel "
                    + "net config of the \"n1\" node", "address-family-missing"
            ), ("Runtime error: cannot load plugin /p/libx.so: cannot open shared object file", "plugin-not-loaded"),
            (
                "Registration process failed with error: csinodetopologies.cns.vmware.com \"n\" is forbidden: User \"u\" "
                    + "cannot get resource \"csinodetopologies\"", "forbidden"
            ), ("Fluent::ConfigError: pods is forbidden: User \"u\" cannot list resource \"pods\"", "forbidden"),
            ("failed to load config: open /etc/agent.yaml: no such file or directory", "no-such-file"),
            ("error loading config: the moon is in the wrong phase", "config-not-loaded"),
            ("Configuration error. error=missing field `topics`", "invalid-config"),
            (
                "dial tcp: lookup db.svc on 10.0.0.10:53: read udp 10.1.0.5:3->10.0.0.10:53: i/o timeout",
                "name-server-silent"
            ),
            ("Post \"https://w.n.svc:443/validate?timeout=10s\": Service Unavailable", "proxy"),
            ("x509: cannot verify signature: insecure algorithm SHA1-RSA", "certificate-signature-weak"),
            ("admission webhook \"w.example.com\" denied the request: no", "webhook-denied"),
            ("no endpoints available for service \"w\"", "service-without-pods"),
        ])
    func known(line: String, signature: String) {
        let found = telling(["starting", line, "bye"])
        #expect(found?.signature?.name == signature)
        #expect(found?.line == line)
        #expect(telling([line.uppercased()])?.signature?.name == signature)
    }

    @Test("is one by which a program tells, as information, that it ends on purpose, where nothing sounds alarming")
    func ending() {
        let lines = [
            "INFO source: Capturing STDIN.", "INFO source: finished sending", "INFO agent: Agent has stopped.",
        ]
        let found = telling(lines)
        #expect(found?.signature?.name == "standard-input-ended")
        #expect(found?.line == lines[0])
        #expect(found?.last == lines[2])
        #expect(telling(lines + ["ERROR sink: cannot write"])?.signature == nil)
    }

    @Test(
        "has none where it only looks so",
        arguments: [
            "POST /createPermission 200", "writeAccess=true", "resourceNotFound counted 0", "openFileLimit=1024",
            "--timeout=30s", "config: tls: false, ssl: true", "registering handlers for SIGTERM", "error: code 7",
        ])
    func unknown(line: String) {
        #expect(telling([line])?.signature == nil)
    }

    @Test("is the last with a signature, else the last alarming one, else the last")
    func order() {
        #expect(
            telling(["panic: x", "dial: connection refused", "Error: giving up"])?.line.contains("refused") == true)
        #expect(telling(["Error: giving up", "bye", " "])?.line == "Error: giving up")
        #expect(telling(["hello", "bye", " "])?.line == "bye")
        #expect(telling([" ", ""]) == nil)
        #expect(telling([]) == nil)
    }

    @Test("is shown with the one right before it, where the program calls both errors")
    func lead() {
        let klog = [
            "I0720 06:54:42.1 1 main.go:1] up", "E0720 06:54:42.2 1 a.go:2] b.sock exists, but c.sock is gone",
            "F0720 06:54:42.3 1 main.go:6] giving up",
        ]
        #expect(telling(klog)?.line == "giving up")
        #expect(telling(klog)?.before == "b.sock exists, but c.sock is gone")
        #expect(telling(["connecting", klog[2]])?.before == nil)
        #expect(telling([klog[2], klog[2]])?.before == nil)
    }

    @Test("is shortened around what it is known by")
    func longLine() {
        let options = (1...80).map { "option_\($0)" }.joined(separator: ", ")
        let line =
            telling(["[error] unknown configuration property 'labels'. These are allowed: \(options)"])?.line ?? ""
        #expect(line.contains("unknown configuration property 'labels'"))
        #expect(line.count <= 310)
    }

    @Test("is a root wherever it stands, and what follows from others counts least")
    func ranks() {
        let driver = [
            "level=info msg=\"permission denied is handled\"",
            "curl: (22) The requested URL returned error: 404",
            "Unable to find kernel headers", "Error: open /dev/x: no such file or directory",
            "context deadline exceeded",
        ]
        #expect(telling(driver)?.signature?.name == "driver-download-failed")
        #expect(telling(driver)?.last == "context deadline exceeded")
        #expect(telling(["dial: connection refused", "timed out"])?.signature?.name == "connection-refused")
        #expect(telling(["W0101 10:00:00 dial: connection refused", "x509: bad"])?.signature?.name == "tls-failure")
        #expect(telling(["x509: bad", "W0101 10:00:00 dial: connection refused"])?.signature?.name == "tls-failure")
        // What a program waits for it may write as of no interest, and only that the time is over as an error.
        let waiting = [
            "level=debug msg=\"dial tcp [::1]:8003: connect: connection refused\"", "level=error msg=\"timed out\"",
        ]
        #expect(telling(waiting)?.signature?.name == "timeout")
        #expect(telling(waiting)?.before?.contains("connection refused") == true)
        #expect(telling(["Error: giving up", "level=warning msg=\"failed\""])?.line == "Error: giving up")
    }

    @Test("is none of the words that stand in the place of a log")
    func excuses() {
        #expect(telling(["unable to retrieve container logs for containerd://c7a2"]) == nil)
        #expect(
            telling(["boom", "failed to try resolving symlinks in path \"/var/log/pods/x/0.log\": lstat"])?.line
                == "boom")
        #expect(
            telling(["Error from server (BadRequest): previous terminated container \"a\" in pod \"b\" not found"])
                == nil)
    }

    @Test("names an IPv6 address, or a program that may not be run")
    func namesInLines() {
        #expect(IPv6Address.isNamed(by: "listen tcp [fd00:ec2::23]:80: bind: cannot assign requested address"))
        #expect(IPv6Address.isNamed(by: "bind() to [::]:80 failed (99: Cannot assign requested address)"))
        #expect(!IPv6Address.isNamed(by: "[info] listen tcp 10.0.0.1:80 [a::x]"))
        let denied = ": Operation not permitted"
        for line in [
            "/kube-ovn/start-ovs.sh: line 83: /usr/local/sbin/iptables", "/usr/share/ovs-ctl: 1: ovs-vswitchd",
            "exec /usr/bin/tini", "sh: /bin/ping", "/nginx-ingress-controller", "fork/exec /usr/bin/x",
        ] { #expect(RefusedProgram.isNamed(by: line + denied), "\(line)") }
        for line in ["chown: /data", "mkdir: can't create directory '/x'", "mount: /proc", "open /dev/kmsg", "failed"] {
            #expect(!RefusedProgram.isNamed(by: line + denied), "\(line)")
        }
    }

    @Test("is what a traceback announces")
    func announced() {
        let trace = ["Traceback (most recent call last):", "  File \"x.py\", line 1", "    f()", "ValueError: no", ""]
        #expect(telling(trace)?.line == "ValueError: no")
        #expect(telling(trace)?.signature?.name == "panic")
        #expect(telling(Array(trace[..<3]))?.line == trace[0])
        let cause = trace.dropLast(2) + ["PermissionError: [Errno 13] Permission denied: '/x'"]
        #expect(telling(Array(cause))?.signature?.name == "permission-denied")
    }

    @Test("is no frame of a stack trace")
    func stackFrames() {
        let rust = ["thread 'main' panicked at 'no', src/main.rs:3:5", "   0: std::panicking::begin_panic"]
        #expect([telling(rust)?.line, telling(rust)?.last] == [rust[0], nil])
    }

    @Test("is found by own signatures first, which take the place of those with their name")
    func own() {
        let own = LogSignatures.embedded.adding([
            LogSignature(name: "ours", phrases: ["LIC-42"]), LogSignature(name: "panic", phrases: ["oh dear"]),
        ])
        #expect(telling(["permission denied: lic-42"], by: own)?.signature?.name == "ours")
        #expect(telling(["oh dear"], by: own)?.signature?.name == "panic")
        #expect(telling(["panic: x"], by: own)?.signature == nil)
        #expect(telling(["panic: x"], by: .none)?.line == "panic: x")
    }

    @Test("is found in a log of the greatest size, and of bytes that are no text")
    func hostile() {
        let almost = String(repeating: "connection refuse", count: 240)
        let lines = [String](repeating: almost, count: 199) + ["\u{FFFD}\u{0}\u{1B}[2J no such host \u{202E}"]
        #expect(telling(lines)?.signature?.name == "name-resolution")
        #expect(telling(Array(lines.dropLast()))?.signature == nil)
    }
}
