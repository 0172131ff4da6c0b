import CheckedJSON
import ManifestValidation

/// An object of a manifest, with its place.
package struct ManifestObject: Sendable {
    /// The file as it was named; `-` for standard input.
    package var file: String
    /// The object as it is written.
    package var node: ManifestNode

    package init(file: String, node: ManifestNode) {
        self.file = file
        self.node = node
    }

    package var apiVersion: String { node["apiVersion"]?.string ?? "" }
    package var kind: String { node["kind"]?.string ?? "" }
    package var name: String { node["metadata"]?["name"]?.string ?? "" }
    /// The namespace as it is written; empty where none is.
    package var namespace: String { node["metadata"]?["namespace"]?.string ?? "" }

    /// The object with a namespace, where it names none.
    package func inNamespace(_ namespace: String) -> ManifestObject {
        guard self.namespace.isEmpty, case .object(var members) = node.content else { return self }
        var object = self
        let place = node.position
        let value = ManifestNode(.string(namespace), at: place)
        let member = ManifestNode.Member(key: "namespace", keyPosition: place, value: value)
        if let index = members.lastIndex(where: { $0.key == "metadata" }) {
            guard case .object(let own) = members[index].value.content else { return self }
            members[index].value.content = .object(own.filter { $0.key != "namespace" } + [member])
        } else {
            let metadata = ManifestNode(.object([member]), at: place)
            members.append(.init(key: "metadata", keyPosition: place, value: metadata))
        }
        object.node.content = .object(members)
        return object
    }

    /// The object without its places.
    package var json: JSONValue { JSONValue(node) }

    /// Where a field stands; where it is missing, the nearest object around it that is there.
    ///
    /// The path is as problems have it: `spec.template.spec.containers[0].resources.limits[memory]`.
    package func position(of path: String) -> ManifestPosition {
        var (value, position) = (node, node.position)
        for step in ManifestPath(path).steps {
            switch step {
            case .name(let name):
                guard let member = value.members?.last(where: { $0.key == name }) else { return position }
                (value, position) = (member.value, member.keyPosition)
            case .index(let index):
                guard let elements = value.elements, elements.indices.contains(index) else { return position }
                (value, position) = (elements[index], elements[index].position)
            }
        }
        return position
    }
}

/// A path of fields: `spec.ports[0].labels[app.kubernetes.io/name]`.
private struct ManifestPath {
    enum Step {
        case name(String)
        case index(Int)
    }

    private(set) var steps: [Step] = []

    init(_ text: String) {
        var rest = text[...]
        while let first = rest.first {
            if first == "[" {
                let inside = rest.dropFirst().prefix { $0 != "]" }
                steps.append(Int(inside).map { .index($0) } ?? .name(String(inside)))
                rest = rest.dropFirst(inside.count + 2)
            } else if first == "." {
                rest = rest.dropFirst()
            } else {
                let name = rest.prefix { $0 != "." && $0 != "[" }
                steps.append(.name(String(name)))
                rest = rest.dropFirst(name.count)
            }
        }
    }
}

extension JSONValue {
    /// A value without its places.
    package init(_ node: ManifestNode) {
        switch node.content {
        case .null: self = .null
        case .bool(let isTrue): self = .bool(isTrue)
        case .number(let text): self = .number(ManifestNumber.written(text))
        case .string(let text): self = .string(text)
        case .list(let elements): self = .array(elements.map { JSONValue($0) })
        case .object(let members):
            self = .object(Dictionary(members.map { ($0.key, JSONValue($0.value)) }, uniquingKeysWith: { $1 }))
        }
    }
}
