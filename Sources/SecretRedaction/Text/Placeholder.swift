/// The replacement for hidden text.
enum Placeholder {
    static let text = "REDACTED"

    static func isAll(of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.count == text.utf8.count && bytes.elementsEqual(text.utf8)
    }
}
