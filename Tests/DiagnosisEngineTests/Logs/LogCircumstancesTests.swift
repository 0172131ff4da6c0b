import Testing

@testable import DiagnosisEngine
@testable import LogSignatureFiles

@Suite("A line of a log")
struct LogCircumstancesTests {
    @Test("means what the circumstances leave open")
    func variants() {
        let denied = LogSignatures.embedded.signatures.first { $0.name == "permission-denied" }
        #expect(denied?.resolved(in: []).meaning.hasPrefix("the user") == true)
        #expect(denied?.resolved(in: [.privileged, .root]).meaning.contains("privileged") == true)
        #expect(denied?.resolved(in: [.root]).meaning.contains("runs as root") == true)
        #expect(denied?.resolved(in: [.systemPath, .nonRoot, .nodePath]).remedy.contains("chown") == false)
        #expect(denied?.resolved(in: [.imagePath, .nonRoot]).concern == .image)
        let module = LogSignatures.embedded.signatures.first { $0.name == "kernel-module-missing" }
        #expect(module?.resolved(in: [.notPermitted, .privileged]).meaning.contains("Secure Boot") == true)
        let port = LogSignatures.embedded.signatures.first { $0.name == "privileged-port" }
        #expect(port?.resolved(in: [.portCapability, .nonRoot]).remedy.hasPrefix("Set allowPrivilege") == true)
        let refused = LogSignatures.embedded.signatures.first { $0.name == "connection-refused" }
        #expect(refused?.resolved(in: [.localhost]).meaning.contains("same pod") == true)
    }

    @Test("means another thing where the API server speaks of a webhook that it calls")
    func webhooks() {
        for name in [
            "proxy", "certificate-authority-unknown", "certificate-expired", "certificate-signature-weak", "timeout",
            "connection-refused", "service-without-pods",
        ] {
            let signature = LogSignatures.embedded.signatures.first { $0.name == name }
            #expect(signature?.resolved(in: [.webhook]).meaning.contains("API server") == true, "\(name)")
            #expect(signature?.resolved(in: [.webhook]).concern == .cluster, "\(name)")
        }
    }

    @Test(
        "tells of a webhook that the API server fails to call",
        arguments: [
            (
                #"failed calling webhook "v.example.com": Post "https://hook.apps.svc:443/v": EOF"#,
                " It is the API server that fails to call webhook v.example.com (Service apps/hook)."
            ),
            (
                #"msg="failed calling webhook \"v.example.com\": Post \"https://hook.apps.svc:443/v\": EOF""#,
                " It is the API server that fails to call webhook v.example.com (Service apps/hook)."
            ),
            (
                #"conversion webhook for example.com/v1, Kind=Disk failed: Post "https://10.0.0.1/c": EOF"#,
                " It is the API server that fails to call the conversion webhook for example.com/v1, Kind=Disk."
            ),
        ])
    func webhookCall(line: String, sentence: String) {
        #expect(WebhookCall(in: line)?.sentence == sentence)
        #expect(WebhookCall(in: "the webhook listens on :9443") == nil)
    }

    @Test(
        "says that what a kernel module brings is missing",
        arguments: [
            ("Failed to set nvme_core io_timeout: No such file or directory (os error 2)", true),
            ("stat /proc/sys/net/bridge/bridge-nf-call-iptables: no such file or directory", true),
            ("open /proc/sys/net/netfilter/nf_conntrack_max: no such file or directory", true),
            ("open /dev/fuse: no such file or directory", true), ("lsmod: br-netfilter not found", true),
            ("open /proc/sys/net/netfilter/nf_conntrack_max: permission denied", false),
            ("open /etc/agent.conf: no such file or directory", false), ("br_netfilter is loaded", false),
        ])
    func kernelModule(line: String, isMissed: Bool) { #expect(KernelModule.isMissed(by: line) == isMissed) }

    @Test("is told from a frame of a stack trace")
    func stackFrames() {
        for frame in [
            "    at failed (/x.js:1:2)", "\t/src/panic.go:63 +0x1d", "panic({0x1d6e0a0, 0xc0})",
            "   0: std::panic::begin",
        ] { #expect(StackFrame.isOne(frame), "\(frame)") }
        for line in ["at 10:00 it failed", "panic: x", "0: failed::x", "  12: no such file", "thread 'main' panicked"] {
            #expect(!StackFrame.isOne(line), "\(line)")
        }
    }
}
