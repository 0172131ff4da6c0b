/// Reads a small file whole.
package enum WholeContent {
    /// The content; nil where it is larger than `limit` bytes.
    package static func read(_ stream: any ByteStream, limit: Int) throws(StreamError) -> [UInt8]? {
        let peeked = try PeekedByteStream(stream, count: limit + 1)
        return peeked.beginning.count > limit ? nil : peeked.beginning
    }
}
