/// A kind of objects that a snapshot holds, and what the API says of it; objects of all other kinds are passed over.
///
/// Each kind is declared beside its model, for instance `ObjectKind.pod`. `ObjectKind.allCases` of ObjectDecoding lists
/// those that can be read.
public struct ObjectKind: Sendable {
    /// The kind as the API spells it: `DaemonSet`.
    public let rawValue: String
    /// The API group; empty for the core group.
    public let apiGroup: String
    /// Groups that served the kind before, or serve it too.
    private let otherGroups: [String]
    /// The versions of the group that the decoders read, the best first.
    public let apiVersions: [String]
    /// Whether objects of the kind belong to namespaces.
    public let isNamespaced: Bool
    /// The name in paths of the API and in RBAC rules, which another group's kind may have too: `pods`.
    public let resource: String
    /// The name of the kind's objects in sentences: `nodes`, `EndpointSlices`.
    public let inSentences: String
    /// Whether snapshots hold objects of the kind as a matter of course, so that it is a gap to have none.
    package let isAlwaysCollected: Bool
    /// Whether a live cluster is asked for objects of the kind, and how.
    package let liveUse: LiveUse

    /// Whether a live cluster is asked for objects of a kind.
    package enum LiveUse: Sendable {
        /// They are listed, and watched; what cannot be read is a gap.
        case always
        /// They are listed where the cluster has them and they may be read, and not watched: most clusters have none.
        case whereServed
        /// They are only read where somebody saved them.
        case never
    }

    /// Declares a kind. `resource` is the kind's plural and `inSentences` its words, unless told otherwise.
    init(
        _ name: String, group: String = "", otherGroups: [String] = [], versions: [String] = ["v1"],
        isNamespaced: Bool = true, resource: String? = nil, inSentences: String? = nil, isAlwaysCollected: Bool = true,
        liveUse: LiveUse = .always
    ) {
        rawValue = name
        apiGroup = group
        self.otherGroups = otherGroups
        apiVersions = versions
        self.isNamespaced = isNamespaced
        self.resource = resource ?? Self.plural(of: name)
        self.inSentences = inSentences ?? Self.words(of: name)
        self.isAlwaysCollected = isAlwaysCollected
        self.liveUse = liveUse
    }

    /// The kind's name in lower case and in the plural: `pods`, `priorityclasses`.
    public var plural: String { Self.plural(of: rawValue) }

    /// The `apiVersion` of objects that do not say it.
    public var usualVersion: String { apiGroup.isEmpty ? apiVersions[0] : "\(apiGroup)/\(apiVersions[0])" }

    /// Whether an `apiVersion` is one of the kind's: other groups have a `Service` or an `Event` of their own.
    public func belongs(to apiVersion: String) -> Bool {
        if apiVersion.isEmpty { return true }
        let parts = apiVersion.split(separator: "/", maxSplits: 1)
        let group = parts.count == 2 ? String(parts[0]) : ""
        return group == apiGroup || otherGroups.contains(group)
    }

    private static func plural(of name: String) -> String { name.lowercased() + (name.hasSuffix("s") ? "es" : "s") }

    /// `nodes`, and names of several words as Kubernetes writes them: `EndpointSlices`.
    private static func words(of name: String) -> String {
        let words = name.dropFirst().contains { $0.isUppercase } ? name : name.lowercased()
        return words + (words.hasSuffix("s") ? "es" : "s")
    }
}

extension ObjectKind: Hashable {
    /// Whether both are of one name: there are no two kinds of one name.
    public static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}
