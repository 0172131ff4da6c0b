import ByteStreams

/// Refuses a stream that goes on for longer than that of any cluster.
struct EndlessnessCheck {
    /// How many items are counted, and how far the stream was read when the last of them had come.
    private var itemCount = 0
    private var progress = 0
    /// So much without a complete object is no snapshot.
    private static let mostIdleBytes = 1 << 30

    /// Takes note of how many items a stream had until so many bytes.
    ///
    /// - Throws: ``StreamError/tooLarge(path:reason:)``.
    mutating func check(
        items: Int, bytes: Int, _ pipeline: DecodingPipeline, path: String
    ) throws(StreamError) {
        if items != itemCount {
            pipeline.count(items: items - itemCount)
            (itemCount, progress) = (items, bytes)
        }
        if pipeline.hasTooManyItems {
            throw .tooLarge(path: path, reason: "it has more than \(pipeline.mostItems) objects and goes on")
        }
        if bytes - progress > Self.mostIdleBytes {
            throw .tooLarge(path: path, reason: "no object ends within \(Self.mostIdleBytes >> 30) GB of it")
        }
    }
}
