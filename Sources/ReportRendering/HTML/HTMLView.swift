import MustacheTemplates

/// What a template sees: texts, truths, and views below it.
///
/// A text is escaped when it is set, so that no template can forget it. A member that is set to nil is false; one that is
/// not set is looked for in the views around it.
struct HTMLView {
    private(set) var members: [String: MustacheValue] = [:]

    init() {}

    /// Sets a text, escaped; nil makes the section of this name an absent one.
    mutating func set(_ name: String, _ text: String?) {
        members[name] = text.map { .text(HTMLText.escaped($0)) } ?? .truth(false)
    }

    /// Sets a count.
    mutating func set(_ name: String, _ number: Int) { members[name] = .text(String(number)) }

    /// Sets whether the section of this name is there.
    mutating func set(_ name: String, _ truth: Bool) { members[name] = .truth(truth) }

    /// Sets a list of views, a section that is repeated.
    mutating func set(_ name: String, _ views: [HTMLView]) {
        members[name] = views.isEmpty ? .truth(false) : .list(views.map { .object($0.members) })
    }

    /// Sets one view below; nil for none.
    mutating func set(_ name: String, _ view: HTMLView?) {
        members[name] = view.map { .object($0.members) } ?? .truth(false)
    }

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
    mutating func set(_ name: String, verbatim text: String) { members[name] = .text(text) }
}
