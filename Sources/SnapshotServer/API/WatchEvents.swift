/// The events of one watch, one after the other.
struct WatchEvents: ByteStreamIterator {
    /// What comes next.
    private enum Phase {
        case expiry
        /// The objects from this place on.
        case objects(from: Int)
        case endOfInitialEvents
        case bookmarks
        case end
    }

    private let watch: Watch
    private let filter: ObjectFilter
    private let clock = ContinuousClock()
    private let end: ContinuousClock.Instant
    private var phase: Phase

    /// Events are gathered up to this many bytes before they are sent.
    private static let gatheredBytes = 256 << 10

    init(watch: Watch) {
        self.watch = watch
        filter = ObjectFilter(labels: watch.labels, fields: watch.fields)
        end = clock.now + .seconds(watch.seconds)
        if watch.isExpired {
            phase = .expiry
        } else if watch.isSilent {
            phase = .endOfInitialEvents
        } else {
            phase = .objects(from: watch.resource.range(namespace: watch.namespace).lowerBound)
        }
    }

    mutating func next(_ client: ClientPresence) async throws -> [UInt8]? {
        while true {
            switch phase {
            case .expiry:
                phase = .end
                let version = watch.cluster.resourceVersion
                let status = APIStatus.expired("too old resource version (the snapshot's is \(version))")
                return Watch.event("ERROR", status.json.bytes)
            case .objects(let place):
                let events = objects(from: place)
                if !events.isEmpty { return events }
            case .endOfInitialEvents:
                phase = .bookmarks
                if watch.marksEndOfInitialEvents { return watch.bookmark(endsInitialEvents: true) }
            case .bookmarks:
                let left = end - clock.now
                guard left > .zero else { return nil }
                try await client.stays(watch.allowsBookmarks ? min(left, .seconds(watch.bookmarkSeconds)) : left)
                if watch.allowsBookmarks, clock.now < end { return watch.bookmark(endsInitialEvents: false) }
            case .end: return nil
            }
        }
    }

    /// Some more of the objects; the last of them ends the phase.
    private mutating func objects(from start: Int) -> [UInt8] {
        var gathered: [UInt8] = []
        let upperBound = watch.resource.range(namespace: watch.namespace).upperBound
        for place in start..<upperBound {
            let object = watch.resource.objects[place]
            guard filter.isEmpty || filter.matches(object) else { continue }
            gathered += Watch.event("ADDED", ObjectForm.line(watch.form.alone(object)))
            if gathered.count >= Self.gatheredBytes {
                phase = .objects(from: place + 1)
                return gathered
            }
        }
        phase = .endOfInitialEvents
        return gathered
    }
}
