import Foundation
import Testing

/// Has tests that wait for a server of their own process run on threads of their own, a few at a time.
///
/// A test that waits in a call keeps a thread that all tasks share, of which there is one for each processor, from all
/// others; and the server that it waits for may have tasks too. Many at a time would have each other's servers answer
/// too late.
public struct WaitingTests: TestTrait, SuiteTrait, TestScoping {
    /// For every test of a suite.
    public var isRecursive: Bool { true }

    /// Waits for a turn, and runs the test on threads of its own.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        await Turns.shared.take()
        let result: Result<Void, any Error>
        do {
            result = .success(try await withTaskExecutorPreference(ThreadForEachJob.shared) { try await function() })
        } catch {
            result = .failure(error)
        }
        await Turns.shared.giveBack()
        try result.get()
    }
}

extension Trait where Self == WaitingTests {
    /// The tests wait for a server of their own process.
    public static var waiting: Self { Self() }
}

/// Runs every piece of a task on a thread that is started for it.
private final class ThreadForEachJob: TaskExecutor {
    static let shared = ThreadForEachJob()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        JoinableThread.detached { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// Lets as many tests run at a time as there are processors.
private actor Turns {
    static let shared = Turns()

    private var free = ProcessInfo.processInfo.activeProcessorCount
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
