/// A place in a YAML file; columns are counted in Unicode scalars.
public struct YAMLMark: Hashable, Sendable {
    /// 1 for the first.
    public var line: Int
    /// 1 for the first.
    public var column: Int

    /// A place by line and column.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// One step of the way through a YAML stream.
package struct YAMLEvent {
    package enum Kind {
        case documentStart, documentEnd, mappingStart, mappingEnd, sequenceStart, sequenceEnd, scalar, alias, streamEnd
        /// The stream's start, which says nothing.
        case other
    }

    package var kind: Kind
    /// Where it begins.
    package var mark: YAMLMark
    /// The anchor that the value is given, or the one that an alias names.
    package var anchor: String?
    /// A scalar's text in UTF-8, there until the next event is asked for.
    package var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// Whether a scalar may be a number or the like: neither quoted nor tagged as a text, or tagged as a number.
    package var isPlain = false
}

/// Why a YAML stream cannot be walked on.
package enum YAMLFailure: Error {
    /// `context` is what libyaml was at: "while parsing a flow sequence".
    case malformed(String, context: String? = nil, at: YAMLMark)
    case tooLarge(String)
    case outOfMemory
    /// The input failed; whoever supplies it knows why.
    case unreadable

    /// The fault in words.
    package var reason: String {
        switch self {
        case .malformed(let reason, _, _), .tooLarge(let reason): reason
        case .outOfMemory: "not enough memory"
        case .unreadable: "it cannot be read"
        }
    }

    /// Where; nil when the trouble has no place.
    package var mark: YAMLMark? {
        if case .malformed(_, _, let mark) = self { mark } else { nil }
    }
}
