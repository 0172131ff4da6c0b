import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A container ends with an error, again and again.
    public static let crashLoopErrorExit = Self("crash-loop-error-exit")
}

/// A container ends with an error, again and again.
struct CrashLoopErrorExitRule: NodeRule {
    static let code = FindingCode.crashLoopErrorExit
    static let family = FindingFamily.crashing
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events, .containerLogs, .podsOfOtherNamespaces]
    static let parameters: [ParameterDescription] =
        CrashSymptom.parameters + [
            .number("takenPort", .optional), .texts("portHolders", .optional), .texts("portSuspects", .optional),
        ]
    static let documentation = RuleDocumentation(
        summary: "A container exits with an error again and again.",
        explanation: """
            The program itself gives up; its exit code and last log lines say why. The kubelet restarts it after 10 s, \
            then waits twice as long each time, up to 5 minutes (CrashLoopBackOff).
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == .errorExit }
    }

    func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        var parameters = symptoms.parameters()
        let port = symptoms.takenPort(in: situation)
        parameters["takenPort"] = port.number.map { .number($0) }
        parameters["portHolders"] = port.holders.isEmpty ? nil : .texts(port.holders)
        parameters["portSuspects"] = port.suspects.isEmpty ? nil : .texts(port.suspects)
        return FindingDescription(
            title: "container \(crash.name) exits with code \(crash.termination.exitCode)",
            message: ("Container \(crash.name) exits with code \(crash.termination.exitCode) "
                + "(\(symptoms.restarts)).\(symptoms.lastWords)")
                .followed(by: "\(symptoms.architecture)\(symptoms.meaningOfExitCode)\(port.sentence)"),
            parameters: parameters)
    }
}

extension [LocatedSymptom<CrashSymptom>] {
    /// The port that the log says is taken, with who is known to listen there.
    fileprivate func takenPort(in situation: DaemonSetSituation) -> (
        number: WholeNumber?, holders: [String], suspects: [String], sentence: String
    ) {
        guard let log = compactMap(\.detail.log).first, log.signature?.name == "address-in-use" else {
            return (nil, [], [], "")
        }
        let declared = self[0].crash.spec?.ports.map(\.containerPort) ?? []
        guard let port = TakenPort.port(in: log.line) ?? (declared.count == 1 ? declared[0] : nil) else {
            return (nil, [], [], "")
        }
        var holders: [PortHolder] = []
        for symptom in self {
            guard let pod = symptom.node.pod else { continue }
            for holder in PortHolder.holders(of: port, on: symptom.node, besides: pod, in: situation.index)
            where !holders.contains(where: { $0.workload == holder.workload }) {
                holders.append(holder)
            }
        }
        let texts = holders.map { "\($0.workload) (\($0.sign))" }
        if !texts.isEmpty { return (port, texts, [], " Port \(port) is held by \(Wording.list(texts, most: 4)).") }
        var suspects: [String] = []
        for symptom in self where symptom.node.pod?.spec.isHostNetwork == true {
            guard let pod = symptom.node.pod else { continue }
            let image = symptom.crash.spec?.image ?? symptom.crash.status.image
            for other in PortHolder.twins(ofImage: image, on: symptom.node, besides: pod, in: situation.index)
            where !suspects.contains(other) { suspects.append(other) }
        }
        let sentence =
            suspects.isEmpty
            ? ""
            : " The port may be held by \(Wording.list(suspects, most: 4)), which "
                + "\(suspects.count == 1 ? "runs" : "run") the same program on the host network."
        return (port, [], suspects, sentence)
    }
}

extension CrashLoopErrorExitRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the program's port is taken, as its log says", on: ["n1"],
                with: [
                    "exitCode": 1, "signature": "address-in-use",
                    "logLine": "listen tcp :9100: bind: address already in use",
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
                cluster.log("starting", "listen tcp :9100: bind: address already in use", of: "agent-n1")
            },
            .silent("the container was there when the machine went down, and is not up again yet") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.loseContainer()
                }
            },
            .silent("a runtime that gives 255 and Error, and a kubelet that saw the node boot") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.loseContainer(reason: "Error")
                }
                cluster.nodeEvent("Rebooted", "Node n1 has been rebooted, boot id: 1", on: "n1", secondsAgo: 90)
            },
            .firing(
                "a neighbour on the host network names the port in an argument", on: ["n1"],
                with: ["takenPort": 9100, "portHolders": ["apps/other (host network; its argument --listen=:9100)"]]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.isHostNetwork = true }
                cluster.pod("other-1", on: "n1", owner: "DaemonSet") { pod in
                    var spec = pod.spec
                    spec.isHostNetwork = true
                    spec.containers[0].args = ["--listen=:9100"]
                    pod.sharedSpec = Shared(spec)
                }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
                cluster.log("10:57:00 listen tcp :9100: bind: address already in use", of: "agent-n1")
            },
            .firing(
                "a neighbour on the host network runs the same program, and no manifest tells its port", on: ["n1"],
                with: ["takenPort": 9808, "portSuspects": ["apps/other"]]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.isHostNetwork = true }
                cluster.container { $0.image = "registry.example/livenessprobe:2" }
                cluster.pod("other-1", on: "n1", owner: "DaemonSet") { pod in
                    var spec = pod.spec
                    spec.isHostNetwork = true
                    spec.containers[0].image = "registry.example/livenessprobe:1"
                    pod.sharedSpec = Shared(spec)
                }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
                cluster.log("listen tcp 0.0.0.0:9808: bind: address already in use", of: "agent-n1")
            },
            .silent("the container was restarted once, and is ready again") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { pod in
                    pod.change { status in
                        var end = ContainerTermination()
                        end.exitCode = 1
                        status.restartCount = 1
                        status.lastState = .terminated(end)
                    }
                }
            },
        ]
    }
}
