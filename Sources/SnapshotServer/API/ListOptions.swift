import HTTPServing

/// The parameters of a list or watch (`metav1.ListOptions`).
struct ListOptions {
    /// How a list's version must stand to the one that is asked for.
    enum VersionMatch: String {
        case exact = "Exact"
        case notOlderThan = "NotOlderThan"
    }

    var isWatch = false
    var labels: LabelQuery
    var fields: FieldQuery
    /// How many objects a page has; 0 means all.
    var limit = 0
    var continueToken = ""
    /// Nil where none is asked for; 0 means any.
    var resourceVersion: UInt64?
    var versionMatch: VersionMatch?
    var allowsBookmarks = false
    var sendsInitialEvents: Bool?
    var timeoutSeconds: Int?

    init(_ request: ServerRequest, resource: ResourceDefinition) throws(APIStatus) {
        isWatch = Self.isTrue(request, "watch") ?? false
        labels = try LabelQuery(parsing: request.parameter("labelSelector") ?? "")
        fields = try FieldQuery(parsing: request.parameter("fieldSelector") ?? "", for: resource)
        limit = max(0, try Self.number(request, "limit") ?? 0)
        continueToken = request.parameter("continue") ?? ""
        resourceVersion = try Self.version(request)
        allowsBookmarks = Self.isTrue(request, "allowWatchBookmarks") ?? false
        sendsInitialEvents = Self.isTrue(request, "sendInitialEvents")
        timeoutSeconds = try Self.number(request, "timeoutSeconds")
        try readVersionMatch(request)
        if !continueToken.isEmpty, let resourceVersion, resourceVersion != 0 {
            throw .badRequest("specifying resource version is not allowed when using continue")
        }
    }

    /// Reads how versions are compared, which goes with some other parameters only (`ValidateListOptions`).
    private mutating func readVersionMatch(_ request: ServerRequest) throws(APIStatus) {
        let field = "resourceVersionMatch: Forbidden: "
        if !isWatch, sendsInitialEvents != nil {
            throw .invalidListOptions("sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list")
        }
        guard let text = request.parameter("resourceVersionMatch"), !text.isEmpty else {
            if sendsInitialEvents != nil {
                throw .invalidListOptions(
                    field + "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
            }
            return
        }
        guard let match = VersionMatch(rawValue: text) else {
            throw .invalidListOptions(
                "resourceVersionMatch: Unsupported value: \(APIStatus.quoted(text)): supported values: "
                    + "\"Exact\", \"NotOlderThan\", \"\"")
        }
        versionMatch = match
        if isWatch {
            if sendsInitialEvents == nil {
                throw .invalidListOptions(
                    field + "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided")
            }
            if match != .notOlderThan {
                throw .invalidListOptions(
                    field + "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
            }
            return
        }
        if resourceVersion == nil {
            throw .invalidListOptions(field + "resourceVersionMatch is forbidden unless resourceVersion is provided")
        }
        if !continueToken.isEmpty {
            throw .invalidListOptions(field + "resourceVersionMatch is forbidden when continue is provided")
        }
        if match == .exact, resourceVersion == 0 {
            throw .invalidListOptions(field + "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"")
        }
    }

    /// The version that a request asks for; nil where it asks for none.
    static func version(_ request: ServerRequest) throws(APIStatus) -> UInt64? {
        guard let text = request.parameter("resourceVersion"), !text.isEmpty else { return nil }
        guard let version = UInt64(text) else {
            throw .badRequest("invalid resource version: \(APIStatus.quoted(text))")
        }
        return version
    }

    /// A parameter that is there counts as true, unless it says otherwise (`Convert_Slice_string_To_bool`).
    static func isTrue(_ request: ServerRequest, _ name: String) -> Bool? {
        request.parameter(name).map { $0.lowercased() != "false" && $0 != "0" }
    }

    static func number(_ request: ServerRequest, _ name: String) throws(APIStatus) -> Int? {
        guard let text = request.parameter(name), !text.isEmpty else { return nil }
        guard let number = Int(text) else {
            throw .badRequest("strconv.ParseInt: parsing \(APIStatus.quoted(text)): invalid syntax")
        }
        return number
    }
}
