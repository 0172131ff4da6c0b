import CMicroHTTPD

/// Reading a request, as libmicrohttpd hands over its parts.
extension ServerLoop {
    /// Takes the headers, a piece of the body, or its end, whichever comes next; false to close the connection.
    func proceed(_ exchange: Exchange, method: String, bytes: UnsafeRawBufferPointer) -> Bool {
        switch exchange.phase {
        case .head: return takeHead(of: exchange, method: method)
        case .body: return bytes.isEmpty ? endBody(of: exchange) : takeBody(bytes, of: exchange)
        case .answered(let response?): return respond(to: exchange, response)
        case .answered(nil): return false
        case .working, .pausing, .sending: return true
        }
    }

    private func takeHead(of exchange: Exchange, method: String) -> Bool {
        let headers = Headers(exchange.connection)
        do throws(MalformedRequest) {
            if exchange.target.count + headers.byteCount > limits.maxHeadBytes {
                throw MalformedRequest("the request line and headers are larger than \(limits.maxHeadBytes) bytes")
            }
            if headers.isMalformed { throw MalformedRequest("a header is malformed") }
            if let conflict = headers.conflict { throw MalformedRequest(conflict) }
            exchange.request = try ServerRequest(method: method, target: exchange.target, headers: headers.values)
        } catch {
            return refuse(exchange, RefusedRequest(method: method, problem: .malformed(reason: error.reason)))
        }
        if headers.values["transfer-encoding"] != nil {
            if !limits.acceptsChunkedBodies {
                return refuse(exchange, RefusedRequest(method: method, problem: .lengthRequired))
            }
        } else if let length = headers.values["content-length"], Int(length) ?? .max > limits.maxBodyBytes {
            return refuse(exchange, tooLarge(method))
        }
        exchange.phase = .body
        return true
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer, of exchange: Exchange) -> Bool {
        let count = exchange.request?.body.count ?? 0
        if exchange.discardedBytes > 0 || count + bytes.count > limits.maxBodyBytes {
            // It can be answered once it is read to its end, but not every end is worth waiting for.
            exchange.request?.body = []
            exchange.discardedBytes += count + bytes.count
            return exchange.discardedBytes <= Self.maxDiscardedBodies * limits.maxBodyBytes
        }
        exchange.request?.body.append(contentsOf: bytes)
        return true
    }

    private func endBody(of exchange: Exchange) -> Bool {
        guard let request = exchange.request else { return false }
        clients.noteComplete(cmh_socket(exchange.connection))
        if exchange.discardedBytes > 0 { return refuse(exchange, tooLarge(request.method)) }
        work(on: exchange, request)
        return true
    }

    private func tooLarge(_ method: String) -> RefusedRequest {
        RefusedRequest(method: method, problem: .bodyTooLarge(maxBytes: limits.maxBodyBytes))
    }

    /// How many times ``ServerLimits/maxBodyBytes`` are read of a body in chunks that turns out to be larger.
    private static let maxDiscardedBodies = 8
}

/// The headers of a request.
private struct Headers {
    /// By their names in lower case; of a repeated one the last value.
    var values: [String: String] = [:]
    /// Of all names and values.
    var byteCount = 0
    var isMalformed = false
    /// The part that another program on the way might read differently; nil if there is none.
    var conflict: String?

    /// Those that say where a request belongs and where it ends: of two, each program takes another one.
    private static let single: Set = ["host", "content-length", "transfer-encoding"]

    init(_ connection: OpaquePointer) {
        withUnsafeMutablePointer(to: &self) { headers in
            cmh_each_header(connection, headers) { context, name, nameCount, value, valueCount in
                context?.assumingMemoryBound(to: Headers.self).pointee.add(
                    UnsafeRawBufferPointer(start: name, count: nameCount),
                    UnsafeRawBufferPointer(start: value, count: valueCount))
            }
        }
        let (length, encoding) = (values["content-length"], values["transfer-encoding"])
        if let length, length.isEmpty || !length.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            conflict = conflict ?? "Content-Length is no number"
        }
        if let encoding, encoding.lowercased() != "chunked" {
            conflict = conflict ?? "the only Transfer-Encoding is chunked"
        }
        if length != nil, encoding != nil {
            conflict = conflict ?? "Content-Length and Transfer-Encoding exclude each other"
        }
    }

    private mutating func add(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        byteCount += name.count + value.count
        guard !name.isEmpty, name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
        else {
            isMalformed = true
            return
        }
        let key = String(decoding: name, as: UTF8.self).lowercased()
        if Self.single.contains(key), values[key] != nil {
            conflict = conflict ?? "the header \(key) is there twice"
        }
        values[key] = String(decoding: value, as: UTF8.self)
    }
}
