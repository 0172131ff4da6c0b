import DiagnosisEngine

/// The consequences of any change of a DaemonSet's pod template, so that no playbook has to repeat them.
struct TemplateRollout {
    var step: String
    /// The same where it is known from a trial how many pods restart; nil where that says it all.
    var stepWithoutCount: String?
    /// The way back where none is exact: to the template before.
    var rollback: [[String]]

    /// The consequences for the DaemonSet in `view`; nil when there is none.
    ///
    /// - Parameters:
    ///   - view: the data of the remedy.
    ///   - isUndone: whether the template is set back to that of an earlier revision.
    /// - Returns: the consequences.
    static func `in`(_ view: TemplateView, isUndone: Bool = false) -> TemplateRollout? {
        guard let namespace = text("namespace", in: view), let daemonSet = text("daemonSet", in: view),
            !namespace.hasPrefix("-"), !daemonSet.hasPrefix("-")
        else { return nil }
        let undo = [["kubectl", "-n", namespace, "rollout", "undo", "daemonset/\(daemonSet)"]]
        let isByHand = text("updateStrategy", in: view) == "OnDelete"
        if isUndone, let step = restartsOfUndo(isByHand: isByHand, in: view) {
            return TemplateRollout(step: step, stepWithoutCount: step, rollback: undo)
        }
        if isByHand { return TemplateRollout(step: onDelete, stepWithoutCount: onDelete, rollback: undo) }
        return TemplateRollout(step: restarts(in: view), rollback: undo)
    }

    /// The restarts where pods of the earlier revision are left; nil where there is none, or nobody knows.
    private static func restartsOfUndo(isByHand: Bool, in view: TemplateView) -> String? {
        guard case .number(let revision)? = view.value(at: ["undoRevision"]),
            case .number(let kept)? = view.value(at: ["undoKeeps"]), kept > 0,
            case .number(let replaced)? = view.value(at: ["undoReplaces"]),
            case .number(let removed)? = view.value(at: ["undoRemoves"])
        else { return nil }
        var rest = kept == 1 ? "the pod of revision \(revision) stays" : "the \(kept) pods of revision \(revision) stay"
        if removed > 0 {
            rest +=
                removed == 1
                ? ", and the newer one beside it is deleted" : ", and the \(removed) newer ones beside them are deleted"
        }
        if replaced == 0 { return "Nothing restarts: \(rest)." }
        let pods = replaced == 1 ? "1 pod" : "\(replaced) pods"
        return isByHand
            ? "updateStrategy is OnDelete: to change \(pods), delete \(replaced == 1 ? "it" : "them"); \(rest)."
            : "Restarts \(pods) within maxUnavailable and maxSurge; \(rest)."
    }

    private static let onDelete =
        "updateStrategy is OnDelete: a node gets the change only when its old pod is deleted."

    private static func restarts(in view: TemplateView) -> String {
        let count = view.value(at: ["updateRestarts"]) ?? view.value(at: ["desiredPods"])
        guard case .number(let pods)? = count, pods > 1 else { return "Restarts the DaemonSet's pods." }
        return "Restarts the DaemonSet's \(pods) pods within maxUnavailable and maxSurge."
    }

    private static func text(_ name: String, in view: TemplateView) -> String? {
        view.value(at: [name])?.text
    }
}
