import CSimdJSON
import CheckedJSON
import KubernetesModel
import ObjectDecoding
import SecretRedaction

/// Copies objects without what is to be hidden, for one thread.
///
/// A member's meaning follows from its decoded key, not its spelling, and from its place: a label called `env` is no
/// environment. What follows from a key holds for every copy of it.
final class ObjectRedactor {
    /// Deeper than any object of Kubernetes, and shallow enough for the stack of any thread.
    static let deepest = 128

    /// Where in an object a value stands, as far as that matters.
    struct Surroundings: OptionSet {
        let rawValue: Int
        /// In a container: `env`, `command` and `args` are what they are called.
        static let container = Surroundings(rawValue: 1)
        /// In the object itself, and not in a member of it.
        static let top = Surroundings(rawValue: 2)
    }

    /// The members to add to an object that lacks them, like the items of lists of one kind.
    struct Head {
        /// The kind that the object was read as; empty when it is not known.
        var kind = ""
        var missing: JSONValue?
    }

    let texts: TextRedactor
    /// Whether anything is hidden at all.
    private let hides: Bool
    var report = RedactionReport()
    var edits = ObjectEdits()
    /// The present object.
    private(set) var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// The kind that the present object was read as.
    private(set) var kind = ""
    /// Whether the present object says of itself that it is of another kind too.
    var isContradictory = false
    static let hidden = JSONValue.string(Redaction.placeholder).bytes

    /// - Parameter redaction: what is hidden; nothing for nil.
    init(_ redaction: Redaction?) {
        texts = TextRedactor(redaction ?? .standard)
        hides = redaction != nil
    }

    /// Appends an object to which `reader` has been sent, in one line.
    ///
    /// - Returns: false when it is no JSON to the letter or says different things of its kind: then nothing is appended.
    func append(
        _ bytes: UnsafeBufferPointer<UInt8>, loadedBy reader: ObjectReader, head: Head, to json: inout [UInt8]
    ) -> Bool {
        reader.rewind()
        edits.removeAll()
        guard reader.isWellFormed(deepest: Self.deepest), reader.type == csj_type_object else { return false }
        self.bytes = bytes
        defer { self.bytes = UnsafeBufferPointer(start: nil, count: 0) }
        let before = report
        insert(head, by: reader)
        kind = head.kind
        isContradictory = false
        if hides { redactMembers(reader, in: .top) }
        guard !isContradictory, !reader.hasFailed, edits.isInOrder else {
            report = before
            return false
        }
        edits.apply(to: bytes, appendingTo: &json)
        return true
    }

    private func insert(_ head: Head, by reader: ObjectReader) {
        guard let missing = head.missing, let brace = bytes.firstIndex(of: UInt8(ascii: "{")) else { return }
        edits.replace(brace + 1..<brace + 1, with: missing.bytes.dropFirst().dropLast() + [UInt8(ascii: ",")])
    }

    /// Where the value that the reader stands on is written. The reader goes behind it.
    func range(by reader: ObjectReader) -> Range<Int> {
        guard let text = reader.raw(), let own = bytes.baseAddress, let start = text.bytes else { return 0..<0 }
        let offset = own.distance(to: start)
        return offset..<offset + text.length
    }

    // MARK: - Values

    /// Goes through any value.
    func redactValue(_ reader: ObjectReader, in surroundings: Surroundings) {
        let surroundings = surroundings.subtracting(.top)
        switch reader.type {
        case csj_type_object: redactMembers(reader, in: surroundings)
        case csj_type_array:
            guard reader.enterArray() else { return }
            while reader.nextElement() { redactValue(reader, in: surroundings) }
        case csj_type_string: redactText(reader, extent: .prose, withOwnPatterns: false, counting: \.texts)
        default: reader.skip()
        }
    }

    /// Hides the credentials of a text, and of the texts in any other value.
    func redactText(
        _ reader: ObjectReader, extent: TextExtent, withOwnPatterns: Bool = true,
        counting count: WritableKeyPath<RedactionReport, Int>, program: String = ""
    ) {
        let place = reader.place
        guard reader.type == csj_type_string else {
            if reader.type != csj_type_array { return redactValue(reader, in: []) }
            guard reader.enterArray() else { return }
            while reader.nextElement() { redactText(reader, extent: extent, counting: count) }
            return
        }
        guard let text = reader.text(),
            let redacted = texts.redacted(
                text.buffer, extent: extent, withOwnPatterns: withOwnPatterns, program: program)
        else { return }
        reader.place = place
        replace(reader, with: redacted, counting: count)
    }

    /// Puts another text in the place of a value.
    func replace(_ reader: ObjectReader, with text: [UInt8], counting count: WritableKeyPath<RedactionReport, Int>) {
        edits.replace(range(by: reader), with: JSONValue.string(String(decoding: text, as: UTF8.self)).bytes)
        report[keyPath: count] += 1
    }

    /// Hides all of a value, unless it is null, empty or hidden already.
    func hide(_ reader: ObjectReader, counting count: WritableKeyPath<RedactionReport, Int>) {
        let place = reader.place
        if reader.type == csj_type_null { return reader.skip() }
        if reader.type == csj_type_string {
            guard let text = reader.text(), text.length > 0, !Redaction.isPlaceholder(text.buffer) else { return }
            reader.place = place
        }
        edits.replace(range(by: reader), with: Self.hidden)
        report[keyPath: count] += 1
    }
}
