import ByteStreams
import CheckedJSON

/// The YAML of a report says what its JSON says.
enum YAMLCheck {
    static func difference(of yaml: [UInt8], from json: [UInt8]) -> String? {
        guard let read = value(of: yaml), let told = try? JSONValue(json) else { return "is no YAML" }
        return read == told ? nil : "differs from JSON"
    }

    /// The value that a document is; nil where it is no YAML.
    static func value(of yaml: [UInt8]) -> JSONValue? {
        let stream = YAMLByteStream(MemoryByteStream(yaml), path: "report")
        var converted: [UInt8] = []
        let portion = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { portion.deallocate() }
        do throws(StreamError) {
            while case let count = try stream.read(into: portion), count > 0 { converted += portion[..<count] }
        } catch {
            return nil
        }
        return try? JSONValue(converted)
    }
}
