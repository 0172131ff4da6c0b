import HTTPServing

/// The form in which objects are to be answered (the `Accept` header).
enum Representation: Equatable, Sendable {
    /// The extra content of a table's rows besides their cells.
    enum IncludedObject: String, Sendable {
        case none = "None"
        case metadata = "Metadata"
        case object = "Object"
    }

    /// Objects as they are.
    case objects
    /// A table, as kubectl prints it.
    case table(IncludedObject)
    /// The metadata of objects only.
    case metadata

    /// The first form of those that a request accepts that there is.
    init(_ request: ServerRequest) throws(APIStatus) {
        let ranges = AcceptedType.list(request.headers["accept"] ?? "*/*")
        for range in ranges where range.isJSON {
            switch (range.parameters["as"], range.parameters["g"] ?? "meta.k8s.io", range.parameters["v"] ?? "v1") {
            case (nil, _, _):
                self = .objects
                return
            case ("Table", "meta.k8s.io", "v1"):
                let text = request.parameter("includeObject") ?? ""
                guard let included = IncludedObject(rawValue: text.isEmpty ? "Metadata" : text) else {
                    throw .badRequest(
                        "Unable to convert to Table as requested: includeObject: Invalid value: "
                            + "\(APIStatus.quoted(text)): must be 'Metadata', 'Object', 'None', or empty")
                }
                self = .table(included)
                return
            case ("PartialObjectMetadata", "meta.k8s.io", "v1"), ("PartialObjectMetadataList", "meta.k8s.io", "v1"):
                self = .metadata
                return
            default: continue
            }
        }
        throw .notAcceptable
    }
}

/// One media type of an `Accept` header.
struct AcceptedType {
    var type: String
    var parameters: [String: String]

    var isJSON: Bool { type == "application/json" || type == "application/*" || type == "*/*" }

    /// The types of a header, in its order. Weights do not count, as in Kubernetes' own clients they never differ.
    static func list(_ header: String) -> [AcceptedType] {
        header.split(separator: ",").map { part in
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " } }
            var parameters: [String: String] = [:]
            for piece in pieces.dropFirst() {
                let sides = piece.split(separator: "=", maxSplits: 1)
                if sides.count == 2 { parameters[String(sides[0])] = String(sides[1]) }
            }
            return AcceptedType(type: (pieces.first ?? "").lowercased(), parameters: parameters)
        }
    }
}
