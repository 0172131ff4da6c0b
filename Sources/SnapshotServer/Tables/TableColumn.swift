import CheckedJSON

/// A column of a table (`metav1.TableColumnDefinition`).
struct TableColumn: Hashable, Sendable {
    var name: String
    /// `string`, `integer`, `boolean` or `date`.
    var type = "string"
    var format = ""
    /// 0 for columns that kubectl always prints, 1 for those of `-o wide`.
    var priority = 0

    var json: JSONValue {
        .object([
            "name": .string(name), "type": .string(type), "format": .string(format), "description": .string(""),
            "priority": .integer(priority),
        ])
    }
}

extension TableColumn {
    /// The column that kubectl takes for the object's name.
    static let name = TableColumn(name: "Name", format: "name")
    static let age = text("Age")

    static func text(_ name: String) -> TableColumn { TableColumn(name: name) }
    static func number(_ name: String) -> TableColumn { TableColumn(name: name, type: "integer") }
    static func truth(_ name: String) -> TableColumn { TableColumn(name: name, type: "boolean") }
    /// A column that only `-o wide` prints.
    static func wide(_ name: String) -> TableColumn { TableColumn(name: name, priority: 1) }

    /// kubectl's columns for workloads with `-o wide`.
    static let workload = [wide("Containers"), wide("Images"), wide("Selector")]
}
