import DiagnosisEngine
import MustacheTemplates
import Synchronization

/// A text with Mustache variables and sections over a finding.
///
/// Of Mustache's language only what needs no second file is taken: `{{name}}`, `{{#name}}…{{/name}}`,
/// `{{^name}}…{{/name}}` and comments. Values are never read as templates again, and nothing is escaped for HTML.
struct TextTemplate: Equatable, Sendable {
    let source: String
    let tags: [TemplateTag]
    /// Nil where the text has no tags.
    private let mustache: LateTemplate?

    /// - Parameters:
    ///   - source: the text
    ///   - isChecked: whether it is known to be a template. It is then read when it is first rendered, which most
    ///     templates of a playbook never are.
    /// - Throws: why it is no template.
    init(_ source: String, isChecked: Bool = false) throws(TemplateSyntaxError) {
        self.source = source
        tags = try TemplateTag.tags(in: source)
        mustache = tags.isEmpty ? nil : LateTemplate(source)
        if isChecked { return }
        if let mustache, mustache.read() == nil {
            throw TemplateSyntaxError(reason: "it is not a Mustache template")
        }
    }

    static func == (left: TextTemplate, right: TextTemplate) -> Bool { left.source == right.source }

    /// The path of the one variable that is the whole text, nil when there is more or less.
    var soleVariable: [String]? {
        guard tags.count == 1, let tag = tags.first, tag.kind == .variable, tag.transform == nil, tag.isWholeText,
            tag.path != ["."]
        else { return nil }
        return tag.path
    }

    /// The text with the values of `view`; nil when it mentions one that is absent.
    func rendered(in view: TemplateView) -> String? {
        guard let mustache else { return source }
        // Most words of commands are one name, which takes no template.
        if let path = soleVariable, path.count == 1 {
            switch view.value(at: path) {
            case .text(let text)?: return text
            case .number(let number)?: return String(number)
            case .quantity(let quantity, let notation)?: return quantity.written(notation)
            case nil: return nil
            case .truth?, .list?, .object?, .absent?: break
            }
        }
        return mustache.read()?.rendered(view.mustacheValues(of: tags))
    }
}

/// A template that is read when it is first needed.
private final class LateTemplate: Sendable {
    private let source: String
    private let template = Mutex<MustacheTemplate?>(nil)

    init(_ source: String) { self.source = source }

    func read() -> MustacheTemplate? {
        template.withLock { template in
            if template == nil {
                template = (try? TemplateTag.mustacheSource(of: source)).flatMap { MustacheTemplate($0) }
            }
            return template
        }
    }
}

/// Why a text is no template.
struct TemplateSyntaxError: Error, Equatable {
    let reason: String
}
