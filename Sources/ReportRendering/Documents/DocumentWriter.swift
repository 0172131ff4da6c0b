// bare numbers in this file: it prints them.
/// Writes a document as it is told to, member by member, into chunks for a sink. A notation is a writer.
///
/// The caller gives the order of the members, so that it is the contract's and the same in every run. Foundation's
/// encoder would sort or shuffle them, and takes seconds for the 250,000 node rows of a large cluster.
protocol DocumentWriter: ~Copyable {
    /// The name that `-o` takes.
    static var format: String { get }

    init(sink: @escaping ([UInt8]) throws -> Void)

    mutating func beginObject(_ layout: DocumentLayout) throws
    mutating func endObject()
    mutating func beginArray(_ layout: DocumentLayout) throws
    mutating func endArray()

    /// The name of the next member; it needs no escapes.
    mutating func name(_ name: StaticString)
    /// The name of the next member, where it is not known beforehand.
    mutating func name(_ name: String)

    mutating func string(_ value: String)
    mutating func number(_ value: Int64)
    mutating func truth(_ value: Bool)
    mutating func null()

    /// Ends the document with a line break and hands over what is left.
    mutating func finish() throws
}

/// How the members of an object or the elements of an array are laid out.
enum DocumentLayout {
    /// Each on a line of its own.
    case lines
    /// All on one line; everything inside is, too.
    case inline
}

extension DocumentWriter where Self: ~Copyable {
    mutating func beginObject() throws { try beginObject(.lines) }

    mutating func beginArray() throws { try beginArray(.lines) }

    /// A member that is a text.
    mutating func member(_ name: StaticString, _ value: String) {
        self.name(name)
        string(value)
    }

    /// A count or a position.
    mutating func number(_ value: Int) {
        number(Int64(value))
    }

    /// A member that is a whole number.
    mutating func member(_ name: StaticString, _ value: Int) {
        self.name(name)
        number(value)
    }

    /// A member that is a truth value.
    mutating func member(_ name: StaticString, _ value: Bool) {
        self.name(name)
        truth(value)
    }

    /// A member that is a list of texts.
    mutating func member(_ name: StaticString, _ values: [String], _ layout: DocumentLayout = .inline) throws {
        self.name(name)
        try beginArray(layout)
        for value in values { string(value) }
        endArray()
    }

    /// A member that is a list of commands, each a list of words.
    mutating func member(_ name: StaticString, commands: [[String]]) throws {
        self.name(name)
        try beginArray()
        for command in commands {
            try beginArray(.inline)
            for word in command { string(word) }
            endArray()
        }
        endArray()
    }
}
