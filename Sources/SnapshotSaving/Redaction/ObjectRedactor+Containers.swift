import CSimdJSON
import ObjectDecoding
import SecretRedaction

/// A member that holds what its neighbour `name` names: of a variable, of a header.
private enum ValueField: String, CaseIterable {
    case value
}

private let valueFields = FieldTable<ValueField>()

extension ObjectRedactor {
    /// Hides the values of `env`; `valueFrom` only names where a value is.
    func hideEnvironment(_ reader: ObjectReader) {
        if reader.type == csj_type_array || reader.type == csj_type_null {
            hideValues(reader, counting: \.environmentValues)
        } else {
            // No variables: whatever it is, nobody reads it.
            edits.replace(range(by: reader), with: Array("null".utf8))
            report.environmentValues += 1
        }
    }

    /// Hides the `value` of each object in an array.
    func hideValues(_ reader: ObjectReader, counting count: WritableKeyPath<RedactionReport, Int>) {
        guard reader.type == csj_type_array else { return redactValue(reader, in: []) }
        guard reader.enterArray() else { return }
        while reader.nextElement() {
            guard reader.type == csj_type_object else {
                hide(reader, counting: count)
                continue
            }
            guard reader.enterObject() else { return }
            members: while true {
                switch reader.nextMember(of: valueFields) {
                case .end: break members
                case .known: hide(reader, counting: count)
                case .other: redactValue(reader, in: .container)
                }
            }
        }
    }

    /// Hides what looks like credentials in a command line: `--password=…`, `--token` and the argument after it.
    /// `program` is the first word of the container's command; empty where it has none.
    func redactArguments(_ reader: ObjectReader, of program: String) {
        guard reader.type == csj_type_array else {
            return redactText(reader, extent: .commandLine, counting: \.arguments)
        }
        let words = self.words(reader)
        guard reader.enterArray() else { return }
        let program = program.isEmpty ? words.first ?? "" : program
        let wordSet = Set(words)
        var flag: Flag?
        var previous: [UInt8] = []
        while reader.nextElement() {
            let place = reader.place
            guard reader.type == csj_type_string, let argument = reader.text() else {
                redactValue(reader, in: .container)
                continue
            }
            let text = ScannedText(argument.buffer)
            let isProgramSecret =
                previous.first == UInt8(ascii: "-") && text[0] != UInt8(ascii: "-")
                && previous.withUnsafeBufferPointer { texts.isSecret(behind: $0, of: program, calledWith: wordSet) }
                && !SecretValue.isPlain(text.bytes, of: .password)
            previous = Array(text.bytes.prefix(Self.longestFlag))
            if flag?.isSecret(text) == true || isProgramSecret {
                reader.place = place
                hide(reader, counting: \.arguments)
                flag = nil
                continue
            }
            flag = Flag(text)
            let assigned = Flag.assigned(in: text).map { Array(text[0..<$0]) + Redaction.placeholder.utf8 }
            reader.place = place
            if let assigned {
                replace(reader, with: assigned, counting: \.arguments)
            } else {
                redactText(reader, extent: .commandLine, counting: \.arguments, program: program)
            }
        }
    }

    private static let longestFlag = 64

    /// The arguments as far as programs and their words may be among them. The reader stays where it is.
    private func words(_ reader: ObjectReader) -> [String] {
        let place = reader.place
        defer { reader.place = place }
        guard reader.enterArray() else { return [] }
        var words: [String] = []
        while reader.nextElement() {
            if reader.type == csj_type_string, let word = reader.text() {
                if words.count < 8, word.length <= Self.longestFlag { words.append(word.string) }
            } else {
                reader.skip()
            }
        }
        return words
    }
}

/// An argument that says what the next one is.
private enum Flag {
    case named(SecretName)
    /// `-u` or `--user`, which some programs give a password to.
    case user

    init?(_ text: ScannedText) {
        guard text[0] == UInt8(ascii: "-"), text.end(of: ByteClasses.name, from: 0) == text.count else { return nil }
        if let name = SecretName(text.bytes) {
            self = .named(name)
        } else if text.count == 2 && text.holds("-u", at: 0) || text.count == 6 && text.holds("--user", at: 0) {
            self = .user
        } else {
            return nil
        }
    }

    /// Whether the next argument is a secret.
    func isSecret(_ next: ScannedText) -> Bool {
        switch self {
        case .named(let name): return next[0] != UInt8(ascii: "-") && !SecretValue.isPlain(next.bytes, of: name)
        case .user:
            guard let colon = next.bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return false }
            return next.bytes[(colon + 1)...].contains { !$0.isDigit }
        }
    }

    /// Where the value begins in an argument that is `NAME=value` as a whole, if that is a secret.
    static func assigned(in text: ScannedText) -> Int? {
        let end = text.end(of: ByteClasses.name, from: 0)
        guard end > 0, text[end] == UInt8(ascii: "="), end + 1 < text.count, let name = SecretName(text[0..<end]),
            !SecretValue.isPlain(text[end + 1..<text.count], of: name),
            // What a shell is to run begins a script.
            !text.holds("$(", at: end + 1)
        else { return nil }
        return end + 1
    }
}
