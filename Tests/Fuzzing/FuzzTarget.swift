/// What can be fuzzed. Each has its seeds in the folder of its name under `Seeds`.
enum FuzzTarget: String, CaseIterable {
    /// Saved clusters in JSON.
    case json
    /// Saved clusters in YAML, and the files that people write.
    case yaml
    case quantity
    case timestamp
    /// Label selectors in kubectl's notation.
    case selector
    /// Compressed files and archives.
    case archive

    /// Ends the program where something about the input is not as it must be.
    func check(_ bytes: [UInt8]) {
        switch self {
        case .json: JSONCheck(bytes).run()
        case .yaml: YAMLCheck(bytes).run()
        case .quantity: checkQuantity(bytes)
        case .timestamp: checkTimestamp(bytes)
        case .selector: checkSelector(bytes)
        case .archive: checkArchive(bytes)
        }
    }
}

/// Ends the program, and so this input is one that libFuzzer keeps, unless the condition holds.
func require(_ condition: Bool, _ expectation: @autoclosure () -> String) {
    if !condition { fatalError("expected: \(expectation())") }
}
