import Dispatch
import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// Runs FlyingFox on 127.0.0.1 for callers that wait.
///
/// Its tasks have a priority that nothing else here has: Dispatch has other threads for each priority, so tasks that
/// wait for an answer on the threads that tasks share, as callers of clients in C do, leave these alone. A task executor
/// would not do: FlyingFox starts tasks without a parent, which no executor is handed on to.
final class FoxServer: Sendable {
    private struct State {
        var error: ReplayError?
        var task: Task<Void, Never>?
    }

    private let connections: OpenConnections
    private let limits: ConnectionLimits
    private let state = Mutex(State())
    /// Signalled once it listens, or cannot.
    private let settled = DispatchSemaphore(value: 0)
    /// Left when nothing runs any more.
    private let ended = DispatchGroup()

    private static let priority = TaskPriority.utility
    /// For how many seconds FlyingFox lets a handler prepare an answer, its body not counted.
    private static let handlerSeconds = 60.0

    init(connections: OpenConnections) {
        self.connections = connections
        limits = ConnectionLimits(connections)
    }

    /// Listens, and serves from now on until ``stop(waiting:)``; a `port` of 0 means any that is free.
    func start(port: UInt16, _ answers: Answers) throws(ReplayError) {
        ended.enter()
        let task = Task.detached(priority: Self.priority) { [self, ended] in
            await listen(port, answers)
            ended.leave()
        }
        state.withLock { $0.task = task }
        settled.wait()
        if let error = state.withLock(\.error) { throw error }
    }

    /// Ends all connections.
    func stop(waiting: Bool) {
        let task = state.withLock(\.task)
        limits.stop()
        // Who cancels a task lends its priority to what FlyingFox does about that.
        Task.detached(priority: Self.priority) { task?.cancel() }
        if waiting { _ = ended.wait(timeout: .now() + 5) }
    }

    /// Serves; where FlyingFox ends because it cannot take a connection, it starts once more on the same port.
    private func listen(_ asked: UInt16, _ answers: Answers) async {
        while !Task.isCancelled {
            let port = connections.port
            do {
                try await serve(port == 0 ? asked : port, answers)
            } catch {
                if connections.port == 0 {
                    let reason = Self.reason(error, port: asked)
                    state.withLock { $0.error = reason }
                    settled.signal()
                    return
                }
            }
            try? await Task.sleep(for: .milliseconds(50))
        }
    }

    private func serve(_ port: UInt16, _ answers: Answers) async throws {
        // The queue of FlyingFox's own pool has the priority of most others, whose threads may all be waiting.
        let queue = DispatchQueue(label: "dsdoctor.replay.sockets", qos: .utility)
        let pool = ServerPool(SocketPool(queue: ePoll(maxEvents: 64), dispatchQueue: queue), admission: admit)
        let configuration = HTTPServer.Configuration(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), timeout: Self.handlerSeconds,
            sharedRequestReplaySize: ReplayRequest.mostBodyBytes, pool: pool, logger: .disabled)
        let handler = ReplayHandler(answers: answers, pool: pool, connections: connections, limits: limits)
        try await HTTPServer(config: configuration, handler: handler).run()
    }

    /// Is asked before the next connection is waited for, the first one too.
    @Sendable private func admit(_ listener: Socket) async throws {
        listener.prepareToServe()
        if connections.port == 0, case .ip4(_, let port) = try listener.sockname() {
            guard limits.start() else { throw ReplayError.noThread }
            connections.port = port
            settled.signal()
        }
        limits.noteConnection()
        while connections.all.count >= ConnectionLimits.mostConnections { try await Task.sleep(for: .milliseconds(50)) }
    }

    private static func reason(_ error: any Error, port: UInt16) -> ReplayError {
        switch error {
        case let error as ReplayError: return error
        case SocketError.failed(_, EADDRINUSE, _): return .portInUse(port)
        case SocketError.failed(_, _, let message): return .cannotListen(port: port, reason: message)
        default: return .cannotListen(port: port, reason: error.localizedDescription)
        }
    }
}
