import CheckedJSON

extension ResourceTable {
    /// `printEvent`.
    static let events = ResourceTable([
        .text("Last Seen"), .text("Type"), .text("Reason"), .text("Object"), .wide("Subobject"), .wide("Source"),
        .text("Message"), .wide("First Seen"), .wide("Count"), TableColumn(name: "Name", format: "name", priority: 1),
    ]) { object in
        let json = object.json
        // Those of events.k8s.io have other names for the same.
        let isNew = json.at("regarding") != nil
        let involved = json.at(isNew ? "regarding" : "involvedObject") ?? .object([:])
        let source = json.at(isNew ? "deprecatedSource" : "source") ?? .object([:])
        func moment(_ field: String) -> String {
            json.text(isNew ? "deprecated" + field.prefix(1).uppercased() + field.dropFirst() : field)
        }
        let first = moment("firstTimestamp").isEmpty ? json.text("eventTime") : moment("firstTimestamp")
        var last = moment("lastTimestamp").isEmpty ? first : moment("lastTimestamp")
        var count = json.integer(isNew ? "deprecatedCount" : "count")
        if let series = json.at("series") {
            last = series.text("lastObservedTime")
            count = series.integer("count")
        } else if count == 0 {
            count = 1
        }
        let kind = involved.text("kind").lowercased()
        let name = involved.text("name")
        let message = json.text(isNew ? "note" : "message")
        return [
            .string(object.since(last)), .string(json.text("type")), .string(json.text("reason")),
            .string(name.isEmpty ? kind : "\(kind)/\(name)"), .string(involved.text("fieldPath")),
            .string(origin(json, source: source, controller: isNew ? "reportingController" : "reportingComponent")),
            .string(trimmed(message)), .string(object.since(first)), .integer(count), .string(object.name),
        ]
    }

    /// Who told of an event, and on which machine (`formatEventSource`).
    private static func origin(_ json: JSONValue, source: JSONValue, controller: String) -> String {
        func first(_ one: String, _ other: String) -> String { one.isEmpty ? other : one }
        let component = first(source.text("component"), json.text(controller))
        let instance = first(source.text("host"), json.text("reportingInstance"))
        return instance.isEmpty ? component : "\(component), \(instance)"
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
