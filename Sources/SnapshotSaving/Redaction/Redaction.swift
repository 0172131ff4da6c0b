import ByteStreams
import CSimdJSON
import CheckedJSON
import ObjectDecoding

/// What is left out of snapshots that are saved: see `docs/saved-snapshots.md`.
///
/// What it gives, it gives back unchanged a second time.
package struct Redaction: Sendable {
    /// What stands in the place of everything that is hidden, so that the same input gives the same bytes.
    package static let placeholder = "REDACTED"

    /// Regular expressions whose matches are hidden too. They are compiled where they are used: no thread may share one.
    let patterns: [String]

    /// - Throws: ``InvalidPattern`` for what is no regular expression.
    package init(patterns: [String] = []) throws(InvalidPattern) {
        for pattern in patterns { _ = try OwnPatterns.compiled(pattern) }
        self.patterns = patterns
    }

    /// Nothing but what is built in.
    package static let standard = Redaction()

    private init() { patterns = [] }

    /// A regular expression that is none.
    package struct InvalidPattern: Error, Equatable, CustomStringConvertible {
        package var pattern: String
        package var reason: String

        package var description: String { "'\(pattern)' is no regular expression: \(reason)" }
    }

    static func isPlaceholder(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.count == placeholder.utf8.count && bytes.elementsEqual(placeholder.utf8)
    }
}

extension Redaction {
    /// One object's JSON without what is to be hidden; nil when it is no object, or JSON only by a lenient reading.
    ///
    /// For many objects use a ``SnapshotRecorder``.
    package func redacted(_ object: [UInt8]) throws(StreamError) -> [UInt8]? {
        let reader = try ObjectReader()
        let redactor = ObjectRedactor(self)
        var json: [UInt8] = []
        let isKept = object.withUnsafeBufferPointer { bytes in
            reader.load(bytes)
            let kind = Self.kind(by: reader)
            return redactor.append(bytes, loadedBy: reader, head: .init(kind: kind), to: &json)
        }
        return isKept ? json : nil
    }

    private static func kind(by reader: ObjectReader) -> String {
        guard reader.enterObject() else { return "" }
        var key = csj_text()
        while reader.nextMember(&key) {
            if key.spells("kind"), let kind = reader.text() { return kind.string }
            reader.skip()
        }
        return ""
    }
}
