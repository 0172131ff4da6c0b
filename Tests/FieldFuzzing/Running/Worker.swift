import Glibc

/// Tries a share of the inputs in this process, and tells before each run which it is: a trap ends the process, and the
/// one that started it goes on behind it.
struct Worker {
    let options: FuzzingOptions

    /// The exit code of a worker that has grown, behind which another goes on (`EX_TEMPFAIL`).
    static let retired: Int32 = 75

    func run() throws {
        let inputs = try options.inputs()
        let commands = options.chosenCommands
        let check = OutputCheck(timeFactor: options.timeFactor, memoryFactor: options.memoryFactor)
        let share = options.share ?? (0, 1)
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        // In memory where that is offered, since each run writes and syncs files.
        let root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : parent
        let directory = "\(root)/field-fuzzing-\(getpid())"
        mkdir(directory, 0o700)
        defer { Self.remove(directory) }
        for position in inputs.indices where position % share.of == share.index && position >= options.start.input {
            let input = inputs[position]
            let bytes = input.bytes
            let variant = Self.variant(of: input)
            for (number, command) in commands.enumerated() {
                if command.takesManifest, input.manifest == nil { continue }
                if position == options.start.input, number < options.start.command { continue }
                tell(.begins(input: position, command: number))
                precondition(position != options.trapAt, "asked for")
                let run = try CommandRun(command, on: input, bytes: bytes, variant: variant, in: directory)
                for problem in check.problems(of: run, command, bytes: bytes.count) {
                    tell(.problem(input: position, command: number, text: problem))
                }
                tell(.ended(milliseconds: Int(run.seconds * 1000), megabytes: run.memory >> 20))
                // What one run had is not given back, and would count as the next one's.
                if run.memory > Int(options.memoryFactor * 150) << 20 {
                    Self.remove(directory)
                    exit(Self.retired)
                }
            }
        }
    }

    /// Removes the directory with what runs are given to read in it.
    private static func remove(_ directory: String) {
        for name in ["manifest", "plan"] { unlink("\(directory)/\(name)") }
        rmdir(directory)
    }

    /// Which of a command's arguments and options an input has: by its name, so that it has the same when it is tried
    /// alone (FNV-1a).
    private static func variant(of input: any FuzzedInput) -> Int {
        var hash: UInt32 = 2_166_136_261
        for byte in input.description.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        return Int(hash >> 4)
    }

    private func tell(_ message: WorkerMessage) {
        let line = Array((message.line + "\n").utf8)
        _ = write(STDOUT_FILENO, line, line.count)
    }
}
