import CheckedJSON
import HTTPServing

/// All that is served, in one answer (`APIGroupDiscoveryList`), for clients that understand it.
struct AggregatedDiscovery {
    let cluster: ServedCluster
    /// `v2` or `v2beta1`.
    let version: String

    /// The version that a request accepts; nil when it accepts none before plain discovery.
    static func version(_ request: ServerRequest) -> String? {
        for range in AcceptedType.list(request.headers["accept"] ?? "") where range.isJSON {
            guard range.parameters["as"] == "APIGroupDiscoveryList" else { return nil }
            if let version = range.parameters["v"], version == "v2" || version == "v2beta1" { return version }
        }
        return nil
    }

    func response(groups: [String]) -> ServerResponse {
        let json = JSONValue.object([
            "kind": .string("APIGroupDiscoveryList"), "apiVersion": .string("apidiscovery.k8s.io/\(version)"),
            "metadata": .object([:]), "items": .array(groups.map(group)),
        ])
        return .json(
            json.bytes,
            contentType: "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList")
    }

    private func group(_ name: String) -> JSONValue {
        let own = cluster.resources.map(\.definition).filter { $0.group == name }
        let byVersion = Dictionary(grouping: own, by: \.version).sorted { APIVersionOrder.precedes($0.key, $1.key) }
        let versions = byVersion.map { version, resources in
            JSONValue.object([
                "version": .string(version), "resources": .array(resources.map(resource)),
                "freshness": .string("Current"),
            ])
        }
        return .object([
            "metadata": name.isEmpty ? .object([:]) : .object(["name": .string(name)]), "versions": .array(versions),
        ])
    }

    private func resource(_ resource: ResourceDefinition) -> JSONValue {
        .members([
            "resource": .string(resource.plural), "responseKind": kind(resource),
            "scope": .string(resource.isNamespaced ? "Namespaced" : "Cluster"),
            "singularResource": .string(resource.singular), "verbs": Discovery.verbs,
            "shortNames": .strings(resource.shortNames), "categories": .strings(resource.categories),
        ])
    }

    private func kind(_ resource: ResourceDefinition) -> JSONValue {
        .object([
            "group": .string(resource.group), "version": .string(resource.version), "kind": .string(resource.kind),
        ])
    }
}
