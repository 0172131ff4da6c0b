import CheckedJSON

/// The answer to a watch: objects as they are, where they are asked for, and then nothing but bookmarks, since nothing
/// ever changes.
struct Watch: Sendable {
    let cluster: ServedCluster
    let resource: ServedResource
    /// Nil for objects of all namespaces.
    let namespace: String?
    let isSilent: Bool
    let isExpired: Bool
    let allowsBookmarks: Bool
    let marksEndOfInitialEvents: Bool
    let seconds: Double
    let bookmarkSeconds: Double
    let form: ObjectForm
    private let labels: LabelQuery
    private let fields: FieldQuery
    private let tooLargeVersion: UInt64?

    /// How long a watch lasts that does not say it.
    private static let usualSeconds = 3600
    /// Events are gathered up to this many bytes before they are sent.
    private static let gatheredBytes = 256 << 10

    init(
        cluster: ServedCluster, resource: ServedResource, namespace: String?, options: ListOptions,
        representation: Representation, bookmarkSeconds: Double
    ) {
        self.cluster = cluster
        self.resource = resource
        self.namespace = namespace
        let version = options.resourceVersion ?? 0
        let startsAnew = options.sendsInitialEvents ?? (version == 0)
        isSilent = !startsAnew
        // What changed between a version and the snapshot's own is not known.
        isExpired = !startsAnew && version > 0 && version < cluster.resourceVersion
        tooLargeVersion = startsAnew && version > cluster.resourceVersion ? version : nil
        allowsBookmarks = options.allowsBookmarks
        marksEndOfInitialEvents = options.sendsInitialEvents == true && options.allowsBookmarks
        seconds = Double(options.timeoutSeconds.flatMap { $0 > 0 ? $0 : nil } ?? Self.usualSeconds)
        self.bookmarkSeconds = bookmarkSeconds
        form = ObjectForm(representation, resource: resource.definition, now: cluster.capturedAt)
        labels = options.labels
        fields = options.fields
    }

    func response() throws(APIStatus) -> Response {
        if let tooLargeVersion { throw .tooLargeVersion(tooLargeVersion, present: cluster.resourceVersion) }
        return Response(body: .stream { (writer) throws(ConnectionEnded) in try run(writer) })
    }

    private func run(_ writer: StreamWriter) throws(ConnectionEnded) {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        if isExpired {
            let status = APIStatus.expired("too old resource version (the snapshot's is \(cluster.resourceVersion))")
            try writer.write(Self.event("ERROR", status.json.bytes))
            return
        }
        if !isSilent { try sendObjects(writer) }
        if marksEndOfInitialEvents { try writer.write(bookmark(endsInitialEvents: true)) }
        while true {
            let left = end - clock.now
            guard left > .zero else { return }
            let pause = allowsBookmarks ? min(left, .seconds(bookmarkSeconds)) : left
            // Not before the time is up: a remainder of less than a millisecond is waited for as one.
            let milliseconds = pause.components.seconds * 1000 + pause.components.attoseconds / 1_000_000_000_000_000
            try writer.wait(milliseconds: Int32(clamping: milliseconds + 1))
            if allowsBookmarks, clock.now < end { try writer.write(bookmark(endsInitialEvents: false)) }
        }
    }

    private func sendObjects(_ writer: StreamWriter) throws(ConnectionEnded) {
        let filter = ObjectFilter(labels: labels, fields: fields)
        var gathered: [UInt8] = []
        for place in resource.range(namespace: namespace) {
            let object = resource.objects[place]
            guard filter.isEmpty || filter.matches(object) else { continue }
            gathered += Self.event("ADDED", ObjectForm.line(form.alone(object)))
            if gathered.count >= Self.gatheredBytes {
                try writer.write(gathered)
                gathered.removeAll(keepingCapacity: true)
            }
        }
        try writer.write(gathered)
    }

    private func bookmark(endsInitialEvents: Bool) -> [UInt8] {
        var metadata: [String: JSONValue] = ["resourceVersion": .string("\(cluster.resourceVersion)")]
        if endsInitialEvents { metadata["annotations"] = .object(["k8s.io/initial-events-end": .string("true")]) }
        var object: [String: JSONValue] = [
            "kind": .string(form.type.kind), "apiVersion": .string(form.type.apiVersion), "metadata": .object(metadata),
        ]
        if case .table = form.representation {
            object["columnDefinitions"] = .array(form.table.columns.map(\.json))
            object["rows"] = .array([])
        }
        return Self.event("BOOKMARK", JSONValue.object(object).bytes)
    }

    private static func event(_ type: String, _ object: [UInt8]) -> [UInt8] {
        Array(#"{"type":"\#(type)","object":"#.utf8) + object + Array("}\n".utf8)
    }
}
