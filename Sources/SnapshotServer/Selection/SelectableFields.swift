/// The fields by which objects of a resource can be selected (`AddFieldLabelConversionFunc` and `SelectableFields` of
/// each resource's strategy), beside `metadata.name` and `metadata.namespace`, which all have.
struct SelectableFields: Sendable {
    /// One field: what it is called, and where it stands.
    struct Field: Sendable {
        var label: String
        /// The paths of which the first that has a value counts.
        var paths: [String]
        /// The value of an absent field.
        var absent: String

        init(_ label: String, _ paths: [String] = [], absent: String = "") {
            self.label = label
            self.paths = paths.isEmpty ? [label] : paths
            self.absent = absent
        }
    }

    let fields: [Field]
    let extraction: FieldExtraction

    private init(_ fields: [Field]) {
        self.fields = fields
        extraction = FieldExtraction(paths: fields.flatMap(\.paths))
    }

    /// The values of the fields, from those of all their paths.
    func values(_ pathValues: [String]) -> [String] {
        var place = 0
        return fields.map { field in
            defer { place += field.paths.count }
            return pathValues[place..<place + field.paths.count].first { !$0.isEmpty } ?? field.absent
        }
    }

    static func of(_ resource: ResourceDefinition) -> SelectableFields { table[resource.groupResource] ?? none }

    private static let none = SelectableFields([])

    private static let table: [GroupResource: SelectableFields] = [
        GroupResource(group: "", plural: "pods"): SelectableFields([
            Field("spec.nodeName"), Field("spec.restartPolicy"), Field("spec.schedulerName"),
            Field("spec.serviceAccountName"), Field("spec.hostNetwork", absent: "false"), Field("status.phase"),
            Field("status.podIP"), Field("status.nominatedNodeName"),
        ]),
        GroupResource(group: "", plural: "nodes"): SelectableFields([Field("spec.unschedulable", absent: "false")]),
        GroupResource(group: "", plural: "namespaces"): SelectableFields([Field("status.phase")]),
        GroupResource(group: "", plural: "services"): SelectableFields([Field("spec.clusterIP"), Field("spec.type")]),
        GroupResource(group: "", plural: "events"): SelectableFields([
            Field("involvedObject.kind"), Field("involvedObject.namespace"), Field("involvedObject.name"),
            Field("involvedObject.uid"), Field("involvedObject.apiVersion"), Field("involvedObject.resourceVersion"),
            Field("involvedObject.fieldPath"), Field("reason"), Field("reportingComponent"),
            Field("source", ["source.component", "reportingComponent"]), Field("type"),
        ]),
        GroupResource(group: "events.k8s.io", plural: "events"): SelectableFields([
            Field("regarding.kind"), Field("regarding.namespace"), Field("regarding.name"), Field("regarding.uid"),
            Field("regarding.apiVersion"), Field("regarding.resourceVersion"), Field("regarding.fieldPath"),
            Field("reason"), Field("reportingController"), Field("type"),
        ]),
        GroupResource(group: "batch", plural: "jobs"): SelectableFields([
            Field("status.successful", ["status.succeeded"])
        ]),
    ]
}
