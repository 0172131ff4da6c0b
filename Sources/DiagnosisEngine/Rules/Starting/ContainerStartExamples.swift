import KubernetesModel

extension ContainerStartFailedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the program is not in the image", on: ["n1"],
                with: [
                    "container": "agent", "reason": "exec: \"/agnet\": stat /agnet: no such file or directory",
                    "command": "/agnet", "failure": "executable-not-found", "servesElsewhere": 0,
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.container { $0.command = ["/agnet"] }
                cluster.daemonPod(on: "n1") { pod in
                    pod.crash(
                        exitCode: 128, reason: "StartError",
                        message:
                            "failed to create containerd task: OCI runtime create failed: runc create failed: "
                            + "unable to start "
                            + "container process: exec: \"/agnet\": stat /agnet: no such file or directory")
                }
            },
            .firing(
                "a mount must be shared and is not", on: ["n1"],
                with: ["container": "agent", "failure": "mount-not-shared", "volume": "kubelet", "isOfNode": true]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.template { spec in
                    spec.volumes = [
                        Volume(name: "kubelet", source: .hostPath(path: "/var/lib/kubelet", type: "Directory"))
                    ]
                    var mount = VolumeMount(name: "kubelet", mountPath: "/var/lib/kubelet")
                    mount.mountPropagation = "Bidirectional"
                    spec.containers[0].volumeMounts = [mount]
                }
                cluster.daemonPod(on: "n2")
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold(
                        "CreateContainerError",
                        "failed to generate container \"3d1134\" spec: failed to generate spec: path "
                            + "\"/var/lib/kubelet\" is mounted on \"/\" but it is not a shared mount")
                }
            },
            .firing(
                "the processes of the pod's sandbox are gone", on: ["n1"],
                with: ["container": "agent", "failure": "sandbox-gone", "isOfNode": true]
            ) { cluster in
                cluster.node("n1")
                cluster.container { $0.command = ["/agent"] }
                cluster.daemonPod(on: "n1") { pod in
                    pod.crash(
                        exitCode: 128, reason: "StartError",
                        message:
                            "OCI runtime create failed: container_linux.go:364: creating new parent process caused: "
                            + "running lstat on namespace path \"/proc/1/ns/ipc\" caused: lstat /proc/1/ns/ipc: no such "
                            + "file or directory: unknown")
                }
            },
            .firing(
                "an init container's program may not be executed", on: ["n1"],
                with: ["container": "prepare", "failure": "executable-denied"]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.initContainers = [ExampleObjects.container("prepare")] }
                cluster.daemonPod(on: "n1") { pod in
                    pod.crashInit(
                        "prepare", exitCode: 128, reason: "StartError",
                        message: "unable to start container process: exec: \"/prepare.sh\": permission denied: unknown")
                }
            },
            .firing(
                "a manifest made on Windows has backslashes in its hostPath", on: ["n1"],
                with: ["failure": "windows-path", "linuxPath": "/var/lib/kubelet/pods"]
            ) { cluster in
                cluster.node("n1")
                cluster.template { spec in
                    spec.volumes = [
                        Volume(name: "pods", source: .hostPath(path: "\\var\\lib\\kubelet\\pods", type: ""))
                    ]
                    spec.containers[0].volumeMounts = [VolumeMount(name: "pods", mountPath: "/host_pods")]
                }
                cluster.daemonPod(on: "n1") { pod in
                    pod.crash(
                        exitCode: 128, reason: "ContainerCannotRun",
                        message: "Can't find mount point of \\var\\lib\\kubelet\\pods")
                }
            },
            .firing(
                "the root of the node is read-only where the hostPath is to be made", on: ["n1"],
                with: ["failure": "mount-source-read-only", "hostPath": "/opt/agent"]
            ) { cluster in
                cluster.node("n1")
                cluster.template { spec in
                    spec.volumes = [Volume(name: "state", source: .hostPath(path: "/opt/agent", type: ""))]
                    spec.containers[0].volumeMounts = [VolumeMount(name: "state", mountPath: "/state")]
                }
                cluster.daemonPod(on: "n1") { pod in
                    pod.crash(
                        exitCode: 128, reason: "StartError",
                        message:
                            "OCI runtime create failed: container init caused: mkdir /opt/agent: read-only file system")
                }
            },
            .firing(
                "a mount point can't be made within a read-only volume", on: ["n1"],
                with: ["failure": "mount-read-only"]
            ) { cluster in
                cluster.node("n1")
                cluster.template { spec in
                    spec.volumes = [Volume(name: "state", source: .hostPath(path: "/var/lib/agent", type: ""))]
                    spec.containers[0].volumeMounts = [VolumeMount(name: "state", mountPath: "/etc/agent/state")]
                }
                cluster.daemonPod(on: "n1") { pod in
                    pod.crash(
                        exitCode: 128, reason: "StartError",
                        message: "OCI runtime create failed: container init caused: mkdir /run/rootfs/etc/agent/state: "
                            + "read-only file system")
                }
            },
            .firing("the runtime may not mount a /proc file", on: ["n1"], with: ["failure": "mount-denied"]) {
                cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.crash(
                        exitCode: 128, reason: "ContainerCannotRun",
                        message: "oci runtime error: container_linux.go:247: starting container process caused "
                            + "\"process_linux.go:359: container init caused \\\"rootfs_linux.go:54: mounting "
                            + "\\\\\\\"/proc/1/mounts\\\\\\\" to rootfs caused \\\\\\\"permission denied\\\\\\\"\\\"\"")
                }
            },
            .firing(
                "a hostPath without a type isn't on the node", on: ["n1"],
                with: ["failure": "mount-source-missing", "volume": "state", "isUntyped": true]
            ) { cluster in
                cluster.node("n1")
                cluster.template { spec in
                    spec.volumes = [Volume(name: "state", source: .hostPath(path: "/var/lib/agent", type: ""))]
                    spec.containers[0].volumeMounts = [VolumeMount(name: "state", mountPath: "/var/lib/agent")]
                }
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold(
                        "CreateContainerError",
                        "Error response from daemon: invalid mount config for type \"bind\": bind source path does not "
                            + "exist: /var/lib/agent")
                }
            },
            .firing(
                "a seccomp profile is too narrow for the runtime", on: ["n1"],
                with: [
                    "failure": "start-denied",
                    "reason": "container create failed: setresuid to `0`: Operation not permitted",
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold(
                        "CreateContainerError", "container create failed: setresuid to `0`: Operation not permitted\n")
                }
            },
            .firing(
                "the node's SELinux policy doesn't know the template's type", on: ["n1"],
                with: ["failure": "selinux", "seLinuxType": "spc_t"]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.containers[0].securityContext.seLinuxType = "spc_t" }
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold(
                        "RunContainerError",
                        "runc create failed: unable to start container process: error during container init: write "
                            + "/proc/self/attr/keycreate: invalid argument: unknown")
                }
            },
            .firing(
                "the image is for another Windows build", on: ["n1"], with: ["failure": "wrong-operating-system"]
            ) { cluster in
                cluster.node("n1") { $0.info.kernelVersion = "10.0.17763.1339" }
                cluster.daemonPod(on: "n1") { pod in
                    pod.hold(
                        "RunContainerError",
                        "failed to create containerd task: hcs::CreateComputeSystem agent: The container operating "
                            + "system does not match the host operating system.: unknown")
                }
            },
            .silent("the container starts, and its shell does not find the program") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 127) }
            },
        ] + ofProfiles
    }

    /// What is wrong with a profile, in the words of the kubelet and the runtimes.
    private static let ofProfiles: [RuleExample] = profiles.map { failure, message in
        .firing("\(failure): \(message.prefix(60))", on: ["n1"], with: ["failure": .text(failure)]) { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1") { $0.hold("CreateContainerError", message) }
        }
    }

    private static let profiles: KeyValuePairs<String, String> = [
        "security-profile-unnamed": "localhostProfile must be set if seccompProfile type is Localhost.",
        "security-profile-invalid":
            "failed to generate seccomp spec opts: decoding seccomp profile failed: unexpected end of JSON input",
        "seccomp-memory":
            "OCI runtime create failed: error loading seccomp filter into kernel: loading seccomp filter: errno 524",
        "security-profile":
            "cannot load seccomp profile \"/var/lib/kubelet/seccomp/agent.json\": open "
            + "/var/lib/kubelet/seccomp/agent.json: no such file or directory",
    ]
}
