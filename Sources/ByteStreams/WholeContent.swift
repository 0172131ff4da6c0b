/// Reads a small file whole.
enum WholeContent {
    /// The content; nil where it is larger than `limit` bytes.
    static func read(_ stream: any ByteStream, limit: Int) throws(CollectorError) -> [UInt8]? {
        let peeked = try PeekedByteStream(stream, count: limit + 1)
        return peeked.beginning.count > limit ? nil : peeked.beginning
    }
}
