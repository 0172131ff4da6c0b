/// A body whose bytes come with time.
protocol ByteStream: Sendable {
    func makeIterator() -> any ByteStreamIterator
}

/// Hands out a body whose bytes come with time.
protocol ByteStreamIterator {
    /// The next bytes, as soon as there are some; nil at the end.
    mutating func next(_ client: ClientPresence) async throws -> [UInt8]?
}
