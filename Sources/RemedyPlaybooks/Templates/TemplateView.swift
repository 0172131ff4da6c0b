import DiagnosisEngine
import KubernetesModel
import Mustache
import KubernetesModel

/// The data that the templates of one remedy see: a finding's parameters, its nodes and pods, the DaemonSet's facts.
struct TemplateView {
    private(set) var values: Parameters
    /// The DaemonSet that the finding is about; nil where it is about none, or is not known.
    let daemonSet: DaemonSet?
    private let descriptions: [ParameterDescription]

    /// - Parameters:
    ///   - finding: the finding.
    ///   - context: facts of the DaemonSet.
    ///   - searched: what was searched for on the snapshot; it takes the place of the finding's own of the same name.
    init(_ finding: Finding, in context: RemedyContext, searched: Parameters = Parameters()) {
        daemonSet = context.object
        var values = finding.parameters
        for (name, value) in searched.entries { values[name] = value }
        func offer(_ name: String, _ value: Parameters.Value?) {
            if values[name] == nil { values[name] = value }
        }
        for (name, value) in context.parameters.entries { offer(name, value) }
        offer("namespace", context.namespace.map { .text($0) })
        offer("daemonSet", context.daemonSet.map { .text($0) })
        offer("code", .text(finding.code.rawValue))
        offer("nodes", .texts(finding.nodes))
        offer("nodeCount", .number(WholeNumber(finding.nodes.count)))
        offer("firstNode", finding.nodes.first.map { .text($0) })
        offer("pods", .texts(finding.pods))
        let names = finding.pods.compactMap { $0.split(separator: "/").last.map(String.init) }
        offer("ownPodNames", .texts(names))
        offer("firstPods", .texts(names.prefix(Self.shownPods)))
        offer("hasManyPods", .truth(names.count > 1))
        if let parts = finding.pods.first?.split(separator: "/", maxSplits: 1), parts.count == 2 {
            offer("firstPodNamespace", .text(String(parts[0])))
            offer("firstPod", .text(String(parts[1])))
        }
        if let container = values["container"], let known = values["templateContainers"], !container.isEmpty,
            !Self.isListed(container, in: known)
        {
            // No command may name it as if it stood in the template.
            values["isInjected"] = true
        } else if let container = values["container"] {
            offer(
                "containerList",
                Self.isListed(container, in: values["initContainers"]) ? "initContainers" : "containers")
        }
        self.values = values
        descriptions = FindingParameterNames.available(for: finding.code)
    }

    /// Of how many pods a command is printed whose answers are alike for all.
    private static let shownPods = 3

    /// This view with one element of a list in front: a text as `each`, a group of facts by its fields' names.
    func binding(_ element: Parameters.Value) -> TemplateView {
        var view = self
        if case .object(let parameters) = element {
            for (name, value) in parameters.entries { view.values[name] = value }
        } else {
            view.values["each"] = element
        }
        return view
    }

    /// Whether the finding is about a container that admission added to the pods.
    var isAboutInjectedContainer: Bool { values["isInjected"] == .truth(true) }

    /// The value at a path such as `nearestMiss.key`; nil when it is absent or an empty text or list.
    func value(at path: [String]) -> Parameters.Value? {
        var parameters = values
        for (depth, name) in path.enumerated() {
            guard let value = parameters[name], !value.isEmpty else { return nil }
            if depth == path.count - 1 { return value }
            guard case .object(let inner) = value else { return nil }
            parameters = inner
        }
        return nil
    }

    /// The elements of the list called `name`, none when there is no such list.
    func list(_ name: String) -> [Parameters.Value] {
        if case .list(let elements)? = values[name] { return elements }
        return []
    }

    /// The value for Mustache; `holes` records every variable that is absent.
    func mustacheObject(noting holes: HoleRecorder) -> some MustacheParent {
        ParametersView(parameters: values, fields: descriptions, isRoot: true, holes: holes)
    }

    private static func isListed(_ container: Parameters.Value, in list: Parameters.Value?) -> Bool {
        if case .list(let elements)? = list { return elements.contains(container) }
        return false
    }
}

extension Parameters.Value {
    /// Whether there is nothing in it to print: playbooks treat it as absent.
    var isEmpty: Bool {
        switch self {
        case .text(let text): return text.isEmpty
        case .list(let elements): return elements.isEmpty
        case .absent: return true
        case .number, .quantity, .truth, .object: return false
        }
    }
}

/// Whether a rendering met a variable without a value.
final class HoleRecorder {
    var hasHole = false
}

/// The value of an absent variable: renders no section, and a hole where it is printed.
private struct AbsentValue: MustacheCustomRenderable, MustacheTransformable {
    let holes: HoleRecorder
    var isNull: Bool { true }

    var renderText: String {
        holes.hasHole = true
        return ""
    }

    func transform(_ name: String) -> Any? { self }
}

/// A text or a number. Mustache would look into a plain one with a mirror for each name in a section over it, and ask
/// each of its types what else it is, which is a search of the whole program.
private struct ScalarView: MustacheCustomRenderable, MustacheParent, MustacheTransformable {
    let text: String
    let value: any Sendable

    var renderText: String { text }
    var isNull: Bool { false }

    func child(named name: String) -> Any? { nil }

    func transform(_ name: String) -> Any? { (value as? any MustacheTransformable)?.transform(name) }
}

/// Parameters as Mustache looks into them. Within a section a name that is none of its fields is looked up outside.
private struct ParametersView: MustacheParent {
    let parameters: Parameters
    let fields: [ParameterDescription]
    let isRoot: Bool
    let holes: HoleRecorder

    func child(named name: String) -> Any? {
        let field = fields.first { $0.name == name }
        guard let value = parameters[name], !value.isEmpty else {
            return field == nil && !isRoot ? nil : AbsentValue(holes: holes)
        }
        // A group that turns out to be none would print as nothing: `{{group.field}}` must be a hole then.
        if case .object? = field?.kind {
            guard case .object = value else { return AbsentValue(holes: holes) }
        }
        return rendered(value, fields: field?.kind.fields ?? [])
    }

    private func rendered(_ value: Parameters.Value, fields: [ParameterDescription]) -> Any {
        switch value {
        case .text(let text): return ScalarView(text: text, value: text)
        case .quantity(let quantity, let notation):
            let text = quantity.written(notation)
            return ScalarView(text: text, value: text)
        case .number(let number): return ScalarView(text: String(number), value: number.int64)
        case .truth(let truth): return truth
        case .list(let elements): return elements.map { rendered($0, fields: fields) }
        case .object(let parameters):
            return ParametersView(parameters: parameters, fields: fields, isRoot: false, holes: holes)
        case .absent: return AbsentValue(holes: holes)
        }
    }
}
