import Glibc

/// The kubeconfig that leads kubectl to a served snapshot.
public struct ReplayKubeconfig: Sendable {
    /// Where the snapshot is served.
    public var url: String

    /// For a server at a URL, such as ``ReplayServer/url``.
    public init(url: String) { self.url = url }

    /// The file's text. A client that finds no user in it asks for none.
    public var text: String {
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: dsdoctor-replay
          cluster:
            server: \(url)
        contexts:
        - name: dsdoctor-replay
          context:
            cluster: dsdoctor-replay
            namespace: default
            user: ""
        current-context: dsdoctor-replay
        users: []

        """
    }

    /// Makes a file of it that only its owner reads. A file that is there already is left as it is: it may be somebody's
    /// way to a real cluster.
    public func write(to path: String) throws(ReplayError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw .kubeconfigExists(path: path) }
            throw .kubeconfigNotWritten(path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                let reason = String(cString: strerror(errno))
                unlink(path)
                throw .kubeconfigNotWritten(path: path, reason: reason)
            }
        }
    }

    /// Takes the file away again.
    public func remove(from path: String) { unlink(path) }
}
