import Mustache

/// What a template sees: texts, truths, and views below it.
///
/// A text is escaped when it is set, so that no template can forget it. A member that is set to nil is false; one that is
/// not set is looked for in the views around it.
struct HTMLView: MustacheParent {
    private var members: [String: Any] = [:]

    init() {}

    /// Sets a text, escaped; nil makes the section of this name an absent one.
    mutating func set(_ name: String, _ text: String?) {
        members[name] = text.map { HTMLText.escaped($0) as Any } ?? false
    }

    /// Sets a count.
    mutating func set(_ name: String, _ number: Int) { members[name] = String(number) }

    /// Sets whether the section of this name is there.
    mutating func set(_ name: String, _ truth: Bool) { members[name] = truth }

    /// Sets a list of views, a section that is repeated.
    mutating func set(_ name: String, _ views: [HTMLView]) {
        members[name] = views.isEmpty ? false : views as Any
    }

    /// Sets one view below; nil for none.
    mutating func set(_ name: String, _ view: HTMLView?) { members[name] = view.map { $0 as Any } ?? false }

    /// Sets a list of texts, escaped, each of which a template calls `text`.
    mutating func set(_ name: String, texts: [String]) {
        set(
            name,
            texts.map { text in
                var view = HTMLView()
                view.set("text", text)
                return view
            })
    }

    /// Sets bytes of the page that are HTML, JSON, script or style already.
    mutating func set(_ name: String, verbatim text: String) { members[name] = text }

    func child(named name: String) -> Any? { members[name] }
}
