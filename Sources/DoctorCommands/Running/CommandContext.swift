import Logging
import SnapshotCollector
import SnapshotSaving

/// The size of a terminal.
package struct ScreenSize: Equatable, Sendable {
    package var columns: Int
    package var lines: Int

    package init(columns: Int, lines: Int) {
        self.columns = columns
        self.lines = lines
    }
}

/// All that a command has to do with the world outside.
package struct CommandContext: Sendable {
    /// Reads a cluster, and keeps its objects for saving where there is a recorder. The logger is told of what is tried
    /// again.
    package typealias SnapshotReading =
        @Sendable (_ origin: SnapshotOrigin, _ recorder: SnapshotRecorder?, _ logger: Logger) throws -> ReadSnapshot

    /// Begins to follow a live cluster. The logger is told of what breaks and is tried again.
    package typealias ClusterFollowing = @Sendable (_ origin: LiveOrigin, _ logger: Logger) throws -> FollowedCluster

    package var readSnapshot: SnapshotReading
    package var followCluster: ClusterFollowing = { try FollowedCluster.following($0, logger: $1) }
    /// Takes results, in chunks.
    package var writeOutput: @Sendable ([UInt8]) throws -> Void
    /// Takes a line of everything else, without its end.
    package var writeError: @Sendable (String) -> Void
    /// The value of an environment variable.
    package var environment: @Sendable (String) -> String?
    /// The size of the terminal that results go to, as it is now; nil where they go elsewhere, or the terminal cannot move
    /// its cursor.
    package var screen: @Sendable () -> ScreenSize? = { nil }
    /// Calls its argument, on a thread of its own, once somebody presses Ctrl-C or ends the program otherwise. Asked before
    /// there are other threads, which would take the signals.
    package var onInterruption: @Sendable (_ stop: @escaping @Sendable () -> Void) -> Void = { _ in }
    /// The columns of the terminal that results go to; nil when they go elsewhere.
    package var terminalColumns: Int?
    /// The name that the program is called by: `dsdoctor`, or `kubectl dsdoctor`.
    package var programName = "dsdoctor"

    package init(
        readSnapshot: @escaping SnapshotReading = { try OriginReader.read($0, by: $1, logger: $2) },
        writeOutput: @escaping @Sendable ([UInt8]) throws -> Void, writeError: @escaping @Sendable (String) -> Void,
        environment: @escaping @Sendable (String) -> String? = { _ in nil }, terminalColumns: Int? = nil
    ) {
        self.readSnapshot = readSnapshot
        self.writeOutput = writeOutput
        self.writeError = writeError
        self.environment = environment
        self.terminalColumns = terminalColumns
    }

    /// Reads a cluster for a diagnosis.
    ///
    /// - Throws: what reading throws, and ``CollectorError`` for a snapshot without nodes.
    func read(_ origin: SnapshotOrigin, _ stage: Stage = .reading, logger: Logger) throws -> ReadSnapshot {
        let read = try logger.timing(stage) { try readSnapshot(origin, nil, logger) }
        try read.snapshot.requireNodes()
        return read
    }
}
