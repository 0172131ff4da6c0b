import ArgumentParser
import SnapshotServer

/// `dsdoctor replay`: a snapshot as an API server that kubectl and others can ask.
struct Replay: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Serve a snapshot as a read-only Kubernetes API for kubectl and k9s.",
        discussion: """
            Listens on 127.0.0.1 until you press Ctrl-C. Ages that the server computes are
            those at capture time. Kinds that the snapshot may lack are answered with a
            warning. Nothing can be changed.

            EXAMPLES
              dsdoctor replay cluster.json --kubeconfig replay.kubeconfig &
              kubectl --kubeconfig replay.kubeconfig get pods -A -o wide

              dsdoctor replay cluster.json --port 8001 > replay.kubeconfig
              k9s --kubeconfig replay.kubeconfig

            EXIT CODES
              0   stopped
              2   snapshot unreadable, or not served
              64  usage error
            """)

    @Argument(
        help: ArgumentHelp(
            "The snapshot: a file, directory, archive, or - for standard input.", valueName: "snapshot"),
        completion: .file())
    var path: String

    @Option(help: "The port to listen on. By default any free one.")
    var port: UInt16 = 0

    @Option(
        help: ArgumentHelp(
            "Write the kubeconfig to this new file, not to standard output. It is removed at the end.",
            valueName: "file"),
        completion: .file())
    var kubeconfig: String?

    func validate() throws {
        if path.isEmpty { throw ValidationError("The path of the snapshot is empty.") }
        if kubeconfig?.isEmpty == true { throw ValidationError("The path of the kubeconfig is empty.") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let server = try ProgressLine.showing(Stage.reading.doing) { try ReplayServer(path: path, port: port) }
        // Before there are other threads, which would take the signals.
        let interruption = Interruption()
        try server.start()
        defer { server.stop() }
        let config = ReplayKubeconfig(url: server.url)
        if let kubeconfig {
            try config.write(to: kubeconfig)
        } else {
            _ = try context.printing { try $0(Array(config.text.utf8)) }
        }
        defer { if let kubeconfig { config.remove(from: kubeconfig) } }
        tell(of: server, in: context)
        interruption.wait()
        return .nothingFound
    }

    private func tell(of server: ReplayServer, in context: CommandContext) {
        context.writeError("serving \(server.summary) at \(server.url); press Ctrl-C to stop")
        let missing = server.missingResources
        if !missing.isEmpty {
            context.writeError("the snapshot has no \(missing.joined(separator: ", "))")
        }
    }
}
