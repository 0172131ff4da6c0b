import KubernetesModel

/// Objects of the kinds that a ``Snapshot`` has no property for.
public struct FurtherObjects: Equatable, Sendable {
    /// By kind; none is empty.
    private var lists: [String: any Equatable & Sendable] = [:]

    /// Whether there are none.
    public var isEmpty: Bool { lists.isEmpty }

    /// The objects of a kind, in the order of the input.
    public subscript<Object: KubernetesObject>(_ type: Object.Type) -> [Object] {
        get { lists[Object.kind] as? [Object] ?? [] }
        set { lists[Object.kind] = newValue.isEmpty ? nil : newValue }
    }

    /// Whether both hold equal objects of the same kinds.
    public static func == (left: Self, right: Self) -> Bool {
        left.lists.count == right.lists.count
            && left.lists.allSatisfy { kind, list in right.lists[kind].map { isEqual(list, $0) } ?? false }
    }

    private static func isEqual<List: Equatable>(_ left: List, _ right: any Equatable) -> Bool {
        right as? List == left
    }
}

extension Snapshot {
    /// The objects of a kind that the snapshot has no property for.
    ///
    /// Kinds that diagnoses read object after object have properties; a dictionary is fast enough for the others.
    public func objects<Object: KubernetesObject>(of type: Object.Type) -> [Object] { further[type] }

    /// Puts objects of a kind that the snapshot has no property for in the place of those that it holds.
    public mutating func setObjects<Object: KubernetesObject>(_ objects: [Object]) { further[Object.self] = objects }
}
