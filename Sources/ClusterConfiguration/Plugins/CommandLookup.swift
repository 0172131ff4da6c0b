import Glibc

/// Finds the file of a plugin's command.
enum CommandLookup {
    enum Outcome: Equatable {
        case found(String)
        case missing
        case notExecutable(String)
    }

    /// A command with a slash is a path; any other is looked for in `PATH`.
    ///
    /// As in Go, directories of `PATH` that are not absolute do not count: what lies in the working directory may be
    /// anybody's.
    static func find(_ command: String, path: String) -> Outcome {
        if command.contains("/") { return state(of: command) ?? .missing }
        var notExecutable: Outcome?
        for directory in path.split(separator: ":") where directory.hasPrefix("/") {
            switch state(of: directory + "/" + command) {
            case .found(let file)?: return .found(file)
            case let other?: notExecutable = notExecutable ?? other
            case nil: continue
            }
        }
        return notExecutable ?? .missing
    }

    /// Nil when there is no such file.
    private static func state(of file: String) -> Outcome? {
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
        return access(file, X_OK) == 0 ? .found(file) : .notExecutable(file)
    }
}
