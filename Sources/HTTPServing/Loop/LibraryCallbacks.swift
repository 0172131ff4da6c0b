import CMicroHTTPD
import Glibc

/// The functions that libmicrohttpd calls, on the loop's thread.
enum LibraryCallbacks {
    /// Settings with all functions. The loop must outlive the server.
    static func settings(for loop: ServerLoop) -> cmh_settings {
        var settings = cmh_settings()
        settings.context = Unmanaged.passUnretained(loop).toOpaque()
        settings.begin = { context, connection, target in
            let bytes = UnsafeRawBufferPointer(start: target, count: target.map { strlen($0) } ?? 0)
            // The loop keeps it until it is finished.
            let exchange = servingLoop(context).begin(connection.unsafelyUnwrapped, target: Array(bytes))
            return Unmanaged.passUnretained(exchange).toOpaque()
        }
        settings.proceed = { context, request, _, method, bytes, count in
            let method = method.map { String(cString: $0) } ?? ""
            let bytes = UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count)
            return servingLoop(context).proceed(heldExchange(request), method: method, bytes: bytes)
        }
        settings.finish = { context, request in servingLoop(context).finish(heldExchange(request)) }
        settings.read = { request, buffer, capacity in
            let exchange = heldExchange(request)
            return exchange.loop.read(exchange, into: UnsafeMutableRawBufferPointer(start: buffer, count: capacity))
        }
        settings.opened = { servingLoop($0).connectionOpened($1) }
        settings.closed = { servingLoop($0).connectionClosed($1) }
        return settings
    }
}

private func servingLoop(_ context: UnsafeMutableRawPointer?) -> ServerLoop {
    Unmanaged.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
}

private func heldExchange(_ request: UnsafeMutableRawPointer?) -> Exchange {
    Unmanaged.fromOpaque(request.unsafelyUnwrapped).takeUnretainedValue()
}

extension ServerLoop {
    /// Copies the next bytes of an answer, or has more of it made.
    fileprivate func read(_ exchange: Exchange, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch exchange.outgoing?.read(into: buffer) ?? .cutOff {
        case .copied(let count): return count
        case .end: return Int(CMH_END)
        case .cutOff: return Int(CMH_CUT_OFF)
        case .needsMore:
            cmh_suspend(exchange.connection)
            work(onBodyOf: exchange)
            return 0
        }
    }
}
