// bare numbers in this file: counts of nodes.

/// The bar of a rollout, with what its parts stand for.
enum RolloutViews {
    /// A part of the bar: its style, what it stands for, and its nodes.
    typealias Part = (style: String, label: String, count: Int)

    /// The bar of a rollout that was simulated.
    ///
    /// - Parameters:
    ///   - new: nodes with an available pod of the newest template.
    ///   - stuck: nodes whose pod of the newest template is not available.
    ///   - old: nodes that keep an older template.
    ///   - whole: nodes that the DaemonSet wants.
    ///   - view: the view that gets `rolloutBar` and `rolloutParts`.
    static func set(new: Int, stuck: Int, old: Int, of whole: Int, in view: inout HTMLView) {
        set(
            [
                ("good", "with the new template", max(new, 0)), ("stuck", "without an available pod", stuck),
                ("old", "with the old template", old),
            ], of: whole, in: &view)
    }

    /// The bar of these parts; those without a node are left out of its legend.
    ///
    /// - Parameters:
    ///   - parts: the parts, from the left.
    ///   - whole: nodes that the DaemonSet wants.
    ///   - view: the view that gets `rolloutBar` and `rolloutParts`.
    static func set(_ parts: [Part], of whole: Int, in view: inout HTMLView) {
        view.set("rolloutBar", BarView.view(parts.map { ($0.style, $0.count) }, of: whole))
        view.set(
            "rolloutParts",
            parts.filter { $0.count > 0 }.map { part in
                var view = HTMLView()
                view.set("style", part.style)
                view.set("partLabel", part.label)
                view.set("partCount", part.count)
                return view
            })
    }
}
