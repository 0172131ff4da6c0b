import Glibc

/// Shares the inputs among workers, goes on where one ends, and gathers what failed.
final class Supervisor {
    private let options: FuzzingOptions
    private let arguments: [String]
    private let inputs: [any FuzzedInput]
    private let commands: [FuzzedCommand]
    private var failures = FailureList()
    private var workers: [Running] = []
    private var runCount = 0
    private var slowest = (milliseconds: 0, input: 0, command: 0)
    private var largest = (megabytes: 0, input: 0, command: 0)

    private struct Running {
        var process: WorkerProcess
        var share: Int
        /// The run that it is at.
        var run: (input: Int, command: Int)?
        var since: Double
        var isHanging = false
    }

    init(_ options: FuzzingOptions, arguments: [String]) throws {
        self.options = options
        self.arguments = arguments
        inputs = try options.inputs()
        commands = options.chosenCommands
    }

    /// Tries everything. Returns whether nothing failed.
    func run() throws -> Bool {
        let count = min(options.workers, max(1, inputs.count))
        for share in 0..<count { workers.append(try started(share, of: count, at: nil)) }
        var toldAt = now
        while !workers.isEmpty {
            try step(count)
            if now - toldAt > 60 {
                toldAt = now
                let reached = workers.compactMap { $0.run?.input }.min() ?? 0
                StandardError.write("\(reached) of \(inputs.count) inputs, \(failures.count) failures")
            }
        }
        report()
        return failures.count == 0
    }

    private var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func started(
        _ share: Int, of count: Int, at start: (input: Int, command: Int)?, backtrace: Bool = false
    ) throws -> Running {
        var words = arguments + ["--share", "\(share)", "\(count)"]
        if let start { words += ["--start", "\(start.input)", "\(start.command)"] }
        return Running(process: try WorkerProcess(words, backtrace: backtrace), share: share, run: nil, since: now)
    }

    /// Waits for news of the workers, and deals with them.
    private func step(_ count: Int) throws {
        var polled = workers.map { pollfd(fd: $0.process.output, events: Int16(POLLIN), revents: 0) }
        poll(&polled, nfds_t(polled.count), 1000)
        for place in workers.indices.reversed() {
            if polled[place].revents != 0 {
                if let lines = workers[place].process.lines() {
                    for line in lines { take(line, at: place) }
                } else {
                    try end(place, of: count)
                }
            } else if now - workers[place].since > 30 * options.timeFactor + 30 {
                workers[place].isHanging = true
                workers[place].since = now
                workers[place].process.end()
            }
        }
    }

    private func take(_ line: Substring, at place: Int) {
        workers[place].since = now
        switch WorkerMessage(line) {
        case .begins(let input, let command):
            workers[place].run = (input, command)
            runCount += 1
        case .problem(let input, let command, let text):
            failures.add(text, inputs[input], commands[command])
        case .ended(let milliseconds, let megabytes):
            guard let run = workers[place].run else { return }
            if milliseconds > slowest.milliseconds { slowest = (milliseconds, run.input, run.command) }
            if megabytes > largest.megabytes { largest = (megabytes, run.input, run.command) }
        case nil: StandardError.write("a worker says: \(line)")
        }
    }

    /// A worker has ended: with its share done, or in the middle of a run, behind which another goes on.
    private func end(_ place: Int, of count: Int) throws {
        let worker = workers.remove(at: place)
        let status = worker.process.wait()
        if status == 0 { return }
        guard let run = worker.run else {
            failures.add("no run was begun: \(worker.process.complaint)", nil, nil)
            return
        }
        if status == Worker.retired {
            workers.append(try started(worker.share, of: count, at: (run.input, run.command + 1)))
            return
        }
        let how =
            worker.isHanging
            ? "hangs" : status < 0 ? "is ended by signal \(-status)" : "ends the process with \(status)"
        let told = worker.process.complaint.split(separator: "\n").first { $0.contains("rror:") } ?? ""
        var text = told.isEmpty ? how : "\(how): \(told)"
        if failures.isNew(text, inputs[run.input], commands[run.command]), !worker.isHanging, failures.tracedCount < 40
        {
            failures.tracedCount += 1
            text += try trace(of: run)
        }
        failures.add(text, inputs[run.input], commands[run.command])
        workers.append(try started(worker.share, of: count, at: (run.input, run.command + 1)))
    }

    /// Where in the project's sources a run ends the process, told by another that does it again.
    private func trace(of run: (input: Int, command: Int)) throws -> String {
        let again = try started(run.input, of: inputs.count, at: run, backtrace: true)
        while again.process.lines() != nil {}
        _ = again.process.wait()
        let frames = again.process.complaint.split(separator: "\n").filter {
            $0.contains("/Sources/") && $0.contains(" in ")
        }
        return frames.first.map { frame in
            let words = frame.split(separator: " ").drop { $0 != "in" }.dropFirst()
            return " in " + words.joined(separator: " ").replacing("\(ProjectFolder.path)/", with: "")
        } ?? ""
    }

    private func report() {
        print("\(inputs.count) inputs, \(runCount) runs, \(failures.count) failures")
        if runCount > 0, !inputs.isEmpty {
            print("slowest: \(slowest.milliseconds) ms, \(commands[slowest.command].name), \(inputs[slowest.input])")
            print("largest: \(largest.megabytes) MB, \(commands[largest.command].name), \(inputs[largest.input])")
        }
        failures.printAll()
    }
}
