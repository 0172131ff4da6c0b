import CSimdJSON
import ObjectDecoding

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
    func redactArguments(_ reader: ObjectReader) {
        guard reader.type == csj_type_array else {
            return redactText(reader, extent: .commandLine, counting: \.arguments)
        }
        guard reader.enterArray() else { return }
        var flag: Flag?
        while reader.nextElement() {
            let place = reader.place
            guard reader.type == csj_type_string, let argument = reader.text() else {
                redactValue(reader, in: .container)
                continue
            }
            let text = ScannedText(argument.buffer)
            if let flag, flag.isSecret(text) {
                reader.place = place
                hide(reader, counting: \.arguments)
                continue
            }
            flag = Flag(text)
            let assigned = Flag.assigned(in: text).map { Array(text[0..<$0]) + Redaction.placeholder.utf8 }
            reader.place = place
            if let assigned {
                replace(reader, with: assigned, counting: \.arguments)
            } else {
                redactText(reader, extent: .commandLine, counting: \.arguments)
            }
        }
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
            !SecretValue.isPlain(text[end + 1..<text.count], of: name)
        else { return nil }
        return end + 1
    }
}
