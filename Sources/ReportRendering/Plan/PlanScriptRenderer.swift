import RemedyPlan
import RemedyPlaybooks
import Wording

/// A plan as a shell script that makes one step after the other, and stops where one does not keep its promise.
///
/// It is POSIX sh. Nothing from the cluster stands in it unquoted; a command that cannot be shown ends the script before
/// its step.
struct PlanScriptRenderer: ReportRenderer {
    static var format: String { "script" }
    static var isForPeople: Bool { false }

    private let report: PlanReport

    init(_ report: PlanReport) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var lines = head
        lines += PlanScriptParts.functions
        for step in report.plan.steps { lines += undo(step) }
        for step in report.plan.steps { lines += body(step) }
        lines += end
        try sink(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    private var head: [String] {
        let plan = report.plan
        let version = report.snapshot.kubernetesVersion
        let about = [
            "\(report.snapshot.source), captured \(report.snapshot.capturedAt)",
            version.isEmpty ? nil : "Kubernetes \(version)",
        ].compactMap(\.self).joined(separator: ", ")
        return ["#!/bin/sh"]
            + comment("Made by `dsdoctor plan -o script` from \(about).")
            + comment(PlanWording.headline(plan))
            + [
                "#",
                "# It runs one step after the other in kubectl's current cluster. After each step it waits",
                "# until at least the promised pods are available, and stops if they don't become available.",
                "# It never asks. When it stops, it prints what it did and how to undo it.",
                "#",
                "#   DRY_RUN=1 sh plan.sh     print the commands, run none",
                "#   FROM=3 sh plan.sh        begin with step 3",
                "#   WAIT=900 sh plan.sh      wait up to 900 seconds after each step",
                "#   CONTEXT=NAME sh plan.sh  use this context of the kubeconfig",
            ]
            + plan.steps.flatMap { step in
                comment(
                    "Step \(step.number): \(step.daemonSet): \(PlanWording.title(step)) "
                        + "(\(PlanWording.pods(step.before, step.after)) available, risk \(step.remedy.risk.rawValue))",
                    next: "     ")
            } + [""]
    }

    /// Text as comment lines.
    private func comment(_ text: String, next: String = "") -> [String] {
        TextWrapping.lines(of: TerminalText.escaped(text), columns: 98).enumerated().map {
            "# " + ($0.offset == 0 ? "" : next) + $0.element
        }
    }

    private func undo(_ step: PlanStep) -> [String] {
        var lines = ["undo_\(step.number)() {"]
        let commands = step.remedy.rollback.map { ShellQuoting.commandLine($0) }
        if commands.isEmpty {
            lines.append("    say \(quoted("  # step \(step.number): nothing to undo by a command"))")
        }
        for command in commands {
            lines.append("    show \(command ?? "'# a command that cannot be shown: see -o json'")")
        }
        return lines + ["}", ""]
    }

    private func body(_ step: PlanStep) -> [String] {
        let simulation = step.remedy.simulation
        var lines =
            comment("Step \(step.number): \(step.daemonSet): \(PlanWording.title(step))")
            + comment("Available: \(PlanWording.pods(step.before, step.after)). Risk \(step.remedy.risk.rawValue).")
        let costs = PlanWording.costs(step)
        if !costs.isEmpty { lines += comment("Costs: \(costs.joined(separator: ", ")).") }
        for eviction in simulation?.evicts ?? [] {
            lines += comment("  evicts \(eviction.pod) on \(eviction.node)")
        }
        for line in PlanWording.others(step) { lines += comment(line) }
        lines.append("if begin \(step.number) \(quoted("\(step.daemonSet): \(PlanWording.title(step))")); then")
        let commands = step.remedy.changingCommands.map { ShellQuoting.commandLine($0) }
        if step.lacksCommands {
            lines.append("    stop 'a command of this step contains a secret and was left out; --no-redact prints it'")
        } else if commands.contains(nil) {
            lines.append("    stop 'a command of this step has characters that cannot be shown; -o json has it'")
        } else {
            for command in commands.compactMap(\.self) { lines.append("    run \(command)") }
            lines.append("    check \(step.number) \(checkArguments(step))")
        }
        return lines + ["fi", ""]
    }

    /// Namespace, name, promised pods, pods of the newest template, seconds to wait.
    private func checkArguments(_ step: PlanStep) -> String {
        let parts = step.daemonSet.split(separator: "/", maxSplits: 1).map(String.init)
        let words = [parts.first ?? "", parts.count > 1 ? parts[1] : ""].map { ShellQuoting.commandLine(["--", $0]) }
        guard !words.contains(nil) else { return "'' '' 0 0 0" }
        let names = parts.map { ShellQuoting.quoted($0) }
        return "\(names.joined(separator: " ")) \(max(step.after.available, 0)) \(step.updated ?? 0) \(seconds(step))"
    }

    /// A minute for each round of the rollout beside minReadySeconds, at most six hours; five minutes at least.
    private func seconds(_ step: PlanStep) -> Int {
        let rounds = min(max(step.remedy.simulation?.rounds ?? 1, 1), 10_000)
        let each = 60 + min(max(step.minReadySeconds, 0), 3_600)
        let pressure = step.remedy.simulation?.aim == .endsPressure ? 900 : 0
        return min(max(rounds * each + 240, 300) + pressure, 21_600)
    }

    private var end: [String] {
        let plan = report.plan
        var lines = ["say \(quoted("All \(Wording.count(plan.steps.count, "step")) done."))"]
        let left = plan.leftOver.reduce(0) { $0 + $1.pods }
        if left > 0 {
            lines.append(
                "say \(quoted("\(Wording.count(left, "pod")) need more than this plan: see dsdoctor plan."))")
        }
        return plan.steps.isEmpty ? ["say 'No proven step makes another pod available.'"] : lines
    }

    private func quoted(_ text: String) -> String { ShellQuoting.quoted(TerminalText.escaped(text)) }
}

/// The common part of all scripts.
enum PlanScriptParts {
    static let functions = #"""
        set -u
        DRY_RUN=${DRY_RUN:-}
        FROM=${FROM:-1}
        CONTEXT=${CONTEXT:-}
        done_steps=
        current=0

        kubectl() {
            if [ -n "$CONTEXT" ]; then command kubectl --context "$CONTEXT" "$@"; else command kubectl "$@"; fi
        }

        say() { printf '%s\n' "$*"; }

        # Prints a command so that it can be copied.
        show() {
            line='  '
            for word in "$@"; do
                case $word in
                '' | *[!A-Za-z0-9_@%+=:,./-]*)
                    word="'$(printf '%s' "$word" | sed "s/'/'\\\\''/g")'" ;;
                esac
                line="$line $word"
            done
            say "$line"
        }

        # stop REASON: ends the script, and tells how far it came.
        stop() {
            say "Stopped at step $current: $1" >&2
            if [ -n "$done_steps" ]; then
                say "To undo the steps so far, the latest first:" >&2
                for number in $done_steps; do "undo_$number" >&2; done
            else
                say "No step was made." >&2
            fi
            if [ "$current" -gt 0 ]; then say "To go on later: FROM=$current" >&2; fi
            exit 1
        }
        trap 'stop "interrupted"' INT TERM

        # begin STEP TITLE: whether the step is to be made.
        begin() {
            if [ "$1" -lt "$FROM" ]; then return 1; fi
            current=$1
            say "Step $1: $2"
        }

        # run COMMAND...: runs a command that changes the cluster.
        run() {
            show "$@"
            if [ -n "$DRY_RUN" ]; then return 0; fi
            case " $done_steps" in
            *" $current "*) ;;
            *) done_steps="$current $done_steps" ;;
            esac
            "$@" || stop "the command failed"
        }

        # check STEP NAMESPACE NAME AVAILABLE UPDATED SECONDS: waits until the promise is kept.
        check() {
            if [ -n "$DRY_RUN" ]; then
                say "   then waits up to ${WAIT:-$6} s for $4 available pods of $2/$3"
                return 0
            fi
            seconds=${WAIT:-$6}
            waited=0
            while :; do
                state=$(kubectl -n "$2" get daemonset "$3" -o 'jsonpath={.metadata.generation}/{.status.observedGeneration}/{.status.updatedNumberScheduled}/{.status.numberAvailable}/') || state=////
                generation=${state%%/*}
                state=${state#*/}
                observed=${state%%/*}
                state=${state#*/}
                updated=${state%%/*}
                state=${state#*/}
                available=${state%%/*}
                if [ "${observed:-0}" -ge "${generation:-1}" ] && [ "${available:-0}" -ge "$4" ] &&
                    [ "${updated:-0}" -ge "$5" ]; then
                    say "   kept: ${available:-0} pods of $2/$3 are available, $4 promised"
                    return 0
                fi
                if [ "$waited" -ge "$seconds" ]; then break; fi
                sleep 5
                waited=$((waited + 5))
            done
            stop "after $seconds s ${available:-0} pods of $2/$3 are available (${updated:-0} updated), $4 were promised ($5 updated)"
        }

        """#.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
