import DiagnosisEngine

/// The consequences of any change of a DaemonSet's pod template, so that no playbook has to repeat them.
struct TemplateRollout {
    var step: String
    /// The same where it is known from a trial how many pods restart; nil where that says it all.
    var stepWithoutCount: String?
    /// The way back where none is exact: to the template before.
    var rollback: [[String]]

    /// The consequences for the DaemonSet in `view`; nil when there is none.
    static func `in`(_ view: TemplateView) -> TemplateRollout? {
        guard let namespace = text("namespace", in: view), let daemonSet = text("daemonSet", in: view),
            !namespace.hasPrefix("-"), !daemonSet.hasPrefix("-")
        else { return nil }
        let undo = [["kubectl", "-n", namespace, "rollout", "undo", "daemonset/\(daemonSet)"]]
        if text("updateStrategy", in: view) == "OnDelete" {
            return TemplateRollout(step: onDelete, stepWithoutCount: onDelete, rollback: undo)
        }
        return TemplateRollout(step: restarts(in: view), rollback: undo)
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
