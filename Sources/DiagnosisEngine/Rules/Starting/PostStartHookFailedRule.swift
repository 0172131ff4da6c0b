import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A container's postStart hook fails, and with it the container.
    public static let postStartHookFailed = Self("post-start-hook-failed")
}

/// A container's postStart hook fails, and with it the container.
struct PostStartHookFailedRule: NodeRule {
    static let code = FindingCode.postStartHookFailed
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let weakenedWithout: [SnapshotPart] = [.containerLogs]
    static let parameters: [ParameterDescription] =
        CrashSymptom.parameters + [
            .text("hook", .optional), .text("reason", .optional),
        ]
    static let documentation = RuleDocumentation(
        summary: "A container's postStart hook fails, so the kubelet kills the container.",
        explanation: """
            A container counts as started only once its postStart hook has succeeded (PostStartHookError, event \
            FailedPostStartHook). Its exit code 137 is then the kubelet's kill and says nothing about the program. \
            The event doesn't say what the hook runs; the spec does, and the container's status why it failed \
            (`handlerRunner.Run`).
            """)

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.retried))
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<CrashSymptom>? {
        node.crashSymptom(in: situation) { $0 == .postStartHook }
    }

    func description(
        of symptoms: [LocatedSymptom<CrashSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let crash = symptoms[0].crash
        let hook = crash.spec?.postStartAction ?? ""
        let reason = symptoms.lazy.compactMap { Self.reason(of: $0.crash.status) }.first
        var parameters = symptoms.parameters()
        parameters["hook"] = hook.isEmpty ? nil : .text(hook)
        parameters["reason"] = reason.map { .text($0) }
        return FindingDescription(
            title: "postStart hook of container \(crash.name) fails",
            message:
                "Container \(crash.name) is killed because its postStart hook"
                + "\(hook.isEmpty ? "" : " (\(hook))") fails\(reason.map { ": \($0)" } ?? "") "
                + "(\(symptoms.restarts)).\(Self.lastCommand(of: hook))\(symptoms.lastWords)",
            parameters: parameters)
    }

    /// ` A shell's exit status is that of its last command, modprobe nvme_fabrics: …` for a hook that is a list of commands
    /// without more; empty for others.
    static func lastCommand(of hook: String) -> String {
        guard hook.hasSuffix("]"), let script = hook.dropLast()[...].after(" -c "), !script.contains("set -e") else {
            return ""
        }
        let commands = script.split { $0 == ";" || $0.isNewline }.map { $0.drop { $0 == " " } }
        guard commands.count > 1, var last = commands.last(where: { !$0.isEmpty }), !last.contains("||"),
            !["true", "done", "fi", "exit 0", ":"].contains(where: { last.hasPrefix($0) })
        else { return "" }
        while last.last == " " { last.removeLast() }
        return
            " A shell's exit status is that of its last command, \(Wording.essence(String(last))): if that may fail, end "
            + "the hook with ; true."
    }

    /// The hook's own words, which stand in the container's status and not in the event: `command 'init' exited with 1: …,
    /// message: "…"` (`handlerRunner.Run`). Nil where the kubelet doesn't tell them any more.
    private static func reason(of status: ContainerStatus) -> String? {
        guard let waiting = status.waiting, waiting.reason == "PostStartHookError" else { return nil }
        let error = waiting.message[...].after("failed - error: ") ?? waiting.message[...]
        guard let output = error.after("message: \""), !output.until("\"").isEmpty else {
            let text = error.firstRange(of: ", message: \"").map { error[..<$0.lowerBound] } ?? error
            return text.isEmpty ? nil : Wording.essence(String(text))
        }
        let words = output.until("\"").replacing("\\n", with: " ")
        return Wording.essence(Wording.sentence(words, limit: .max))
    }
}

extension PostStartHookFailedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the postStart hook fails, and the container is killed for it", on: ["n1"], with: ["container": "agent"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 137) }
                cluster.event(
                    "FailedPostStartHook", "PostStartHook failed", on: "agent-n1", fieldPath: "spec.containers{agent}")
            },
            .firing(
                "the status tells what the hook said, and the spec what it runs", on: ["n1"],
                with: [
                    "hook": "exec [/bin/install.sh]", "reason": "cp: can't create '/host/cni': Read-only file system",
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.containers[0].postStartAction = "exec [/bin/install.sh]" }
                cluster.daemonPod(on: "n1") { pod in
                    pod.crash(exitCode: 137)
                    pod.status.containerStatuses[0].state = .waiting(
                        reason: "PostStartHookError",
                        message:
                            "Exec lifecycle hook ([/bin/install.sh]) for Container \"agent\" in Pod \"agent-n1\" failed "
                            + "- error: command '/bin/install.sh' exited with 1: , "
                            + "message: \"cp: can't create '/host/cni': Read-only file system\\n\"")
                }
                cluster.event(
                    "FailedPostStartHook", "PostStartHook failed", on: "agent-n1", fieldPath: "spec.containers{agent}")
            },
            .firing(
                "the hook is a list of commands, of which the last counts", on: ["n1"],
                with: ["hook": "exec [sh -c modprobe a; modprobe b 2>/dev/null]"]
            ) { cluster in
                cluster.node("n1")
                cluster.template {
                    $0.containers[0].postStartAction = "exec [sh -c modprobe a; modprobe b 2>/dev/null]"
                }
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 143) }
                cluster.event(
                    "FailedPostStartHook", "PostStartHook failed", on: "agent-n1", fieldPath: "spec.containers{agent}")
            },
            .silent("the container ends by itself") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
            },
        ]
    }
}
