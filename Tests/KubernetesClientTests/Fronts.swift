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
        let ended = try ChildProcess.run("/bin/sh", ["-c", script], in: directory.path)
        guard ended.exitCode == 0 else { throw CocoaError(.executableLoad) }
    }
}

/// A program that stands before a server: TLS, a proxy.
final class FrontProcess {
    let port: UInt16
    private let process: ChildProcess

    /// It did not listen, on any port that was tried.
    struct NeverListened: Error { var program: String }

    /// Where a program is; nil when it is not on this machine.
    static func path(of program: String) -> String? {
        ["/usr/bin/", "/usr/sbin/", "/usr/local/bin/"].map { $0 + program }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Starts `program` with what `arguments` makes of a free port, and waits until it listens there.
    init(_ program: String, _ arguments: (UInt16) throws -> [String]) throws {
        // Somebody else may take a port that was free a moment ago: then the program ends at once.
        for _ in 0..<5 {
            let free = Loopback.socket { descriptor, address, length in
                bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
            }
            guard let (descriptor, port) = free else { continue }
            close(descriptor)
            let process = try ChildProcess(Self.path(of: program) ?? program, arguments(port))
            for _ in 0..<1000 where process.isRunning {
                if let connection = Loopback.connection(to: port) {
                    close(connection)
                    (self.port, self.process) = (port, process)
                    return
                }
                usleep(20_000)
            }
        }
        throw NeverListened(program: program)
    }
}
