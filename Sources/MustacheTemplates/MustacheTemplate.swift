import CMustache

/// A Mustache template that was read. Any number of threads may render it at once.
///
/// Of Mustache's language variables, sections, inverted sections and comments are taken; `first()`, `last()`, `index()`,
/// `even()` and `odd()` tell the place in the innermost list. Nothing is escaped, and a value is never read as a template.
package final class MustacheTemplate: @unchecked Sendable {
    /// Never written to after reading: the library's rendering changes a template only where it has partials or lambdas,
    /// which no value here is.
    private let template: OpaquePointer

    /// Reads a template; nil when it is none, since a tag or a section is not closed.
    ///
    /// - Parameter source: the text. A variable whose name begins with `=` counts as a hole where it has no value.
    package init?(_ source: String) {
        var source = source
        guard let template = source.withUTF8({ cmu_template_create($0.chars, $0.count) }) else { return nil }
        self.template = template
    }

    deinit { cmu_template_destroy(template) }

    /// The text with the values of `view`.
    ///
    /// - Parameter view: the named values that it sees.
    /// - Returns: nil when it prints a variable that begins with `=` and has no value.
    package func rendered(_ view: [String: MustacheValue]) -> String? {
        let root = MustacheValue.object(view).made()
        defer { cmu_value_destroy(root) }
        var text = ""
        let outcome = withUnsafeMutablePointer(to: &text) { text in
            cmu_render(
                template, root,
                { context, bytes, count in
                    let text = context?.assumingMemoryBound(to: String.self)
                    text?.pointee = String(
                        decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
                }, text)
        }
        return outcome == cmu_rendered ? text : nil
    }
}
