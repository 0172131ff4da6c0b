import DiagnosisEngine

/// A playbook as people read it, with `<name>` for what a finding fills in and `[…]` for what is not always there.
public struct PlaybookOutline: Equatable, Sendable {
    /// Unique among the playbooks.
    public var id: String
    /// A line.
    public var title: String
    /// The file that it was read from.
    public var file: String
    /// The findings that it is for.
    public var appliesTo: [Application]
    /// The simulated changes, a line each; empty if nothing is simulated.
    public var changes: [String]
    /// The part that the simulation can't answer, if the file states one.
    public var unproven: String?
    /// Why nothing is tried, where the file says so.
    public var notSimulated: String?
    /// The sentences that say what to do.
    public var steps: [Step]
    /// The commands that do it.
    public var commands: [Command]
    /// The commands that show whether it worked.
    public var verify: [Command]
    /// The commands that take it back.
    public var rollback: [Command]
    /// Whether the DaemonSet's pods are replaced, with all that the program says and does about that.
    public var changesTemplate: Bool
    /// Addresses to read on at.
    public var references: [String]

    /// A kind of finding that the playbook is for.
    public struct Application: Equatable, Sendable {
        /// The code of these findings.
        public var code: FindingCode
        /// All must be met, for instance `reason is not-found`.
        public var conditions: [String]
    }

    /// A sentence of what to do.
    public struct Step: Equatable, Sendable {
        /// The sentence.
        public var text: String
        /// All must be met for the step to be printed.
        public var conditions: [String]
    }

    /// Commands that are printed together.
    public struct Command: Equatable, Sendable {
        /// Each a line; what a finding fills in is quoted only once it is known.
        public var lines: [String]
        /// The list that the lines are repeated for; nil where they stand once.
        public var repeatedFor: String?
        /// All must be met for the commands to be printed.
        public var conditions: [String]
    }
}

extension Playbook {
    /// The codes that the playbook is for, each once, in the order of the file.
    public var codes: [FindingCode] {
        var seen: Set<FindingCode> = []
        return appliesTo.map(\.code).filter { seen.insert($0).inserted }
    }

    /// The title with its variables as people read them.
    public var titleOutline: String { TemplateOutline.text(title.source) }

    /// The whole playbook as people read it.
    public var outline: PlaybookOutline {
        PlaybookOutline(
            id: id, title: titleOutline, file: file,
            appliesTo: appliesTo.map { .init(code: $0.code, conditions: $0.tests.map(\.outline)) },
            changes: changes.map(\.outline), unproven: unproven.map { TemplateOutline.text($0.source) },
            notSimulated: notSimulated.map { TemplateOutline.text($0.source) },
            steps: steps.map { .init(text: TemplateOutline.text($0.text.source), conditions: $0.tests.map(\.outline)) },
            commands: commands.map(\.outline), verify: verify.map(\.outline), rollback: (rollback ?? []).map(\.outline),
            changesTemplate: changesTemplate, references: references)
    }
}

extension ChangeTemplate {
    /// `setRequest container <container>, resource memory, quantity 64Mi`.
    fileprivate var outline: String {
        let words = form.arguments.map(\.name).compactMap { name -> String? in
            switch arguments[name] {
            case .text(let template)?: return "\(name) \(TemplateOutline.text(template.source))"
            case .list(let list)?: return "\(name) <\(list)>…"
            case nil: return nil
            }
        }
        let each = repeatedFor.map { " for each of <\($0)>" } ?? ""
        let conditions = tests.isEmpty ? "" : " if " + tests.map(\.outline).joined(separator: " and ")
        return ([form.name] + (words.isEmpty ? [] : [words.joined(separator: ", ")])).joined(separator: " ")
            + each + conditions
    }
}

extension CommandTemplate {
    fileprivate var outline: PlaybookOutline.Command {
        PlaybookOutline.Command(
            lines: commands.map { $0.map(\.outline).joined(separator: " ") }, repeatedFor: repeatedFor,
            conditions: tests.map(\.outline))
    }
}

extension CommandTemplate.Word {
    fileprivate var outline: String {
        switch self {
        case .text(let template):
            let text = TemplateOutline.text(template.source)
            return text.contains(" ") ? "'\(text)'" : text
        case .json(let template): return "'\(TemplateOutline.text(template.source))'"
        case .each(let name): return "<\(name)>…"
        }
    }
}

extension JSONTemplate {
    /// The document as it stands in the file, as compact JSON.
    fileprivate var source: String {
        switch self {
        case .text(let template): return template.soleVariable == nil ? jsonString(template.source) : template.source
        case .literal(let json): return json
        case .list(let elements): return "[" + elements.map(\.source).joined(separator: ",") + "]"
        case .object(let members):
            let texts = members.map { member in
                let text = jsonString(member.key.source) + ":" + member.value.source
                return member.isOptional ? "{{#\(member.key.source)}}\(text){{/\(member.key.source)}}" : text
            }
            return "{" + texts.joined(separator: ",") + "}"
        }
    }
}
