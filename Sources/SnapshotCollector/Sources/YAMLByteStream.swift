final class YAMLByteStream: ByteStream {
    init(_ stream: any ByteStream, path: String) throws(CollectorError) { throw .notJSONOrYAML(path: path, reason: "") }
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CollectorError) -> Int { 0 }
}
