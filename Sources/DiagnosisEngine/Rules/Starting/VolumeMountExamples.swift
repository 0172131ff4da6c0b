import ClusterSnapshot
import KubernetesModel

extension VolumeMountFailedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "a Secret that is mounted as a volume is not there", on: ["n1"],
                with: ["volume": "token", "kind": "secret", "object": "agent-token"]
            ) { cluster in
                cluster.node("n1")
                cluster.template {
                    $0.volumes = [Volume(name: "token", source: .secret(name: "agent-token", isOptional: false))]
                }
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount", "MountVolume.SetUp failed for volume \"token\" : secret \"agent-token\" not found",
                    on: "agent-n1")
            },
            .firing(
                "two paths of a package that the node lacks, tried one after the other", on: ["n1"],
                with: ["volume": "config", "otherVolumes": ["program (hostPath /sbin/iscsiadm)"]]
            ) { cluster in
                cluster.node("n1")
                cluster.template {
                    $0.volumes = [
                        Volume(name: "config", source: .hostPath(path: "/etc/iscsi", type: "Directory")),
                        Volume(name: "program", source: .hostPath(path: "/sbin/iscsiadm", type: "File")),
                    ]
                }
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                for (name, path) in [
                    ("program", "/sbin/iscsiadm is not a file"), ("config", "/etc/iscsi is not a directory"),
                ] {
                    cluster.event(
                        "FailedMount",
                        "MountVolume.SetUp failed for volume \"\(name)\" : hostPath type check failed: \(path)",
                        on: "agent-n1")
                }
            },
            .firing(
                "the distribution keeps the kubelet's directory elsewhere", on: ["n1"],
                with: [
                    "kind": "hostPath", "rightPath": "/var/lib/k0s/kubelet/plugins_registry",
                    "kubeletVolumes": ["registration"],
                ]
            ) { cluster in
                cluster.node("n1") { $0.info.kubeletVersion = "v1.30.2+k0s" }
                cluster.template {
                    $0.volumes = [
                        Volume(
                            name: "registration",
                            source: .hostPath(path: "/var/lib/kubelet/plugins_registry", type: "Directory"))
                    ]
                }
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"registration\" : hostPath type check failed: "
                        + "/var/lib/kubelet/plugins_registry is not a directory", on: "agent-n1")
            },
            .firing(
                "the path is Docker's, and the nodes run containerd", on: ["n1"],
                with: ["isDockerPath": true, "runtime": "containerd"]
            ) { cluster in
                cluster.node("n1") { $0.info.containerRuntimeVersion = "containerd://1.7.2" }
                cluster.template {
                    $0.volumes = [
                        Volume(name: "logs", source: .hostPath(path: "/var/lib/docker/containers", type: "Directory"))
                    ]
                }
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"logs\" : hostPath type check failed: "
                        + "/var/lib/docker/containers is not a directory", on: "agent-n1")
            },
            .firing(
                "the kubelet sums up what it waits for after it has said why", on: ["n1"],
                with: ["volume": "id", "reason": "hostPath type check failed: /etc/machine-id is not a file"]
            ) { cluster in
                cluster.node("n1")
                cluster.template {
                    $0.volumes = [Volume(name: "id", source: .hostPath(path: "/etc/machine-id", type: "File"))]
                }
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"id\" : hostPath type check failed: /etc/machine-id is not a file",
                    on: "agent-n1")
                cluster.event(
                    "FailedMount",
                    "Unable to attach or mount volumes: unmounted volumes=[id], unattached volumes=[id token]: timed out "
                        + "waiting for the condition", on: "agent-n1")
            },
            .firing(
                "the node lacks the program that mounts NFS", on: ["n1"],
                with: [
                    "volume": "share", "kind": "nfs",
                    "reason": "mount failed: exit status 32 mount: wrong fs type, bad option, bad superblock",
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.volumes = [Volume(name: "share", source: .other(kind: "nfs"))] }
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"share\" : mount failed: exit status 32 mount: wrong fs type, bad "
                        + "option, bad superblock", on: "agent-n1")
            },
            .silent("the mount failed at first, and the container runs by now") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event(
                    "FailedMount", "MountVolume.SetUp failed for volume \"token\" : timed out", on: "agent-n1")
            },
        ]
    }
}
