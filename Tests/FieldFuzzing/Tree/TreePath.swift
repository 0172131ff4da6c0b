/// Where a value stands in an object.
struct TreePath: Sendable, CustomStringConvertible {
    enum Step: Sendable, Equatable {
        case key(String)
        case element(Int)
    }

    var steps: [Step] = []

    func appending(_ step: Step) -> TreePath { TreePath(steps: steps + [step]) }

    /// `spec.containers[0].resources.requests["nvidia.com/gpu"]`.
    var description: String { text { "[\($0)]" } }

    /// The same for all elements of a list: `spec.containers[].name`.
    var withoutPositions: String { text { _ in "[]" } }

    private func text(_ element: (Int) -> String) -> String {
        var text = ""
        for step in steps {
            switch step {
            case .element(let place): text += element(place)
            case .key(let key) where key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && !key.isEmpty:
                text += (text.isEmpty ? "" : ".") + key
            case .key(let key): text += "[\(key.debugDescription)]"
            }
        }
        return text
    }

    /// The name of the member, or of the list that the element stands in.
    var key: String {
        for case .key(let key) in steps.reversed() { return key }
        return ""
    }
}

extension JSONTree {
    /// All values in this one, itself first.
    func values(at path: TreePath = TreePath()) -> [(path: TreePath, value: JSONTree)] {
        var found = [(path: path, value: self)]
        switch self {
        case .literal, .string: break
        case .array(let elements):
            for (place, element) in elements.enumerated() {
                found += element.values(at: path.appending(.element(place)))
            }
        case .object(let members):
            for member in members { found += member.value.values(at: path.appending(.key(member.key))) }
        }
        return found
    }

    /// This value with what stands at `path` replaced.
    func replacing(_ path: ArraySlice<TreePath.Step>, by replacement: Replacement) -> JSONTree {
        guard let step = path.first else { return replacement.values.first ?? .literal("null") }
        let isLast = path.count == 1
        let rest = path.dropFirst()
        switch (self, step) {
        case (.array(let elements), .element(let place)):
            var changed = elements
            let new = isLast ? replacement.values : [elements[place].replacing(rest, by: replacement)]
            changed.replaceSubrange(place...place, with: new)
            return .array(changed)
        case (.object(let members), .key(let key)):
            guard let place = members.firstIndex(where: { $0.key == key }) else { return self }
            var changed = members
            let new =
                isLast
                ? replacement.values.map { Member(key: replacement.key ?? key, value: $0) }
                : [Member(key: key, value: members[place].value.replacing(rest, by: replacement))]
            changed.replaceSubrange(place...place, with: new)
            return .object(changed)
        default: return self
        }
    }
}

/// What comes into the place of a value: nothing, another, or several, under one key each.
struct Replacement: Sendable {
    var values: [JSONTree]
    /// The key that the member gets; nil: as it was.
    var key: String?

    static let nothing = Replacement(values: [])

    static func one(_ value: JSONTree) -> Replacement { Replacement(values: [value]) }
}
