import DiagnosisEngine

/// How to see that the DaemonSet's pods serve where a remedy promises it.
enum PodCheck {
    /// The pods of the finding's node, or of all where there are several; nil where no selector tells them.
    static func command(in view: TemplateView) -> [String]? {
        guard let namespace = view.value(at: ["namespace"])?.text, !namespace.hasPrefix("-"),
            let selector = view.value(at: ["podSelector"])?.text
        else { return nil }
        var command = ["kubectl", "-n", namespace, "get", "pods", "-l", selector, "-o", "wide"]
        let nodes = view.list("nodes").compactMap(\.text)
        // A node's name is one everywhere but in a hostile snapshot.
        if nodes.count == 1, PodSelector.isName(nodes[0]) {
            command += ["--field-selector", "spec.nodeName=\(nodes[0])"]
        }
        return command
    }
}
