import ClusterSnapshot
import DiagnosisEngine
import DoctorCommands
import Glibc
import KubernetesModel
import Synchronization

/// A command line that is given the input as a file, on a cluster with a node that is full and one that is tainted.
enum CommandCheck {
    /// What stands for the input's file in arguments.
    static let file = "{file}"

    /// Runs the program in this process: it ends as it may, says on standard error what fits a line, and prints what is
    /// JSON to the letter or obeyed by no terminal.
    static func run(_ arguments: [String], on bytes: [UInt8], formats: [String]) {
        let path = "/dev/shm/fuzzing-\(getpid())"
        write(bytes, to: path)
        // In turns, so that an input has the same format whenever it is tried.
        let format = formats[bytes.count % formats.count]
        let output = Mutex<[UInt8]>([])
        let errors = Mutex<[String]>([])
        let context = CommandContext(
            readSnapshot: { _, _, _ in ReadSnapshot(snapshot) },
            writeOutput: { bytes in output.withLock { $0 += bytes } },
            writeError: { line in errors.withLock { $0.append(line) } })
        let words = arguments.map { $0 == file ? path : $0 } + ["--snapshot", "cluster", "-o", format]
        let exitCode = DoctorProgram.run(words, in: context)
        require((0...2).contains(exitCode), "an exit code of 0, 1 or 2, not \(exitCode)")
        for line in errors.withLock({ $0 }) {
            require(SnapshotCheck.isOneLine(line), "a line: \(line.debugDescription)")
        }
        let printed = output.withLock { $0 }
        require(exitCode == 2 || !printed.isEmpty, "a report")
        if printed.isEmpty { return }
        if format == "json" { require(isWellFormed(printed), "JSON to the letter") }
        ReportCheck.requirePlainText(printed, format: format)
    }

    private static let snapshot: Snapshot = {
        var cluster = ExampleCluster()
        cluster.node("n1", cpu: "1", memory: "1Gi")
        cluster.node("n2", labels: ["pool": "a"], taints: ["dedicated=db:NoSchedule"])
        cluster.daemonPod(on: "n1")
        var snapshot = cluster.snapshot
        snapshot.daemonSets = [cluster.daemonSet]
        return snapshot
    }()

    private static func write(_ bytes: [UInt8], to path: String) {
        guard let file = fopen(path, "w") else { fatalError("cannot write \(path)") }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}

/// A manifest, as `placement -f` reads, validates and places it.
func checkManifest(_ bytes: [UInt8]) {
    CommandCheck.run(
        ["placement", "-f", CommandCheck.file], on: bytes,
        formats: ["text", "json", "sarif", "junit", "gitlab", "yaml"])
}

/// A plan as `plan -o json` prints it, whose steps are made again.
func checkPlan(_ bytes: [UInt8]) {
    CommandCheck.run(["simulate", "--plan", CommandCheck.file], on: bytes, formats: ["text", "json", "yaml"])
}
