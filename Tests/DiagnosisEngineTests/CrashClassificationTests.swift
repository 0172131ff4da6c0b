import KubernetesModel
import Testing

@testable import DiagnosisEngine

/// How a container of the pod `agent-n1` ended, and what events say of it.
struct Crash: Sendable {
    var exitCode: WholeNumber
    var reason = "Error"
    var now: ContainerState?
    var restarts: WholeNumber = 6
    var secondsAgo: WholeNumber = 60
    var events: [(reason: String, message: String, fieldPath: String)] = []

    /// The cause that the engine gives for the node.
    var cause: FindingCode? {
        let example = RuleExample.firing("a crash") { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1") { pod in
                pod.crash(exitCode: exitCode, reason: reason, restarts: restarts, now: now, secondsAgo: secondsAgo)
            }
            for event in events {
                cluster.event(event.reason, event.message, on: "agent-n1", fieldPath: event.fieldPath)
            }
        }
        return example.diagnosis().daemonSets.first?.nodes.first?.cause
    }
}

struct CrashClassificationTests {
    typealias Case = NamedCase<Crash, FindingCode?>
    typealias CommandCase = NamedCase<(command: [String], log: String), String?>

    private static let agent = "spec.containers{agent}"
    private static let livenessKill = ("Killing", "Container agent failed liveness probe, will be restarted", agent)
    private static let livenessFailure = ("Unhealthy", "Liveness probe failed: HTTP probe failed: 500", agent)
    private static let startupKill = ("Killing", "Container agent failed startup probe, will be restarted", agent)

    static let ends: [Case] = [
        Case("out of memory", Crash(exitCode: 137, reason: "OOMKilled"), .crashLoopOutOfMemory),
        Case(
            "out of memory, beside a failed probe",
            Crash(exitCode: 137, reason: "OOMKilled", events: [livenessFailure]), .crashLoopOutOfMemory),
        Case("a plain kill", Crash(exitCode: 137), .crashLoopSignal),
        Case("a liveness kill", Crash(exitCode: 137, events: [livenessKill]), .crashLoopLivenessProbe),
        Case(
            "a liveness kill of which only the failed probe tells", Crash(exitCode: 137, events: [livenessFailure]),
            .crashLoopLivenessProbe),
        Case("a liveness kill by SIGTERM", Crash(exitCode: 143, events: [livenessKill]), .crashLoopLivenessProbe),
        Case(
            "a liveness kill that the program obeys in good order",
            Crash(exitCode: 0, reason: "Completed", events: [livenessKill]), .crashLoopLivenessProbe),
        Case("a startup kill", Crash(exitCode: 137, events: [startupKill]), .crashLoopStartupProbe),
        Case(
            "an error of its own beside a failed probe", Crash(exitCode: 1, events: [livenessFailure]),
            .crashLoopErrorExit),
        Case(
            "a kill beside another container's failed probe",
            Crash(
                exitCode: 137,
                events: [
                    ("Killing", "Container other failed liveness probe, will be restarted", "spec.containers{other}")
                ]
            ), .crashLoopSignal),
        Case(
            "a kill beside another container's failed probe, by the words alone",
            Crash(exitCode: 137, events: [("Killing", "Container other failed liveness probe, will be restarted", "")]),
            .crashLoopSignal),
        Case(
            "a failed postStart hook", Crash(exitCode: 137, events: [("FailedPostStartHook", "failed", agent)]),
            .postStartHookFailed),
        Case("a failed start", Crash(exitCode: 128, reason: "StartError"), .containerStartFailed),
        Case("a failed start by Docker", Crash(exitCode: 127, reason: "ContainerCannotRun"), .containerStartFailed),
        Case("a clean exit", Crash(exitCode: 0, reason: "Completed"), .crashLoopCleanExit),
        Case("an error", Crash(exitCode: 1), .crashLoopErrorExit),
        Case("an error with the greatest code", Crash(exitCode: 255), .crashLoopErrorExit),
        Case("a command that may not be run", Crash(exitCode: 126), .crashLoopCommandNotFound),
        Case("a command that is not there", Crash(exitCode: 127), .crashLoopCommandNotFound),
        Case("a segmentation fault", Crash(exitCode: 139), .crashLoopSignal),
        Case("an abort", Crash(exitCode: 134), .crashLoopSignal),
    ]

    static let moments: [Case] = [
        Case("in the back-off", Crash(exitCode: 1), .crashLoopErrorExit),
        Case(
            "just ended with Error", Crash(exitCode: 1, now: .terminated(end(1, "Error"))), .crashLoopErrorExit),
        Case(
            "just ended for memory", Crash(exitCode: 137, now: .terminated(end(137, "OOMKilled"))),
            .crashLoopOutOfMemory),
        Case(
            "just ended with Completed", Crash(exitCode: 0, now: .terminated(end(0, "Completed"))),
            .crashLoopCleanExit),
        Case(
            "running again for a moment", Crash(exitCode: 1, now: .running(since: Timestamp(seconds: 9_990))),
            .crashLoopErrorExit),
        Case(
            "about to be created again", Crash(exitCode: 1, now: .waiting(reason: "ContainerCreating", message: "")),
            .crashLoopErrorExit),
        Case(
            "cannot be started again",
            Crash(
                exitCode: 128, reason: "StartError", now: .waiting(reason: "RunContainerError", message: "no such file")
            ),
            .containerStartFailed),
        Case(
            "just ended for the first time", Crash(exitCode: 1, now: .terminated(end(1, "Error")), restarts: 0),
            .crashLoopErrorExit),
        Case(
            "restarted once, and running since",
            Crash(exitCode: 1, now: .running(since: nil), restarts: 1, secondsAgo: 5_000),
            .causeUnknown),
        Case(
            "restarted once, and running since a minute ago",
            Crash(exitCode: 1, now: .running(since: Timestamp(seconds: 9_940)), restarts: 1, secondsAgo: 5_000),
            nil),
    ]

    private static func end(_ exitCode: WholeNumber, _ reason: String) -> ContainerTermination {
        var end = ContainerTermination()
        end.exitCode = exitCode
        end.reason = reason
        return end
    }

    @Test(arguments: ends)
    func `The end of a container tells the cause`(_ line: Case) { #expect(line.input.cause == line.expected) }

    @Test(arguments: moments)
    func `The cause is the same whatever the container does at this moment`(_ line: Case) {
        #expect(line.input.cause == line.expected)
    }

    static let commands: [CommandCase] = [
        NamedCase("the shell's words", (["sh", "-c", "a && b"], "sh: 1: b: not found"), "b"),
        NamedCase("bash's words", (["bash"], "bash: line 1: b: command not found"), "b"),
        NamedCase("a program that may not be run", ([], "sh: /data/run: Permission denied"), "/data/run"),
        NamedCase("a program of its own", (["/agent"], ""), "/agent"),
        NamedCase("a script of one command", (["/bin/sh", "-c", "agent --port=1"], ""), "agent"),
        NamedCase("a script that gives way to its command", (["sh", "-c", "exec agent"], ""), "agent"),
        NamedCase("a script of several", (["/bin/sh", "-c", "a; b"], ""), nil),
        NamedCase("nothing", ([], ""), nil),
    ]

    @Test(arguments: commands)
    func `The missing command is named where something tells`(_ line: CommandCase) {
        #expect(MissingCommand.name(command: line.input.command, logLine: line.input.log) == line.expected)
    }
}
