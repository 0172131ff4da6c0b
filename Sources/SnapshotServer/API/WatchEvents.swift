import HTTPServing

/// The events of one watch, one after the other.
struct WatchEvents: BodyStream {
    /// The next event.
    private enum Phase {
        case expiry
        /// The objects from this place on.
        case objects(from: Int)
        case endOfInitialEvents
        case pause
        case bookmark
        case end
    }

    private let watch: Watch
    private let clock = ContinuousClock()
    private let end: ContinuousClock.Instant
    private var phase: Phase

    /// Events are gathered up to this many bytes before they are sent.
    private static let gatheredBytes = 256 << 10

    init(watch: Watch) {
        self.watch = watch
        end = clock.now + .seconds(watch.seconds)
        if watch.isExpired {
            phase = .expiry
        } else if watch.isSilent {
            phase = .endOfInitialEvents
        } else {
            phase = .objects(from: watch.resource.range(namespace: watch.namespace).lowerBound)
        }
    }

    mutating func next() -> BodyPiece {
        while true {
            switch phase {
            case .expiry:
                phase = .end
                let version = watch.cluster.resourceVersion
                let status = APIStatus.expired("too old resource version (the snapshot's is \(version))")
                return .bytes(Watch.event("ERROR", status.json.bytes))
            case .objects(let place):
                let events = objects(from: place)
                if !events.isEmpty { return .bytes(events) }
            case .endOfInitialEvents:
                phase = .pause
                if watch.marksEndOfInitialEvents { return .bytes(watch.bookmark(endsInitialEvents: true)) }
            case .pause:
                let left = end - clock.now
                guard left > .zero else { return .end }
                phase = .bookmark
                return .pause(watch.allowsBookmarks ? min(left, .seconds(watch.bookmarkSeconds)) : left)
            case .bookmark:
                phase = .pause
                if watch.allowsBookmarks, clock.now < end {
                    return .bytes(watch.bookmark(endsInitialEvents: false))
                }
            case .end: return .end
            }
        }
    }

    /// Some more of the objects; the last of them ends the phase.
    private mutating func objects(from start: Int) -> [UInt8] {
        let filter = ObjectFilter(labels: watch.labels, fields: watch.fields)
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
