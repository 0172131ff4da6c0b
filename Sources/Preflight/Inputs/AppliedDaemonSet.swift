import CheckedJSON
import KubernetesModel

/// A DaemonSet of a manifest.
package struct AppliedDaemonSet: Sendable {
    /// The DaemonSet, in its namespace. One that exists already has what its manifest changes.
    package var daemonSet: DaemonSet
    /// `spec.template` as it is written.
    package var template: JSONValue
    /// Whether the template differs from that of the DaemonSet that exists already, so that its pods are replaced.
    package var changesTemplate: Bool
    /// Whether the API server would refuse it, so that it takes nothing from others.
    package var isRefused = false
    /// Where the object and its fields stand.
    package var locate: @Sendable (_ field: String) -> ManifestPlace

    /// A DaemonSet with the places of its fields.
    package init(
        _ daemonSet: DaemonSet, template: JSONValue, changesTemplate: Bool,
        locate: @escaping @Sendable (_ field: String) -> ManifestPlace
    ) {
        self.daemonSet = daemonSet
        self.template = template
        self.changesTemplate = changesTemplate
        self.locate = locate
    }
}

/// A place in a manifest.
package struct ManifestPlace: Hashable, Sendable {
    /// The file as it was named; `-` for standard input.
    package var file: String
    /// 1 for the first; nil for the file as a whole.
    package var line: Int?
    /// 1 for the first.
    package var column: Int?

    /// A place in a file, or the file as a whole.
    package init(file: String, line: Int? = nil, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `agent.yaml:14`.
    package var text: String {
        let name = file == "-" ? "stdin" : file
        return line.map { "\(name):\($0)" } ?? name
    }
}
