import CLibCurl
import ClusterConfiguration
import Dispatch
import Synchronization
import Threads

/// Carries out transfers, many at a time, on one thread that has curl for itself.
final class TransferLoop: Sendable {
    private struct Inbox {
        var new: [Transfer] = []
        /// Transfers that may go on after a pause or are given up.
        var attention: [Transfer] = []
        var isStopped = false
    }

    private let connection: ClusterConnection
    private let mostConnections: Int
    private let inbox = Mutex(Inbox())
    private let multi: Multi
    private let ended = DispatchSemaphore(value: 0)

    /// Curl's handle, which only the loop's thread uses, but for waking it.
    private struct Multi: @unchecked Sendable {
        let handle: UnsafeMutableRawPointer
    }

    /// - Throws: ``ClientError/libraryMissing(reason:)`` or ``ClientError/outOfMemory``.
    init(_ connection: ClusterConnection, mostConnections: Int) throws(ClientError) {
        if let reason = clc_open() { throw .libraryMissing(reason: String(cString: reason)) }
        guard clc_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let handle = clc_multi_init() else {
            throw .outOfMemory
        }
        multi = Multi(handle: handle)
        self.connection = connection
        self.mostConnections = mostConnections
        let isStarted = OwnThread.start { [self] in
            run()
            ended.signal()
        }
        if !isStarted { throw .outOfMemory }
    }

    /// Sends a request. The transfer tells of the answer.
    func start(_ request: HTTPRequest) -> Transfer {
        let transfer = Transfer(request) { [weak self] transfer in self?.attend(to: transfer) }
        let isStopped = inbox.withLock { inbox in
            if !inbox.isStopped { inbox.new.append(transfer) }
            return inbox.isStopped
        }
        if isStopped { transfer.end(.failure(.cancelled)) } else { clc_multi_wakeup(multi.handle) }
        return transfer
    }

    /// Ends all transfers, and the thread; what is asked afterwards is cancelled at once.
    func stop() {
        let wasStopped = inbox.withLock { inbox in
            defer { inbox.isStopped = true }
            return inbox.isStopped
        }
        if wasStopped { return }
        clc_multi_wakeup(multi.handle)
        ended.wait()
    }

    private func attend(to transfer: Transfer) {
        inbox.withLock { $0.attention.append(transfer) }
        clc_multi_wakeup(multi.handle)
    }

    // MARK: - The loop's thread

    private func run() {
        let multi = multi.handle
        clc_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        clc_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, mostConnections)
        var handles: [UnsafeMutableRawPointer: EasyHandle] = [:]
        var isLinkSlow = false
        while true {
            let news = inbox.withLock { inbox in
                defer { (inbox.new, inbox.attention) = ([], []) }
                return inbox
            }
            for transfer in news.new { add(transfer, to: &handles, isLinkSlow: isLinkSlow) }
            if news.isStopped { break }
            for transfer in news.attention { attend(to: transfer, in: &handles) }
            var running: Int32 = 0
            clc_multi_perform(multi, &running)
            if finishEnded(&handles) { isLinkSlow = true }
            clc_multi_poll(multi, 1000)
        }
        for handle in handles.values {
            clc_multi_remove_handle(multi, handle.curl)
            handle.transfer.end(.failure(.cancelled))
        }
        handles = [:]
        clc_multi_cleanup(multi)
    }

    private func add(
        _ transfer: Transfer, to handles: inout [UnsafeMutableRawPointer: EasyHandle], isLinkSlow: Bool
    ) {
        guard let handle = EasyHandle(transfer, to: connection, isLinkSlow: isLinkSlow) else {
            transfer.end(.failure(.outOfMemory))
            return
        }
        handles[handle.curl] = handle
        clc_multi_add_handle(multi.handle, handle.curl)
    }

    private func attend(to transfer: Transfer, in handles: inout [UnsafeMutableRawPointer: EasyHandle]) {
        guard let handle = handles.values.first(where: { $0.transfer === transfer }) else { return }
        if transfer.isAbandoned {
            clc_multi_remove_handle(multi.handle, handle.curl)
            handles[handle.curl] = nil
            transfer.end(.failure(.cancelled))
        } else if transfer.takeResumption() {
            clc_easy_pause(handle.curl, CURLPAUSE_CONT)
        }
    }

    /// Ends the transfers that are complete; true where one of them shows that the link is slow.
    private func finishEnded(_ handles: inout [UnsafeMutableRawPointer: EasyHandle]) -> Bool {
        var result = CURLE_OK
        var isLinkSlow = false
        while let curl = clc_multi_next_ended(multi.handle, &result) {
            clc_multi_remove_handle(multi.handle, curl)
            guard let handle = handles.removeValue(forKey: curl) else { continue }
            if result == CURLE_OK {
                isLinkSlow = isLinkSlow || handle.pace.isSlow
                handle.transfer.end(.success(()))
            } else {
                let failure = handle.ownFailure ?? TransferFailure(handle, result, server: connection.server).error
                handle.transfer.end(.failure(failure))
            }
        }
        return isLinkSlow
    }
}
