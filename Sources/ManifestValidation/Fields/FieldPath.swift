import Wording

/// The way to a value of an object, in the notation of the API server: `spec.containers[0].resources.limits[cpu]`.
indirect enum FieldPath {
    case root
    /// A field of an object.
    case field(FieldPath, String)
    /// A key that the user chose: of labels, of resources.
    case key(FieldPath, String)
    case index(FieldPath, Int)

    var parent: FieldPath? {
        switch self {
        case .root: nil
        case .field(let parent, _), .key(let parent, _), .index(let parent, _): parent
        }
    }
}

extension FieldPath: CustomStringConvertible {
    var description: String {
        switch self {
        case .root: ""
        case .field(.root, let name): Wording.shortened(name, limit: 100)
        case .field(let parent, let name): "\(parent).\(Wording.shortened(name, limit: 100))"
        case .key(let parent, let key): "\(parent)[\(Wording.shortened(key, limit: 100))]"
        case .index(let parent, let index): "\(parent)[\(index)]"
        }
    }
}
