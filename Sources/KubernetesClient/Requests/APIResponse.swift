/// An answer with status 200, whose body is still arriving.
public struct APIResponse {
    /// The server that it comes from.
    public let server: String
    let head: ResponseHead
    let transfer: Transfer

    /// The server's clock: the `Date` header, for instance `Sun, 22 Nov 2026 05:07:21 GMT`.
    public var date: String? { head.headers["date"] }

    /// Fills the front of `buffer` with what comes next of the body; zero at its end.
    ///
    /// - Throws: ``ClientError`` when the body is cut off, so that zero means that it is whole.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ClientError) -> Int {
        try transfer.read(into: buffer)
    }

    /// All of the body.
    ///
    /// - Throws: ``ClientError/unexpectedAnswer(target:reason:)`` when there is more than `limit` bytes.
    public func bytes(limit: Int) throws(ClientError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = try Self.fill(&chunk, from: transfer)
            if count == 0 { return bytes }
            if bytes.count + count > limit {
                throw .unexpectedAnswer(target: transfer.request.target, reason: "it is over \(limit) bytes long")
            }
            bytes += chunk[..<count]
        }
    }

    /// The first bytes of the body, no more than `most`: the rest is not waited for.
    public func firstBytes(_ most: Int) throws(ClientError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count < most {
            let count = try Self.fill(&chunk, from: transfer)
            if count == 0 { break }
            bytes += chunk[..<min(count, most - bytes.count)]
        }
        return bytes
    }

    private static func fill(_ chunk: inout [UInt8], from transfer: Transfer) throws(ClientError) -> Int {
        let result = chunk.withUnsafeMutableBytes { buffer -> Result<Int, ClientError> in
            do throws(ClientError) { return .success(try transfer.read(into: buffer)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
