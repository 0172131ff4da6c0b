import ClusterSnapshot

/// The logs of containers in one file, as `kubectl cluster-info dump` writes them: each between
/// `==== START logs for container C of pod N/P ====` and the same with `END`.
struct LogSections {
    /// How a section begins.
    static let beginning = "==== START logs for container "

    /// The pod that all sections are of; nil where each names its own.
    private let pod: Place?
    private var logs: [ContainerLog] = []
    private var section: Section?
    private var tail = LogTail()

    private struct Place: Equatable {
        var namespace: String
        var pod: String
    }

    private struct Section: Equatable {
        var container: String
        var place: Place
    }

    /// Sections of any pods.
    init() { pod = nil }

    init(namespace: String, pod: String) { self.pod = Place(namespace: namespace, pod: pod) }

    /// Whether a section has begun and not ended.
    var isInside: Bool { section != nil }

    mutating func add(_ line: String) {
        if let named = section(of: line, Self.beginning), section == nil || pod != nil {
            endSection()
            section = named
        } else if section != nil, section(of: line, "==== END logs for container ") == section {
            endSection()
        } else if section != nil {
            tail.add(line)
        }
    }

    mutating func finish() -> [ContainerLog] {
        endSection()
        return logs
    }

    private mutating func endSection() {
        defer { tail = LogTail() }
        guard let section else { return }
        self.section = nil
        let lines = tail.lines
        // kubectl's own words where the kubelet gave no log.
        if lines.isEmpty || lines.first?.hasPrefix("Request log error: ") == true { return }
        logs.append(
            ContainerLog(
                namespace: section.place.namespace, pod: section.place.pod, container: section.container,
                isPrevious: false, lines: lines))
    }

    /// The section that a marker names; nil for other lines, and for what a program wrote that looks like a marker of
    /// another pod.
    private func section(of line: String, _ beginning: String) -> Section? {
        let end = " ===="
        guard line.hasPrefix(beginning), line.hasSuffix(end) else { return nil }
        let names = line.dropFirst(beginning.count).dropLast(end.count)
        // Names hold no blanks.
        let words = names.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 4, words[1] == "of", words[2] == "pod", !words[0].isEmpty else { return nil }
        let parts = words[3].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let place = Place(namespace: String(parts[0]), pod: String(parts[1]))
        if let pod, pod != place { return nil }
        return Section(container: String(words[0]), place: place)
    }
}
