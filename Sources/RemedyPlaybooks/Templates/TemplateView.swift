import DiagnosisEngine
import KubernetesModel
import MustacheTemplates
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

    /// The values that `tags` name, for Mustache.
    func mustacheValues(of tags: [TemplateTag]) -> [String: MustacheValue] {
        let counted = Set(tags.compactMap { $0.transform == "count" ? $0.path.last : nil })
        var object = MustacheObject(counted: counted)
        for case let name? in tags.map(\.path.first) where name != "." && object.members[name] == nil {
            object.set(name, values[name], kind: descriptions.first { $0.name == name }?.kind)
        }
        return object.members
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

/// Parameters as Mustache looks into them.
private struct MustacheObject {
    /// The names of the lists whose elements are counted.
    let counted: Set<String>
    private(set) var members: [String: MustacheValue] = [:]

    init(counted: Set<String>) { self.counted = counted }

    mutating func set(_ name: String, _ value: Parameters.Value?, kind: ParameterDescription.Kind?) {
        let member = member(value, kind: kind)
        members[name] = member
        guard counted.contains(name) else { return }
        if case .list(let elements) = member {
            members[TemplateTag.function("count", of: name)] = .text(String(elements.count))
        } else {
            members[TemplateTag.function("count", of: name)] = .absent
        }
    }

    private func member(_ value: Parameters.Value?, kind: ParameterDescription.Kind?) -> MustacheValue {
        guard let value, !value.isEmpty else { return .absent }
        // A group that turns out to be none would print as nothing: `{{group.field}}` must be a hole then.
        if case .object? = kind {
            guard case .object = value else { return .absent }
        }
        return converted(value, fields: kind?.fields ?? [])
    }

    private func converted(_ value: Parameters.Value, fields: [ParameterDescription]) -> MustacheValue {
        switch value {
        case .text(let text): return .text(text)
        case .quantity(let quantity, let notation): return .text(quantity.written(notation))
        case .number(let number): return .text(String(number))
        case .truth(let truth): return .truth(truth)
        case .list(let elements): return .list(elements.map { converted($0, fields: fields) })
        case .object(let parameters):
            // A field that is absent is not looked up further out.
            var object = MustacheObject(counted: counted)
            for field in fields { object.set(field.name, parameters[field.name], kind: field.kind) }
            for (name, value) in parameters.entries where object.members[name] == nil {
                object.set(name, value, kind: nil)
            }
            return .object(object.members)
        case .absent: return .absent
        }
    }
}
