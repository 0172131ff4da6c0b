/// A place in a manifest.
public struct ManifestPosition: Hashable, Comparable, Sendable {
    /// 1 for the first.
    public var line: Int
    /// 1 for the first, counted in Unicode scalars.
    public var column: Int

    /// A place by line and column.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// By line, then column.
    public static func < (left: ManifestPosition, right: ManifestPosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// A value of a manifest with its place; scalars have the meaning that they have for Kubernetes.
public struct ManifestNode: Sendable {
    /// A member of an object.
    public struct Member: Sendable {
        /// The key.
        public var key: String
        /// Where the key stands.
        public var keyPosition: ManifestPosition
        /// The value.
        public var value: ManifestNode

        /// A member with the place of its key.
        public init(key: String, keyPosition: ManifestPosition, value: ManifestNode) {
            self.key = key
            self.keyPosition = keyPosition
            self.value = value
        }
    }

    /// A value as JSON has them.
    public enum Content: Sendable {
        case null
        case bool(Bool)
        /// A number in JSON's notation.
        case number(String)
        case string(String)
        case list([ManifestNode])
        /// The members in their order. A key can stand twice: the last one counts.
        case object([Member])
    }

    /// The value.
    public var content: Content
    /// Where the value begins.
    public var position: ManifestPosition
    /// The text of an unquoted YAML scalar, for messages: `yes` is true and `0644` is 420.
    public var plainText: String?

    /// A value with its place.
    public init(_ content: Content, at position: ManifestPosition, plainText: String? = nil) {
        self.content = content
        self.position = position
        self.plainText = plainText
    }

    /// The members of an object; nil for other values.
    public var members: [Member]? {
        if case .object(let members) = content { members } else { nil }
    }

    /// The elements of a list; nil for other values.
    public var elements: [ManifestNode]? {
        if case .list(let elements) = content { elements } else { nil }
    }

    /// The text of a string; nil for other values.
    public var string: String? {
        if case .string(let text) = content { text } else { nil }
    }

    /// Whether the value is null.
    public var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// The value of a member of an object; of two with one key the last.
    public subscript(_ key: String) -> ManifestNode? { members?.last { $0.key == key }?.value }
}
