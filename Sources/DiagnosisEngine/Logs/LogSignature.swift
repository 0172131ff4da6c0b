/// Words by which a line of a log tells a known kind of failure.
public struct LogSignature: Equatable, Sendable {
    /// A stable word, for instance `address-in-use`.
    public var name: String
    /// A sentence of what such a line means; empty where there is none.
    public var meaning: String
    /// Any of these in a line is enough, in upper or lower case; accents and the like must be equal byte for byte.
    public var phrases: [String]
    /// Any of these in a line announces that the next line which is not indented tells it, as Python's `Traceback` does.
    public var announcements: [String]

    /// A signature; without announcements only a line with a phrase has it.
    public init(name: String, meaning: String = "", phrases: [String], announcements: [String] = []) {
        self.name = name
        self.meaning = meaning
        self.phrases = phrases
        self.announcements = announcements
    }
}
