import ByteStreams
import ClusterSnapshot

/// A file that holds the log of one container.
struct LogFile {
    var namespace: String
    var pod: String
    var container: String
    var isPrevious = false

    /// The role of the file.
    var purpose: FilePurpose { .logs { stream throws(StreamError) in [try read(stream)] } }

    /// Reads the last lines.
    func read(_ stream: any ByteStream) throws(StreamError) -> ContainerLog {
        var tail = LogTail()
        var lines = LineSplitter()
        try lines.split(stream) { tail.add($0) }
        return ContainerLog(
            namespace: namespace, pod: pod, container: container, isPrevious: isPrevious, lines: tail.lines)
    }
}
