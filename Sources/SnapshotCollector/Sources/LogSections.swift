import ClusterSnapshot

/// The logs of a pod's containers in one file, as `kubectl cluster-info dump` writes them: each between
/// `==== START logs for container C of pod N/P ====` and the same with `END`.
struct LogSections {
    let namespace: String
    let pod: String
    private var logs: [ContainerLog] = []
    private var container: String?
    private var tail = LogTail()

    init(namespace: String, pod: String) {
        self.namespace = namespace
        self.pod = pod
    }

    mutating func add(_ line: String) {
        if let name = container(of: line, "START") {
            endSection()
            container = name
        } else if container != nil, container(of: line, "END") == container {
            endSection()
        } else if container != nil {
            tail.add(line)
        }
    }

    mutating func finish() -> [ContainerLog] {
        endSection()
        return logs
    }

    private mutating func endSection() {
        defer { tail = LogTail() }
        guard let container else { return }
        self.container = nil
        let lines = tail.lines
        // kubectl's own words where the kubelet gave no log.
        if lines.isEmpty || lines.first?.hasPrefix("Request log error: ") == true { return }
        logs.append(
            ContainerLog(namespace: namespace, pod: pod, container: container, isPrevious: false, lines: lines))
    }

    /// The container that a marker names; nil for other lines, and for what a program wrote that looks like a marker of
    /// another pod.
    private func container(of line: String, _ word: String) -> String? {
        let beginning = "==== \(word) logs for container "
        let end = " of pod \(namespace)/\(pod) ===="
        guard line.hasPrefix(beginning), line.hasSuffix(end), line.utf8.count > beginning.utf8.count + end.utf8.count
        else { return nil }
        return String(line.dropFirst(beginning.count).dropLast(end.count))
    }
}
