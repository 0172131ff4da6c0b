extension CommandContext {
    /// Lets `print` write results, and tells how the program ends.
    ///
    /// Who reads `dsdoctor | head` and has gone has seen what they wanted: that is no error, and the exit code tells
    /// the rest.
    func printing(
        ending status: ExitStatus = .nothingFound, _ print: (_ sink: @escaping ([UInt8]) throws -> Void) throws -> Void
    ) throws -> ExitStatus {
        do { try print(writeOutput) } catch CommandError.outputClosed {}
        return status
    }
}
