import Foundation
import TestServers

/// A certificate authority of a test, and what it signs. Made by the machine's `openssl`.
final class Authority {
    let directory: URL

    static let isPossible = FrontProcess.path(of: "openssl") != nil

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try run(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt "
                + "-subj /CN=authority -days 2")
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// Makes `name.crt` and `name.key`.
    func sign(_ name: String, subject: String, names: String, days: Int = 2) throws {
        try run(
            """
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout \(name).key -out \(name).csr \
            -subj '\(subject)' && printf 'subjectAltName=\(names)' > \(name).ext && \
            openssl x509 -req -in \(name).csr -CA ca.crt -CAkey ca.key -CAcreateserial -out \(name).crt \
            -days \(days) -extfile \(name).ext
            """)
    }

    func path(_ name: String) -> String { directory.appendingPathComponent(name).path }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: directory.appendingPathComponent(name)))
    }

    private func run(_ script: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "cd '\(directory.path)' && \(script)"]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}

/// A program that stands before a server: TLS, a proxy.
final class FrontProcess {
    let port: UInt16
    private let process = Process()

    /// Where a program is; nil when it is not on this machine.
    static func path(of program: String) -> String? {
        ["/usr/bin/", "/usr/sbin/", "/usr/local/bin/"].map { $0 + program }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Starts `program` with what `arguments` makes of a free port, and waits until it listens there.
    init(_ program: String, _ arguments: (UInt16) throws -> [String]) throws {
        // A port that was free a moment ago.
        let probe = ScriptedServer { _ in [] }
        port = probe.port
        probe.stop()
        usleep(20_000)
        process.executableURL = URL(fileURLWithPath: Self.path(of: program) ?? program)
        process.arguments = try arguments(port)
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        for _ in 0..<200 where !isListening { usleep(20_000) }
    }

    deinit {
        // The threads of tests block other signals, and what they start inherits that.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private var isListening: Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
