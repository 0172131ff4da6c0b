import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import Wording

/// A way out of some kinds of trouble, as a template: a file of `playbooks/`.
public struct Playbook: Equatable, Sendable {
    /// Unique among the playbooks: lower case letters, digits and dashes.
    public var id: String
    /// How early it is offered: remedies with smaller numbers come first.
    public var order: Int
    /// The findings that it is for.
    var appliesTo: [Application]
    /// Whether it keeps the trouble from coming back, and heals nothing of it now.
    public var prevents: Bool
    /// Whether the commands change the pod template, so that the DaemonSet's pods are replaced.
    public var changesTemplate: Bool
    /// The least that it risks, where neither a trial nor its commands tell: data that goes, a network that stops.
    var leastRisk = Risk.low
    /// Where to read on.
    public var references: [String]
    /// The file that it was read from.
    public var file: String
    /// Whether it ships with the program.
    public var isBuiltIn = false

    var title: TextTemplate
    /// The changes to simulate.
    var changes: [ChangeTemplate]
    /// The part that the simulation can't answer; nil if it shows whether the changes help.
    var unproven: TextTemplate?
    /// Why there is nothing to try.
    var notSimulated: TextTemplate?
    var steps: [StepTemplate]
    var commands: [CommandTemplate]
    var verify: [CommandTemplate]
    /// Nil where the file does not say: what its patches change is taken back by patches then.
    var rollback: [CommandTemplate]?

    /// A code that a playbook is for, and on what conditions.
    struct Application: Equatable, Sendable {
        var code: FindingCode
        /// All must be met.
        var tests: [ParameterTest]
        /// Whether the evidence speaks for it, so that it is offered before whatever else is not proven.
        var comesFirst = false
    }

    /// The title as it stands in the file, with its variables.
    public var titleTemplate: String { title.source }

    /// Whether the simulator can try what the playbook proposes.
    public var isSimulated: Bool { !changes.isEmpty }

    /// The parameter of findings on nodes that are not meant for daemon pods.
    private static let nodeKind = "nodeKind"

    /// The remedy for `view`, nil when the playbook is not for it or has nothing to say without a hole.
    func remedy(for code: FindingCode, in view: TemplateView) -> RemedyDraft? {
        // Where no daemon pod is meant to be, only what was written for such nodes is a remedy.
        let isLimited = code != .nodeNotForDaemonPods && view.value(at: [Self.nodeKind]) != nil
        let applications = appliesTo.filter { application in
            application.code == code && application.tests.allSatisfy { $0.isMet(in: view) }
                && (!isLimited || application.tests.contains { $0.path == [Self.nodeKind] })
        }
        guard !applications.isEmpty, let title = title.rendered(in: view), !title.isEmpty else { return nil }
        var remedy = Remedy(playbook: id, title: title, risk: .low, references: references)
        remedy.commands = commands.flatMap { $0.rendered(in: view) }
        remedy.steps = steps.compactMap { $0.rendered(in: view) }
        // Without the patch, which names the list that the container stands in, nothing of it is left.
        let changesPods = remedy.commands.contains { $0.contains("patch") || $0.contains("undo") }
        if changesTemplate, view.isAboutInjectedContainer, !changesPods { return nil }
        guard !remedy.steps.isEmpty || !remedy.commands.isEmpty else { return nil }
        if let rest = restStep(in: view) { remedy.steps.append(rest) }
        let isRolledOut = changesTemplate && remedy.acts
        let isUndone = remedy.commands.contains { $0.contains("undo") }
        let change = isRolledOut ? TemplateRollout.in(view, isUndone: isUndone) : nil
        // What a trial tells of restarts need not be said twice.
        if let step = changes.isEmpty ? change?.step : change?.stepWithoutCount { remedy.steps.append(step) }
        let check = isRolledOut || verify.isEmpty ? PodCheck.command(in: view) : nil
        remedy.verify = [check].compactMap(\.self) + verify.flatMap { $0.rendered(in: view) }
        if let rollback {
            remedy.rollback = rollback.flatMap { $0.rendered(in: view) }
        } else {
            remedy.rollback = WayBack.commands(from: remedy.commands, of: view.daemonSet) ?? change?.rollback ?? []
        }
        remedy.risk = max(leastRisk, Risk(ofCommands: remedy.commands, changesTemplate: isRolledOut))
        remedy.changes = changes.flatMap { $0.described(in: view) }
        var draft = RemedyDraft(remedy: remedy, order: order, prevents: prevents)
        draft.changes = renderedChanges(in: view)
        // It may be written so that it says something in some cases only.
        draft.unproven = unproven?.rendered(in: view).flatMap { $0.isEmpty ? nil : $0 }
        draft.notSimulated = notSimulated?.rendered(in: view)
        draft.comesFirst = applications.contains(where: \.comesFirst)
        draft.leastRisk = leastRisk
        draft.checksPods = check != nil
        return draft
    }

    /// The changes to simulate for `view`; nil if there are none, or one mentions something absent.
    private func renderedChanges(in view: TemplateView) -> [Change]? {
        var all: [Change] = []
        for change in changes {
            guard let rendered = change.rendered(in: view) else { return nil }
            all += rendered
        }
        return all.isEmpty ? nil : all
    }

    /// The step for nodes or pods that are too many to print a command each.
    private func restStep(in view: TemplateView) -> String? {
        let rests = commands.map { $0.unreached(in: view) }
        guard let rest = rests.max(by: { $0.count < $1.count }), !rest.isEmpty else { return nil }
        return "Do the same for \(rest.named(atMost: 10))."
    }
}
