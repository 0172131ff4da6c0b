import ByteStreams
import ClusterSnapshot
import KubernetesModel
import Wording

/// The output of `kubectl cluster-info dump`, with `--output-directory` too: a list for each kind and namespace
/// (`<namespace>/pods.json`), and the logs of all containers, in `<namespace>/<pod>/logs.txt` or between the documents.
struct ClusterInfoDump: BundleForm {
    let name = "cluster-info dump"
    let precedence = 20

    func purpose(of file: FilePath) -> FilePurpose? {
        let parts = file.parts
        guard file.name == "logs.txt", parts.count >= 3 else { return nil }
        let (namespace, pod) = (String(parts[parts.count - 3]), String(parts[parts.count - 2]))
        return .logs { stream throws(StreamError) in
            var sections = LogSections(namespace: namespace, pod: pod)
            var lines = LineSplitter()
            try lines.split(stream) { sections.add($0) }
            return sections.finish()
        }
    }

    func place(of file: FilePath) -> ListPlace? {
        ObjectKind(named: file.name).map { ListPlace(kind: $0, namespace: String(file.folder)) }
    }

    /// Only a dump asks for this kind.
    func isShown(by file: FilePath) -> Bool { file.name.hasPrefix("replication-controllers.") }

    /// The documents of a dump that begins with the list of nodes as JSON in kubectl's indentation, or as YAML.
    func documents(of stream: PeekedByteStream, for assembly: SnapshotAssembly) -> (any ByteStream)? {
        let text = String(decoding: stream.beginning.prefix(256), as: UTF8.self)
        guard text.hasPrefix("{\n    \"kind\": \"NodeList\"") || text.hasPrefix("apiVersion: v1\nitems:") else {
            return nil
        }
        var sections = LogSections()
        return SectionedByteStream(stream, mark: LogSections.beginning) { line in
            if let line { sections.add(line) }
            if line == nil || !sections.isInside {
                for log in sections.finish() {
                    assembly.noteForm(name, gaps: gaps)
                    assembly.add(log)
                }
            }
            return sections.isInside
        }
    }

    /// Every cluster has four namespaces (`kube-system`, `kube-public`, `kube-node-lease`, `default`), of which a dump
    /// without `--all-namespaces` has two. There is a list of pods for each.
    func gaps(of input: AssembledInput) -> [Gap] {
        if input.podListCount >= 4 { return [] }
        let namespaces = Set(input.batch.objects(of: Pod.self).map(\.namespace)).sorted().joined(separator: ", ")
        let detail =
            "Only some namespaces were dumped (\(namespaces)), as kubectl cluster-info dump does without -A. Nodes may "
            + "be fuller than shown."
        return [
            Gap(
                code: .namespacesPartial, detail: detail.escapedForOneLine,
                missing: [.podsOfOtherNamespaces])
        ]
    }
}

/// The logs of containers in one file: each between `==== START logs for container C of pod N/P ====` and the same with
/// `END`.
private struct LogSections {
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
