import ClusterConfiguration
import Foundation
import Glibc

/// A directory for one test, with the files that it needs. It is removed with the value.
final class Workspace: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file, and the directories above it.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let file = try placed(name)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }

    /// Writes a script that can be run. No program that another test starts in the meantime inherits the open file,
    /// which nobody could run while that program lives.
    @discardableResult
    func script(_ name: String, _ lines: String) throws -> String {
        let file = try placed(name)
        unlink(file)
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o755)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        defer { try? handle.close() }
        try handle.write(contentsOf: Data("#!/bin/sh\n\(lines)\n".utf8))
        return file
    }

    /// The path of a file whose directory is there.
    private func placed(_ name: String) throws -> String {
        let file = path + "/" + name
        let directory = URL(fileURLWithPath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        return file
    }

    func read(_ name: String) -> String { (try? String(contentsOfFile: path + "/" + name, encoding: .utf8)) ?? "" }

    /// Variables with a home in this directory, and no service account unless one is written.
    func environment(_ variables: [String: String] = [:]) -> ProcessEnvironment {
        var environment = ProcessEnvironment(
            variables.merging(["HOME": path, "PATH": path + "/bin:/usr/bin:/bin"]) { given, _ in given })
        environment.serviceAccountDirectory = path + "/account"
        return environment
    }

    /// The connection that a kubeconfig in the home directory means.
    func connection(
        _ kubeconfig: String, variables: [String: String] = [:], _ change: (inout ConnectionOptions) -> Void = { _ in }
    ) throws -> ClusterConnection {
        try write(".kube/config", kubeconfig)
        return try connection(variables: variables, change)
    }

    func connection(
        variables: [String: String] = [:], _ change: (inout ConnectionOptions) -> Void = { _ in }
    ) throws -> ClusterConnection {
        var options = ConnectionOptions()
        change(&options)
        return try ConnectionResolver().connection(for: options, in: environment(variables))
    }

    /// The error that the connection meets; nil when it meets none.
    func error(
        _ kubeconfig: String, variables: [String: String] = [:], _ change: (inout ConnectionOptions) -> Void = { _ in }
    ) throws -> ConfigurationError? {
        do {
            _ = try connection(kubeconfig, variables: variables, change)
            return nil
        } catch let error as ConfigurationError {
            return error
        }
    }
}

/// A kubeconfig of one context, `one`.
func kubeconfig(cluster: String = "server: https://one:6443", user: String = "{}") -> String {
    """
    apiVersion: v1
    kind: Config
    current-context: one
    contexts:
    - name: one
      context: {cluster: c, user: u}
    clusters:
    - name: c
      cluster:
    \(cluster.indented)
    users:
    - name: u
      user:
    \(user.indented)
    """
}

extension String {
    fileprivate var indented: String {
        split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    }

    var inBase64: String { Data(utf8).base64EncodedString() }
}

let certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
let otherCertificate = "-----BEGIN CERTIFICATE-----\nBBBB\n-----END CERTIFICATE-----\n"
let key = "-----BEGIN PRIVATE KEY-----\nSECRETKEY\n-----END PRIVATE KEY-----\n"
