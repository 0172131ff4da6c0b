import ArgumentParser
import SnapshotServer

/// `dsdoctor replay`: a snapshot as an API server that kubectl and others can ask.
struct Replay: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Serve a snapshot as a read-only Kubernetes API, for kubectl, k9s and others.",
        discussion: """
            It answers on 127.0.0.1 until it is stopped with Ctrl-C. Ages are those at the
            moment of the snapshot wherever the server computes them. What the snapshot
            may only lack is answered with a warning, and nothing can be changed.

            EXAMPLES
              dsdoctor replay cluster.json --kubeconfig replay.kubeconfig &
              kubectl --kubeconfig replay.kubeconfig get pods -A -o wide

              dsdoctor replay cluster.json --port 8001 > replay.kubeconfig
              k9s --kubeconfig replay.kubeconfig

            EXIT CODES
              0   it was stopped
              2   the snapshot could not be read or not be served
              64  the command line could not be understood
            """)

    @Argument(
        help: ArgumentHelp(
            "The snapshot: a file, a directory, an archive, or - for standard input.", valueName: "snapshot"),
        completion: .file())
    var path: String

    @Option(help: "The port to listen on; any that is free where none is given.")
    var port: UInt16 = 0

    @Option(
        help: ArgumentHelp(
            "Write the kubeconfig to this file, which must not be there yet and is removed at the end, and not to "
                + "standard output.",
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
            context.writeError("the snapshot holds no \(missing.joined(separator: ", "))")
        }
    }
}
