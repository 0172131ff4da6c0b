/// The text of a playbook and the name that its problems are reported under.
public struct PlaybookFile: Equatable, Sendable {
    /// The name that its problems are reported under.
    public var name: String
    /// The YAML.
    public var text: String

    /// A file that is not read yet.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
