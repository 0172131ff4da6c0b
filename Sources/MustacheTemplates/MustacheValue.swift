import CMustache

/// What a template sees.
package indirect enum MustacheValue: Sendable {
    case text(String)
    /// The section of one that is true is there once; printed it is `true` or `false`.
    case truth(Bool)
    /// Known to be absent: no section is there, nothing further out is looked at, and printing it is a hole.
    case absent
    /// The section is there once for each element, within which the element's values come first.
    case list([MustacheValue])
    case object([String: MustacheValue])

    /// The value for the library, owned by the caller; null when memory is short.
    func made() -> OpaquePointer? {
        switch self {
        case .text(let text):
            var text = text
            return text.withUTF8 { cmu_value_text($0.chars, $0.count) }
        case .truth(let truth): return cmu_value_truth(truth)
        case .absent: return cmu_value_absent()
        case .list(let elements):
            let list = cmu_value_list()
            for element in elements { cmu_list_append(list, element.made()) }
            return list
        case .object(let values):
            let object = cmu_value_object()
            for (name, value) in values {
                var name = name
                name.withUTF8 { cmu_object_set(object, $0.chars, $0.count, value.made()) }
            }
            return object
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes as C counts them.
    var chars: UnsafePointer<CChar>? {
        UnsafeRawPointer(baseAddress)?.assumingMemoryBound(to: CChar.self)
    }
}
