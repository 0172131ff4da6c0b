/// All that a command has to do with the world outside.
public struct CommandContext: Sendable {
    public var pipeline: DiagnosisPipeline
    /// Takes results, in chunks.
    public var writeOutput: @Sendable ([UInt8]) throws -> Void
    /// Takes a line of everything else, without its end.
    public var writeError: @Sendable (String) -> Void
    /// The value of an environment variable.
    public var environment: @Sendable (String) -> String?
    /// The columns of the terminal that results go to; nil when they go elsewhere.
    public var terminalColumns: Int?

    public init(
        pipeline: DiagnosisPipeline, writeOutput: @escaping @Sendable ([UInt8]) throws -> Void,
        writeError: @escaping @Sendable (String) -> Void,
        environment: @escaping @Sendable (String) -> String? = { _ in nil }, terminalColumns: Int? = nil
    ) {
        self.pipeline = pipeline
        self.writeOutput = writeOutput
        self.writeError = writeError
        self.environment = environment
        self.terminalColumns = terminalColumns
    }
}
