/// The API's definition of a kind: the name under which it is found, and whether it has namespaces.
struct ResourceDefinition: Hashable, Sendable {
    /// Empty for the core group.
    var group: String
    var version: String
    var kind: String
    /// The name in paths: `daemonsets`.
    var plural: String
    var shortNames: [String] = []
    var isNamespaced: Bool
    var categories: [String] = []
    /// Whether anything says these names; else they are guessed from the kind.
    var isKnown = true

    var singular: String { kind.lowercased() }
    var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
    /// The resource without its version, as it is told from others: `daemonsets.apps`.
    var groupResource: GroupResource { GroupResource(group: group, plural: plural) }

    /// The plural that Kubernetes guesses for a kind (`meta.UnsafeGuessKindToResource`).
    static func guessedPlural(_ kind: String) -> String {
        let singular = kind.lowercased()
        if singular.hasSuffix("s") { return singular + "es" }
        if singular.hasSuffix("y") { return singular.dropLast() + "ies" }
        return singular + "s"
    }

    /// Group and version of an `apiVersion`.
    static func parts(of apiVersion: String) -> (group: String, version: String) {
        let parts = apiVersion.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", apiVersion)
    }
}

/// A resource in all its versions.
struct GroupResource: Hashable, Sendable {
    var group: String
    var plural: String
}
