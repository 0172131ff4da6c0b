import ClusterSnapshot

/// What the path of a log file says, in each of the layouts that tools write.
///
/// - `logs/<namespace>/<pod>/<container>.log` or `…-previous.log`, in a support bundle below `pods/` or
///   `cluster-resources/pods/`
/// - `<namespace>/<pod>/logs.txt`, of all containers: `kubectl cluster-info dump`
/// - `namespaces/<namespace>/pods/<pod>/<container>/<container>/logs/current.log` or `previous.log`: must-gather
struct LogName: Equatable {
    var namespace: String
    var pod: String
    /// Nil where the file holds the logs of all containers, each between two markers.
    var container: String?
    var isPrevious = false

    init?(_ path: String) {
        let parts = path.split(separator: "/")
        guard let file = parts.last else { return nil }
        if file == "logs.txt", parts.count >= 3 {
            (namespace, pod) = (String(parts[parts.count - 3]), String(parts[parts.count - 2]))
        } else if parts.count >= 4, parts[parts.count - 4] == "logs", file.hasSuffix(".log") {
            let stem = file.dropLast(4)
            isPrevious = stem.hasSuffix("-previous")
            container = String(isPrevious ? stem.dropLast(9) : stem)
            (namespace, pod) = (String(parts[parts.count - 3]), String(parts[parts.count - 2]))
        } else if parts.count >= 8, parts[parts.count - 2] == "logs", file == "current.log" || file == "previous.log",
            parts[parts.count - 8] == "namespaces", parts[parts.count - 6] == "pods"
        {
            isPrevious = file == "previous.log"
            container = String(parts[parts.count - 3])
            (namespace, pod) = (String(parts[parts.count - 7]), String(parts[parts.count - 5]))
        } else {
            return nil
        }
    }

    /// Reads the last lines of a log, or of each log in a file of several.
    func read(_ stream: any ByteStream) throws(CollectorError) -> [ContainerLog] {
        var lines = LineSplitter()
        guard let container else {
            var sections = LogSections(namespace: namespace, pod: pod)
            try lines.split(stream) { sections.add($0) }
            return sections.finish()
        }
        var tail = LogTail()
        try lines.split(stream) { tail.add($0) }
        return [
            ContainerLog(
                namespace: namespace, pod: pod, container: container, isPrevious: isPrevious, lines: tail.lines)
        ]
    }
}
