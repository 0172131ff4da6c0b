/// Writes JSON that can stand in a page's script element: nothing in it ends the element or begins another.
enum PageJSON {
    /// The bytes of one value, on one line.
    static func bytes(_ write: (inout JSONWriter) throws -> Void) -> [UInt8] {
        var bytes: [UInt8] = []
        var writer = JSONWriter { append($0, to: &bytes) }
        // Only the sink throws, and this one does not.
        try? write(&writer)
        try? writer.finish()
        return bytes
    }

    /// These three stand only inside of JSON's strings; U+2028 and what a display hides is escaped there already.
    private static func append(_ chunk: [UInt8], to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + chunk.count)
        for byte in chunk {
            switch byte {
            case UInt8(ascii: "<"): bytes.append(contentsOf: #"\u003c"#.utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: #"\u003e"#.utf8)
            case UInt8(ascii: "&"): bytes.append(contentsOf: #"\u0026"#.utf8)
            default: bytes.append(byte)
            }
        }
    }
}
