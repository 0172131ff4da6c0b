/// The name of a DaemonSet as it is given on the command line: `[NAMESPACE/]NAME`.
package struct DaemonSetName: Hashable, Sendable, CustomStringConvertible {
    /// Nil where none was given.
    package var namespace: String?
    package var name: String

    package init(namespace: String? = nil, name: String) {
        self.namespace = namespace
        self.name = name
    }

    package var description: String { namespace.map { "\($0)/\(name)" } ?? name }
}
