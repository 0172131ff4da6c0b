/// A field of an object as the API server sees it: null and absent are the same, and so are an empty text and none.
struct Field {
    /// Nil where the field is absent or null.
    let node: ManifestNode?
    let path: FieldPath
    /// Where the field stands; the object that lacks it where it is absent.
    let position: ManifestPosition

    /// The root of an object.
    init(_ root: ManifestNode) {
        node = root
        path = .root
        position = root.position
    }

    private init(_ node: ManifestNode?, path: FieldPath, position: ManifestPosition) {
        self.node = node.flatMap { $0.isNull ? nil : $0 }
        self.path = path
        self.position = position
    }

    /// Whether the field is there and not null.
    var isSet: Bool { node != nil }

    /// A member of an object; of two with one name the last.
    subscript(_ name: String) -> Field {
        let member = node?.members?.last { $0.key == name }
        return Field(member?.value, path: .field(path, name), position: member?.position ?? position)
    }

    /// A member that may be unknown; its place is its key's.
    func member(_ member: ManifestNode.Member) -> Field {
        Field(member.value, path: .field(path, member.key), position: member.keyPosition)
    }

    /// A field further in.
    subscript(_ first: String, _ second: String, _ further: String...) -> Field {
        further.reduce(self[first][second]) { $0[$1] }
    }

    /// The elements of a list.
    var items: [Field] {
        guard let elements = node?.elements else { return [] }
        return elements.enumerated().map { index, element in
            Field(element, path: .index(path, index), position: element.position)
        }
    }

    /// The entries of a map, in the order of the document; of two with one key the last.
    var entries: [(key: String, value: Field)] {
        rawMembers.map { ($0.key, Field($0.value, path: .key(path, $0.key), position: $0.position)) }
    }

    /// An entry of a map that is there.
    func entry(_ key: String) -> Field { entries.first { $0.key == key }?.value ?? self }

    /// The members of an object; of two with one key the last.
    var members: [(name: String, value: Field)] {
        rawMembers.map { ($0.key, Field($0.value, path: .field(path, $0.key), position: $0.position)) }
    }

    /// The members of an object as they are; of two with one key the last.
    var rawMembers: [ManifestNode.Member] {
        guard let members = node?.members else { return [] }
        var last: [String: Int] = [:]
        for (index, member) in members.enumerated() { last[member.key] = index }
        return last.count == members.count
            ? members : members.enumerated().filter { last[$1.key] == $0 }.map(\.element)
    }

    /// A map of texts as a dictionary; null counts as an empty text.
    var texts: [String: String] {
        var texts: [String: String] = [:]
        for entry in entries { texts[entry.key] = entry.value.text }
        return texts
    }

    /// All containers of a pod's specification, init containers first.
    var allContainers: [Field] { ["initContainers", "containers", "ephemeralContainers"].flatMap { self[$0].items } }

    /// Whether a list or a map has no element.
    var hasNoElements: Bool { node?.elements?.isEmpty ?? node?.members?.isEmpty ?? true }
}

extension Field {
    /// The text; empty where the field is absent.
    var text: String { node?.string ?? "" }

    /// True or false; nil where the field is absent.
    var truth: Bool? {
        if case .bool(let isTrue)? = node?.content { isTrue } else { nil }
    }

    /// Whether the field is true.
    var isTrue: Bool { truth == true }

    /// A whole number; nil where the field is absent or of another type.
    var integer: Int64? {
        if case .number(let text)? = node?.content { ManifestNumber.integer(text) } else { nil }
    }
}

extension ManifestNode.Member {
    /// The key's place where the value is nested, so that the line is the one that names it.
    fileprivate var position: ManifestPosition {
        switch value.content {
        case .list, .object: keyPosition
        default: value.position.line == keyPosition.line ? value.position : keyPosition
        }
    }
}
