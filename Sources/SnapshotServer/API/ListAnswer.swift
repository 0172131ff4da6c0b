import CheckedJSON
import HTTPServing

/// The answer to a list: objects of a resource as they are written, a page of them or all.
struct ListAnswer {
    let cluster: ServedCluster
    let resource: ServedResource
    /// Nil for objects of all namespaces.
    let namespace: String?
    let options: ListOptions
    let representation: Representation

    /// A page, and what is behind it.
    private struct Page {
        var places: [Int] = []
        var continueToken: String?
        /// How many objects are behind it; nil where that would have to be counted.
        var remaining: Int?
    }

    func response() throws(APIStatus) -> ServerResponse {
        try checkVersion()
        let page = try page()
        let form = ObjectForm(representation, resource: resource.definition, now: cluster.capturedAt)
        var metadata = #"{"resourceVersion":"\#(cluster.resourceVersion)""#
        if let token = page.continueToken { metadata += #","continue":"\#(token)""# }
        if let remaining = page.remaining { metadata += #","remainingItemCount":\#(remaining)"# }
        metadata += "}"
        var pieces: [[UInt8]] = []
        pieces.reserveCapacity(2 * page.places.count + 2)
        if case .table = representation {
            pieces.append(form.tableHead(metadata: Array(metadata.utf8)))
        } else {
            let type = form.listType
            pieces.append(
                Array(#"{"kind":"#.utf8) + JSONValue.string(type.kind).bytes + Array(#","apiVersion":"#.utf8)
                    + JSONValue.string(type.apiVersion).bytes + Array(#","metadata":\#(metadata),"items":["#.utf8))
        }
        let comma = [UInt8(ascii: ",")]
        for (index, place) in page.places.enumerated() {
            if index > 0 { pieces.append(comma) }
            pieces += form.item(resource.objects[place])
        }
        pieces.append(Array("]}\n".utf8))
        return ServerResponse(contentType: ServerResponse.json, body: .pieces(pieces))
    }

    /// The snapshot has one version only.
    private func checkVersion() throws(APIStatus) {
        guard let version = options.resourceVersion else { return }
        if version > cluster.resourceVersion {
            throw .tooLargeVersion(version, present: cluster.resourceVersion)
        }
        if options.versionMatch == .exact, version < cluster.resourceVersion {
            throw .expired("The resourceVersion for the provided list is too old.")
        }
    }

    private func page() throws(APIStatus) -> Page {
        let range = resource.range(namespace: namespace)
        var start = range.lowerBound
        if !options.continueToken.isEmpty {
            let token = try ContinueToken(options.continueToken, fingerprint: cluster.fingerprint)
            start = min(max(start, resource.place(after: token.key)), range.upperBound)
        }
        let filter = ObjectFilter(labels: options.labels, fields: options.fields)
        var page = Page()
        if filter.isEmpty {
            let count = options.limit > 0 ? min(options.limit, range.upperBound - start) : range.upperBound - start
            page.places = Array(start..<start + count)
            if start + count < range.upperBound { page.remaining = range.upperBound - start - count }
            page.continueToken = page.remaining.flatMap { _ in token(after: start + count - 1) }
            return page
        }
        for place in start..<range.upperBound where filter.matches(resource.objects[place]) {
            if options.limit > 0, page.places.count == options.limit {
                page.continueToken = page.places.last.map { token(after: $0) }
                break
            }
            page.places.append(place)
        }
        return page
    }

    private func token(after place: Int) -> String {
        ContinueToken(fingerprint: cluster.fingerprint, key: resource.objects[place].key).text
    }
}
