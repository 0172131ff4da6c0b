import Glibc

/// Puts hostile values into every field of a snapshot, and runs every command on what comes of it.
public enum FieldFuzzing {
    /// Runs the fuzzer with the arguments of `scripts/fuzz-fields`. Returns the exit code.
    public static func run(_ arguments: [String]) -> Int32 {
        do {
            let options = try FuzzingOptions(arguments)
            if options.share != nil {
                try Worker(options: options).run()
                return 0
            }
            if options.isListing || options.writeTo != nil {
                try list(options)
                return 0
            }
            return try Supervisor(options, arguments: arguments).run() ? 0 : 1
        } catch let error as FuzzingOptions.Invalid {
            StandardError.write(error.text)
            return 64
        } catch {
            StandardError.write("\(error)")
            return 2
        }
    }

    private static func list(_ options: FuzzingOptions) throws {
        for (position, input) in try options.inputs().enumerated() {
            guard let directory = options.writeTo else {
                print(input)
                continue
            }
            mkdir(directory, 0o755)
            try Files.write(input.bytes, to: "\(directory)/\(position).json")
            print("\(directory)/\(position).json   \(input)")
        }
    }
}
