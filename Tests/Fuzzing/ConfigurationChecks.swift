import Glibc
import SecretRedaction
import SnapshotCollector

@testable import ClusterConfiguration

/// A kubeconfig: it is refused in one line, or a connection comes of it. No plugin of it is run.
func checkKubeconfig(_ bytes: [UInt8]) {
    let path = "/dev/shm/kubeconfig-\(getpid())"
    guard let file = fopen(path, "w") else { fatalError("cannot write \(path)") }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    var options = ConnectionOptions()
    options.kubeconfig = path
    do {
        let connection = try ConnectionResolver().connection(for: options, in: ProcessEnvironment([:]))
        require(!connection.server.isEmpty, "a server")
    } catch {
        require(SnapshotCheck.isOneLine("\(error)"), "an error of one line: \("\(error)".debugDescription)")
    }
}

/// What a credential plugin answers.
func checkCredential(_ bytes: [UInt8]) {
    do {
        _ = try ExecCredential(bytes, apiVersion: "client.authentication.k8s.io/v1").credentials
    } catch {
        require(!error.reason.isEmpty, "why it is no credential")
    }
}

/// A file of shapes of secrets, and behind a line of dashes a text that is searched with them.
func checkSecretPatterns(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.split(separator: "\n----\n", maxSplits: 1).map(String.init)
    do {
        let patterns = try SecretPatterns.patterns(of: parts.first ?? "", file: "secret-patterns.yaml")
        guard let redaction = try? Redaction(secretPatterns: patterns) else { return }
        let lines = (parts.last ?? "").split(separator: "\n").map(String.init)
        let redactor = TextRedactor(redaction)
        let hidden = redactor.redacted(lines: lines) ?? lines
        require(hidden.count == lines.count, "as many lines as before")
        require(redactor.redacted(lines: hidden) ?? hidden == hidden, "the same again: \(hidden)")
    } catch {
        for problem in error.problems { require(!problem.description.isEmpty, "what is wrong") }
    }
}
