import KubernetesModel

private enum EventField: String, CaseIterable {
    case metadata, involvedObject, regarding, reason, message, note, type, count, deprecatedCount, series
    case firstTimestamp, lastTimestamp, deprecatedFirstTimestamp, deprecatedLastTimestamp, eventTime
    case source, deprecatedSource, reportingComponent, reportingController, reportingInstance
}

private enum SeriesField: String, CaseIterable {
    case count, lastObservedTime
}

private enum EventSourceField: String, CaseIterable {
    case component, host
}

private enum ObjectReferenceField: String, CaseIterable {
    case kind, namespace, name, uid, fieldPath
}

private let eventFields = FieldTable<EventField>()
private let seriesFields = FieldTable<SeriesField>()
private let eventSourceFields = FieldTable<EventSourceField>()
private let objectReferenceFields = FieldTable<ObjectReferenceField>()

/// The members that differ between the two forms of events.
private struct EventDetails {
    var seriesCount: WholeNumber = 0
    var lastObserved: Timestamp?
    var eventTime: Timestamp?
    var reporter = ""
    var instance = ""
}

extension ObjectDecoder {
    /// An event, in the form of `v1` or of `events.k8s.io/v1`.
    func event() -> Event {
        var event = Event()
        var details = EventDetails()
        event.count = 0
        forEachField(eventFields) { field in
            switch field {
            case .metadata: event.metadata = metadata()
            case .involvedObject, .regarding: event.regarding = objectReference()
            case .reason: event.reason = string()
            case .message, .note: event.message = string()
            case .type: event.isWarning = string() == "Warning"
            case .count, .deprecatedCount: event.count = reader.int32() ?? event.count
            case .series: eventSeries(into: &details)
            case .firstTimestamp, .deprecatedFirstTimestamp: event.firstTimestamp = timestamp() ?? event.firstTimestamp
            case .lastTimestamp, .deprecatedLastTimestamp: event.lastTimestamp = timestamp() ?? event.lastTimestamp
            case .eventTime: details.eventTime = timestamp()
            case .source, .deprecatedSource: eventSource(into: &event)
            case .reportingComponent, .reportingController: details.reporter = string()
            case .reportingInstance: details.instance = string()
            }
        }
        event.fill(in: details)
        return event
    }

    private func eventSeries(into details: inout EventDetails) {
        forEachField(seriesFields) { field in
            switch field {
            case .count: details.seriesCount = reader.int32() ?? 0
            case .lastObservedTime: details.lastObserved = timestamp()
            }
        }
    }

    private func eventSource(into event: inout Event) {
        forEachField(eventSourceFields) { field in
            switch field {
            case .component: event.source = string()
            case .host: event.host = string()
            }
        }
    }

    private func objectReference() -> ObjectReference {
        var reference = ObjectReference()
        forEachField(objectReferenceFields) { field in
            switch field {
            case .kind: reference.kind = string()
            case .namespace: reference.namespace = string()
            case .name: reference.name = string()
            case .uid: reference.uid = string()
            case .fieldPath: reference.fieldPath = string()
            }
        }
        return reference
    }
}

extension Event {
    /// Completes what one form leaves empty from what the other says.
    fileprivate mutating func fill(in details: EventDetails) {
        count = max(1, count, details.seriesCount)
        firstTimestamp = firstTimestamp ?? details.eventTime ?? metadata.creationTimestamp
        lastTimestamp = lastTimestamp ?? details.lastObserved ?? details.eventTime ?? metadata.creationTimestamp
        if source.isEmpty { source = details.reporter }
        if host.isEmpty, source == "kubelet" { host = details.instance }
    }
}
