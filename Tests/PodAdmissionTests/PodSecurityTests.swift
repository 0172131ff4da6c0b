import CheckedJSON
import KubernetesModel
import TestBuilders
import Testing

@testable import PodAdmission

@Suite("The Pod Security Standards, as pod-security-admission/policy has them")
struct PodSecurityTests {
    private static let restricted =
        #""securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}, "runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}}"#

    /// The checks that a spec breaks at a level, by the newest version or another.
    private func broken(
        _ spec: String, _ level: SecurityLevel, minor: WholeNumber? = nil, annotations: String = "{}"
    ) throws -> Set<String> {
        let template = try JSONValue("{\"metadata\": {\"annotations\": \(annotations)}, \"spec\": \(spec)}".utf8)
        let pod = ReviewedPod(template: template)
        let version = minor ?? .max
        let active = SecurityCheck.all.filter { $0.level <= level }.compactMap { check in
            check.versions.last { $0.minor <= version }.map { (check.id, $0) }
        }
        let found = active.filter { $0.1.evaluate(pod) != nil }.map(\.0)
        let reported = LeveledVersion(level: level, minor: minor).violations(by: pod, serverMinor: nil)
        let overridden = active.reduce(into: Set<String>()) { $0.formUnion($1.1.overrides) }
        let expected = Set(found).subtracting(overridden)
        #expect(reported.count == expected.count)
        return expected
    }

    private func container(_ members: String) -> String { "{\"containers\": [{\"name\": \"a\", \(members)}]}" }

