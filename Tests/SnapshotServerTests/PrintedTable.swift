import CheckedJSON
import Testing

/// A table as kubectl prints it, so that goldens can be held against kubectl itself.
struct PrintedTable {
    let text: String

    init(_ table: JSONValue, isWide: Bool, hasNamespaces: Bool) {
        let columns = table["columnDefinitions"]?.elements ?? []
        let shown = columns.indices.filter { isWide || columns[$0]["priority"] == .number("0") }
        var lines = [shown.map { columns[$0]["name"]?.string?.uppercased() ?? "" }]
        if hasNamespaces { lines[0].insert("NAMESPACE", at: 0) }
        for row in table["rows"]?.elements ?? [] {
            let cells = row["cells"]?.elements ?? []
            var line = shown.map { Self.text(cells[$0]) }
            if hasNamespaces { line.insert(row["object"]?["metadata"]?["namespace"]?.string ?? "", at: 0) }
            lines.append(line)
        }
        let widths = lines[0].indices.map { column in
            max(6, 3 + (lines.map { $0[column].unicodeScalars.count }.max() ?? 0))
        }
        text = lines.map { line in
            line.enumerated().map { column, cell in
                let isLast = column == line.count - 1
                return cell + String(repeating: " ", count: isLast ? 0 : widths[column] - cell.unicodeScalars.count)
            }.joined() + "\n"
        }.joined()
    }

    private static func text(_ cell: JSONValue) -> String {
        switch cell {
        case .string(let text), .number(let text): return text
        case .bool(let isTrue): return "\(isTrue)"
        default: return ""
        }
    }
}

/// What kubectl prints, and of which list.
struct PrintedList: CustomTestStringConvertible, Sendable {
    var golden: String
    var path: String
    /// The words for kubectl that give the same.
    var kubectl: [String]
    var isWide = false
    var hasNamespaces = true

    var testDescription: String { golden }

    static let all = [
        PrintedList(
            golden: "nodes-wide.txt", path: "/api/v1/nodes", kubectl: ["get", "nodes", "-o", "wide"], isWide: true,
            hasNamespaces: false),
        PrintedList(golden: "pods.txt", path: "/api/v1/pods", kubectl: ["get", "pods", "-A"]),
        PrintedList(
            golden: "pods-logging-wide.txt", path: "/api/v1/namespaces/logging/pods",
            kubectl: ["get", "pods", "-n", "logging", "-o", "wide"], isWide: true, hasNamespaces: false),
        PrintedList(
            golden: "daemonsets-wide.txt", path: "/apis/apps/v1/daemonsets",
            kubectl: ["get", "ds", "-A", "-o", "wide"], isWide: true),
        PrintedList(
            golden: "events-storage-wide.txt", path: "/api/v1/namespaces/storage/events",
            kubectl: ["get", "events", "-n", "storage", "-o", "wide"], isWide: true, hasNamespaces: false),
        PrintedList(
            golden: "controllerrevisions.txt", path: "/apis/apps/v1/controllerrevisions",
            kubectl: ["get", "controllerrevisions", "-A"]),
        PrintedList(
            golden: "services-wide.txt", path: "/api/v1/services", kubectl: ["get", "svc", "-A", "-o", "wide"],
            isWide: true),
        PrintedList(
            golden: "endpointslices.txt", path: "/apis/discovery.k8s.io/v1/endpointslices",
            kubectl: ["get", "endpointslices", "-A"]),
        PrintedList(
            golden: "priorityclasses.txt", path: "/apis/scheduling.k8s.io/v1/priorityclasses",
            kubectl: ["get", "pc"], hasNamespaces: false),
    ]
}
