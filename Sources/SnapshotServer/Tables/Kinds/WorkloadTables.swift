import CheckedJSON
import KubernetesModel

extension ResourceTable {
    /// `printDaemonSet`.
    static let daemonSets = ResourceTable(
        [
            .name, .number("Desired"), .number("Current"), .number("Ready"), .number("Up-to-date"),
            .number("Available"), .text("Node Selector"), .age,
        ] + TableColumn.workload
    ) { object in
        let json = object.json
        let counts = [
            "desiredNumberScheduled", "currentNumberScheduled", "numberReady", "updatedNumberScheduled",
            "numberAvailable",
        ].map { JSONValue.integer(json.integer("status", $0)) }
        let nodeSelector = SelectorText.labels(json.at("spec", "template", "spec", "nodeSelector"))
        return [.string(object.name)] + counts + [.string(nodeSelector), object.age] + containersAndSelector(json)
    }

    /// `printDeployment`.
    static let deployments = ResourceTable(
        [.name, .text("Ready"), .text("Up-to-date"), .text("Available"), .age] + TableColumn.workload
    ) { object in
        let json = object.json
        let ready = "\(json.integer("status", "readyReplicas"))/\(replicas(json))"
        let selector = SelectorText.requirements(json.at("spec", "selector"))
        return [
            .string(object.name), .string(ready), .integer(json.integer("status", "updatedReplicas")),
            .integer(json.integer("status", "availableReplicas")), object.age,
        ] + SelectorText.containers(json.items("spec", "template", "spec", "containers")) + [.string(selector)]
    }

    /// `printReplicaSet`.
    static let replicaSets = ResourceTable(
        [.name, .number("Desired"), .number("Current"), .number("Ready"), .age] + TableColumn.workload
    ) { object in
        let json = object.json
        return [
            .string(object.name), .integer(replicas(json)), .integer(json.integer("status", "replicas")),
            .integer(json.integer("status", "readyReplicas")), object.age,
        ] + containersAndSelector(json)
    }

    /// `printStatefulSet`.
    static let statefulSets = ResourceTable([.name, .text("Ready"), .age, .wide("Containers"), .wide("Images")]) {
        object in
        let json = object.json
        let ready = "\(json.integer("status", "readyReplicas"))/\(replicas(json))"
        return [.string(object.name), .string(ready), object.age]
            + SelectorText.containers(json.items("spec", "template", "spec", "containers"))
    }

    /// `printControllerRevision`.
    static let controllerRevisions = ResourceTable([.name, .text("Controller"), .text("Revision"), .age]) { object in
        let owners = object.json.items("metadata", "ownerReferences")
        let controller = owners.first { $0.isTrue("controller") }.map { owner in
            let group = ResourceDefinition.parts(of: owner.text("apiVersion")).group
            let kind = owner.text("kind").lowercased()
            return (group.isEmpty ? kind : "\(kind).\(group)") + "/\(owner.text("name"))"
        }
        return [
            .string(object.name), .string(controller ?? "<none>"), .integer(object.json.integer("revision")),
            object.age,
        ]
    }

    /// Replicas that are not told are one.
    private static func replicas(_ json: JSONValue) -> WholeNumber {
        json.at("spec", "replicas") == nil ? 1 : json.integer("spec", "replicas")
    }

    private static func containersAndSelector(_ json: JSONValue) -> [JSONValue] {
        SelectorText.containers(json.items("spec", "template", "spec", "containers"))
            + [.string(SelectorText.selector(json.at("spec", "selector")))]
    }
}
