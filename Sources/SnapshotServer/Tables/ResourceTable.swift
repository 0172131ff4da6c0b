import CheckedJSON
import KubernetesModel

/// How objects of a resource become rows, by the rules of Kubernetes' own printers (`pkg/printers/internalversion`).
struct ResourceTable: Sendable {
    var columns: [TableColumn]
    /// The cells of an object, as many as there are columns.
    private let cells: @Sendable (TableObject) -> [JSONValue]

    init(_ columns: [TableColumn], cells: @escaping @Sendable (TableObject) -> [JSONValue]) {
        self.columns = columns
        self.cells = cells
    }

    /// The row of an object.
    func row(of object: StoredObject, now: Timestamp) -> [JSONValue] {
        let json = (try? JSONValue(object.bytes)) ?? .object([:])
        return cells(TableObject(name: object.name, json: json, now: now))
    }

    static func of(_ resource: ResourceDefinition) -> ResourceTable {
        if let table = tables[resource.groupResource] { return table }
        let isBuiltIn = !resource.group.contains(".") || resource.group.hasSuffix(".k8s.io")
        return isBuiltIn ? .createdAt : .nameAndAge
    }

    /// The API server's columns for its own resources without a printer (`rest.NewDefaultTableConvertor`).
    private static let createdAt = ResourceTable([.name, TableColumn(name: "Created At", type: "date")]) { object in
        [.string(object.name), .string(object.json.text("metadata", "creationTimestamp"))]
    }

    /// The API server's columns for custom resources.
    static let nameAndAge = ResourceTable([.name, TableColumn(name: "Age", type: "date")]) { object in
        [.string(object.name), object.age]
    }

    private static func core(_ plural: String) -> GroupResource { GroupResource(group: "", plural: plural) }
    private static func apps(_ plural: String) -> GroupResource { GroupResource(group: "apps", plural: plural) }

    private static let tables: [GroupResource: ResourceTable] = [
        core("nodes"): .nodes, core("pods"): .pods, core("events"): .events, core("services"): .services,
        core("namespaces"): .namespaces, core("serviceaccounts"): .serviceAccounts,
        core("persistentvolumes"): .persistentVolumes, core("persistentvolumeclaims"): .persistentVolumeClaims,
        core("resourcequotas"): .resourceQuotas, core("configmaps"): .configMaps,
        apps("daemonsets"): .daemonSets, apps("controllerrevisions"): .controllerRevisions,
        apps("deployments"): .deployments, apps("replicasets"): .replicaSets, apps("statefulsets"): .statefulSets,
        GroupResource(group: "batch", plural: "jobs"): .jobs,
        GroupResource(group: "batch", plural: "cronjobs"): .cronJobs,
        GroupResource(group: "events.k8s.io", plural: "events"): .events,
        GroupResource(group: "discovery.k8s.io", plural: "endpointslices"): .endpointSlices,
        GroupResource(group: "policy", plural: "poddisruptionbudgets"): .podDisruptionBudgets,
        GroupResource(group: "scheduling.k8s.io", plural: "priorityclasses"): .priorityClasses,
        GroupResource(group: "node.k8s.io", plural: "runtimeclasses"): .runtimeClasses,
        GroupResource(group: "storage.k8s.io", plural: "storageclasses"): .storageClasses,
        GroupResource(group: "storage.k8s.io", plural: "csinodes"): .csiNodes,
    ]
}
