import Testing

/// A test that must end in time, counted from when it begins: the framework's own limit counts the time until a test's
/// turn too, which is minutes where all tests run.
public struct TimeBound: TestTrait, TestScoping {
    let most: Duration

    /// Runs the test, which fails when it takes longer than the bound.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let start = ContinuousClock.now
        try await function()
        let time = ContinuousClock.now - start
        if time > most { Issue.record("it took \(time), more than \(most)") }
    }
}

extension Trait where Self == TimeBound {
    /// The test takes at most `minutes`.
    public static func takes(atMostMinutes minutes: Int) -> Self { Self(most: .seconds(60 * minutes)) }
}