    @Test(
        "Each baseline check fires on what it is about",
        arguments: [
            (#"{"hostNetwork": true}"#, "hostNamespaces"), (#"{"hostPID": true}"#, "hostNamespaces"),
            (#"{"hostIPC": true}"#, "hostNamespaces"),
            (#"{"volumes": [{"name": "v", "hostPath": {"path": "/"}}]}"#, "hostPathVolumes"),
            (#"{"containers": [{"name": "a", "ports": [{"containerPort": 1, "hostPort": 1}]}]}"#, "hostPorts"),
            (
                #"{"containers": [{"name": "a", "livenessProbe": {"httpGet": {"host": "h"}}}]}"#,
                "hostProbesAndHostLifecycle"
            ),
            (
                #"{"containers": [{"name": "a", "lifecycle": {"preStop": {"tcpSocket": {"host": "h"}}}}]}"#,
                "hostProbesAndHostLifecycle"
            ),
            (#"{"initContainers": [{"name": "a", "securityContext": {"privileged": true}}]}"#, "privileged"),
            (#"{"containers": [{"name": "a", "securityContext": {"procMount": "Unmasked"}}]}"#, "procMount"),
            (
                #"{"containers": [{"name": "a", "securityContext": {"capabilities": {"add": ["NET_ADMIN"]}}}]}"#,
                "capabilities_baseline"
            ),
            (#"{"securityContext": {"appArmorProfile": {"type": "Unconfined"}}}"#, "appArmorProfile"),
            (#"{"securityContext": {"seLinuxOptions": {"type": "spc_t"}}}"#, "seLinuxOptions"),
            (#"{"securityContext": {"seLinuxOptions": {"user": "u"}}}"#, "seLinuxOptions"),
            (#"{"securityContext": {"seccompProfile": {"type": "Unconfined"}}}"#, "seccompProfile_baseline"),
            (#"{"securityContext": {"sysctls": [{"name": "kernel.msgmax", "value": "1"}]}}"#, "sysctls"),
            (#"{"securityContext": {"windowsOptions": {"hostProcess": true}}}"#, "windowsHostProcess"),
        ])
    func baseline(spec: String, check: String) throws {
        #expect(try broken(spec, .baseline) == [check])
        #expect(try broken(spec, .privileged).isEmpty)
    }

    @Test(
        "What baseline allows",
        arguments: [
            #"{"containers": [{"name": "a", "securityContext": {"capabilities": {"add": ["CHOWN", "NET_BIND_SERVICE"]}}}]}"#,
            #"{"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_rmem"}], "seLinuxOptions": {"type": "container_t"}}}"#,
            #"{"hostUsers": false, "containers": [{"name": "a", "securityContext": {"procMount": "Unmasked"}}]}"#,
            #"{"containers": [{"name": "a", "securityContext": null, "ports": [{"containerPort": 1, "hostPort": 0}]}]}"#,
            #"{"volumes": [{"name": "v", "hostPath": null, "emptyDir": {}}]}"#,
        ])
    func allowedByBaseline(spec: String) throws { #expect(try broken(spec, .baseline).isEmpty) }

    @Test("Restricted wants more of every container")
    func restricted() throws {
        #expect(
            try broken(container(#""image": "i""#), .restricted) == [
                "allowPrivilegeEscalation", "capabilities_restricted", "runAsNonRoot", "seccompProfile_restricted",
            ])
        #expect(try broken(container(Self.restricted), .restricted).isEmpty)
        let root = container(Self.restricted.replacing("\"runAsNonRoot\"", with: "\"runAsUser\": 0, \"runAsNonRoot\""))
        #expect(try broken(root, .restricted) == ["runAsUser"])
        let volumes = container("\(Self.restricted)}], \"volumes\": [{\"name\": \"v\", \"nfs\": {}")
        #expect(try broken(volumes, .restricted) == ["restrictedVolumes"])
    }

    @Test("The pod's own settings count for containers without any")
    func podLevel() throws {
        let spec =
            #"{"securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "Localhost"}}, "containers": [{"name": "a", "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}}}]}"#
        #expect(try broken(spec, .restricted).isEmpty)
    }

    @Test(
        "Checks are those of their version",
        arguments: [
            (#"{"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_rmem"}]}}"#, 31, ["sysctls"]),
            (#"{"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_rmem"}]}}"#, 32, []),
            (#"{"containers": [{"name": "a", "livenessProbe": {"httpGet": {"host": "h"}}}]}"#, 33, []),
            (
                #"{"hostUsers": false, "containers": [{"name": "a", "securityContext": {"procMount": "Unmasked"}}]}"#,
                34, ["procMount"]
            ),
            (#"{"securityContext": {"seLinuxOptions": {"type": "container_engine_t"}}}"#, 30, ["seLinuxOptions"]),
            (#"{"securityContext": {"seccompProfile": {"type": "Unconfined"}}}"#, 18, []),
        ] as [(String, WholeNumber, Set<String>)])
    func versions(spec: String, minor: WholeNumber, expected: Set<String>) throws {
        #expect(try broken(spec, .baseline, minor: minor) == expected)
    }

    @Test("Pods for Windows need not give what only Linux has")
    func windows() throws {
        let spec =
            #"{"os": {"name": "windows"}, "securityContext": {"runAsNonRoot": true}, "containers": [{"name": "a"}]}"#
        #expect(try broken(spec, .restricted).isEmpty)
        #expect(try broken(spec, .restricted, minor: 24).count == 3)
    }

    @Test("AppArmor and seccomp may be given by annotation")
    func annotations() throws {
        let appArmor = #"{"container.apparmor.security.beta.kubernetes.io/a": "unconfined"}"#
        #expect(try broken("{}", .baseline, annotations: appArmor) == ["appArmorProfile"])
        let seccomp = #"{"seccomp.security.alpha.kubernetes.io/pod": "unconfined"}"#
        #expect(try broken("{}", .baseline, minor: 18, annotations: seccomp) == ["seccompProfile_baseline"])
        #expect(try broken("{}", .baseline, annotations: seccomp).isEmpty)
    }

    @Test("On the host network every port is the node's")
    func hostNetworkPorts() throws {
        let spec = #"{"hostNetwork": true, "containers": [{"name": "a", "ports": [{"containerPort": 9100}]}]}"#
        #expect(try broken(spec, .baseline) == ["hostNamespaces", "hostPorts"])
    }

    @Test(
        "Labels tell what is enforced, warned of and logged",
        arguments: [
            (["enforce": "baseline"], "baseline:latest", "baseline:latest", "privileged:latest"),
            (
                ["enforce": "baseline", "enforce-version": "v1.20"], "baseline:v1.20", "baseline:v1.20",
                "privileged:latest"
            ),
            (["enforce": "strict"], "restricted:latest", "privileged:latest", "privileged:latest"),
            (["warn": "restricted"], "privileged:latest", "restricted:latest", "privileged:latest"),
            (
                ["warn": "restricted", "enforce": "baseline"], "baseline:latest", "restricted:latest",
                "privileged:latest"
            ),
            (["audit": "nosuch"], "privileged:latest", "privileged:latest", "privileged:latest"),
            (
                ["enforce": "baseline", "enforce-version": "v1.07"], "baseline:latest", "baseline:latest",
                "privileged:latest"
            ),
        ] as [([String: String], String, String, String)])
    func policies(pairs: [String: String], enforce: String, warn: String, audit: String) {
        let named = Dictionary(uniqueKeysWithValues: pairs.map { ("pod-security.kubernetes.io/\($0.key)", $0.value) })
        let policy = SecurityPolicy(labels(named))
        #expect(policy.enforce.text == enforce)
        #expect(policy.warn.text == warn)
        #expect(policy.audit.text == audit)
        let isValid = !pairs.values.contains { ["strict", "nosuch", "v1.07"].contains($0) }
        #expect(policy.invalid.isEmpty == isValid)
    }

    @Test("What is enforced refuses the pods, what is asked besides warns")
    func namespaces() throws {
        var reviewing = Reviewing(#"{"hostPID": true, "containers": [{"name": "agent"}]}"#)
        reviewing.snapshot.namespaces[0].metadata.labels = [
            "pod-security.kubernetes.io/enforce": "baseline", "pod-security.kubernetes.io/warn": "restricted",
            "pod-security.kubernetes.io/audit": "restricted",
        ]
        let findings = try reviewing.review().findings
        #expect(findings.filter { $0.effect == .refusesPods }.map(\.field) == ["spec.template.spec.hostPID"])
        #expect(findings.count { $0.code == .podSecurityWarning } == 4)
        reviewing.snapshot.kubernetesVersion = "v1.22.4"
        #expect(try reviewing.findings().isEmpty)
    }
}
