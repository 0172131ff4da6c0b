import CheckedJSON
import KubernetesModel

extension ResourceTable {
    /// `printJob`.
    static let jobs = ResourceTable(
        [.name, .text("Status"), .text("Completions"), .text("Duration"), .age] + TableColumn.workload
    ) { object in
        let json = object.json
        return [
            .string(object.name), .string(status(object)), .string(completions(json)), .string(duration(object)),
            object.age,
        ] + SelectorText.containers(json.items("spec", "template", "spec", "containers"))
            + [.string(SelectorText.selector(json.at("spec", "selector")))]
    }

    /// `printCronJob`.
    static let cronJobs = ResourceTable(
        [
            .name, .text("Schedule"), .text("Timezone"), .truth("Suspend"), .number("Active"), .text("Last Schedule"),
            .age,
        ] + TableColumn.workload
    ) { object in
        let json = object.json
        let last = json.text("status", "lastScheduleTime")
        let suspend = json.at("spec", "suspend").map { $0 == .bool(true) ? "True" : "False" } ?? "<unset>"
        let template = json.at("spec", "jobTemplate", "spec") ?? .object([:])
        return [
            .string(object.name), .string(json.text("spec", "schedule")),
            .string(json.at("spec", "timeZone")?.string ?? "<none>"), .string(suspend),
            .integer(json.items("status", "active").count), .string(last.isEmpty ? "<none>" : object.since(last)),
            object.age,
        ] + SelectorText.containers(template.items("template", "spec", "containers"))
            + [.string(SelectorText.selector(template.at("selector")))]
    }

    private static func status(_ object: TableObject) -> String {
        func has(_ type: String) -> Bool { object.json.condition(type)?.text("status") == "True" }
        if has("Complete") { return "Complete" }
        if has("Failed") { return "Failed" }
        if object.isDeleting { return "Terminating" }
        return ["Suspended", "FailureTarget", "SuccessCriteriaMet"].first(where: has) ?? "Running"
    }

    private static func completions(_ json: JSONValue) -> String {
        let succeeded = json.integer("status", "succeeded")
        if json.at("spec", "completions") != nil { return "\(succeeded)/\(json.integer("spec", "completions"))" }
        let parallelism = json.integer("spec", "parallelism")
        return parallelism > 1 ? "\(succeeded)/1 of \(parallelism)" : "\(succeeded)/1"
    }

    private static func duration(_ object: TableObject) -> String {
        guard let start = Timestamp(object.json.text("status", "startTime")) else { return "" }
        let end = Timestamp(object.json.text("status", "completionTime")) ?? object.now
        return HumanDuration.text(microseconds: end.microseconds - start.microseconds)
    }
}
