import CheckedJSON
import HTTPServing

/// Tells clients what is served, so that kubectl finds `ds` and `daemonsets.apps`.
struct Discovery {
    let cluster: ServedCluster

    /// The paths that lead on.
    var paths: ServerResponse {
        let paths = ["/api", "/api/v1", "/apis", "/healthz", "/livez", "/readyz", "/version"]
        let groups = groupNames.flatMap { group in
            ["/apis/\(group)"] + versions(of: group).map { "/apis/\(group)/\($0)" }
        }
        return .json(JSONValue.object(["paths": .array((paths + groups).sorted().map { .string($0) })]).bytes)
    }

    var version: ServerResponse {
        // Of a version that nothing tells, clients are told one that they can read.
        let told = cluster.kubernetesVersion.isEmpty ? "v0.0.0" : cluster.kubernetesVersion
        let numbers = told.drop { !$0.isNumber }.split(separator: ".").map { $0.prefix(while: \.isNumber) }
        return .json(
            JSONValue.object([
                "major": .string(String(numbers.first ?? "0")),
                "minor": .string(String(numbers.dropFirst().first ?? "0")), "gitVersion": .string(told),
                "gitCommit": .string(""), "gitTreeState": .string(""),
                "buildDate": .string("1970-01-01T00:00:00Z"), "goVersion": .string(""),
                "compiler": .string(""), "platform": .string(""),
            ]).bytes)
    }

    /// `/api`.
    func coreVersions(_ request: ServerRequest) -> ServerResponse {
        if let aggregated = AggregatedDiscovery.version(request) {
            return AggregatedDiscovery(cluster: cluster, version: aggregated).response(groups: [""])
        }
        return .json(
            JSONValue.object([
                "kind": .string("APIVersions"), "versions": .array([.string("v1")]),
                "serverAddressByClientCIDRs": .array([]),
            ]).bytes)
    }

    /// `/apis`.
    func groups(_ request: ServerRequest) -> ServerResponse {
        if let aggregated = AggregatedDiscovery.version(request) {
            return AggregatedDiscovery(cluster: cluster, version: aggregated).response(groups: groupNames)
        }
        return .json(
            JSONValue.object([
                "kind": .string("APIGroupList"), "apiVersion": .string("v1"),
                "groups": .array(groupNames.map { .object(description(of: $0)) }),
            ]).bytes)
    }

    /// `/apis/GROUP`.
    func group(_ group: String) throws(APIStatus) -> ServerResponse {
        guard groupNames.contains(group) else { throw .unknownPath }
        var json = description(of: group)
        json["kind"] = .string("APIGroup")
        json["apiVersion"] = .string("v1")
        return .json(JSONValue.object(json).bytes)
    }

    /// `/api/v1` and `/apis/GROUP/VERSION`.
    func resources(group: String, version: String) throws(APIStatus) -> ServerResponse {
        let own = cluster.resources.map(\.definition).filter { $0.group == group && $0.version == version }
        guard let first = own.first else { throw .unknownPath }
        var resources = own.map(Self.json)
        if own.contains(where: { $0.group.isEmpty && $0.plural == "pods" }) {
            resources.append(
                .object([
                    "name": .string("pods/log"), "singularName": .string(""), "namespaced": .bool(true),
                    "kind": .string("Pod"), "verbs": .array([.string("get")]),
                ]))
        }
        return .json(
            JSONValue.object([
                "kind": .string("APIResourceList"), "apiVersion": .string("v1"),
                "groupVersion": .string(first.apiVersion), "resources": .array(resources),
            ]).bytes)
    }

    /// The groups beside the core group, those of Kubernetes itself first, as kubectl prefers the earlier of two
    /// resources with one name.
    private var groupNames: [String] {
        var names: [String] = []
        for resource in cluster.resources where !resource.definition.group.isEmpty {
            if names.last != resource.definition.group { names.append(resource.definition.group) }
        }
        func isBuiltIn(_ name: String) -> Bool { !name.contains(".") || name.hasSuffix(".k8s.io") }
        func isMetrics(_ name: String) -> Bool { name == "metrics.k8s.io" }
        return names.filter { isBuiltIn($0) && !isMetrics($0) } + names.filter { !isBuiltIn($0) }
            + names.filter(isMetrics)
    }

    private func versions(of group: String) -> [String] {
        var versions: [String] = []
        for resource in cluster.resources where resource.definition.group == group {
            if !versions.contains(resource.definition.version) { versions.append(resource.definition.version) }
        }
        return versions.sorted(by: APIVersionOrder.precedes)
    }

    private func description(of group: String) -> [String: JSONValue] {
        let versions = versions(of: group).map { version in
            JSONValue.object(["groupVersion": .string("\(group)/\(version)"), "version": .string(version)])
        }
        return ["name": .string(group), "versions": .array(versions), "preferredVersion": versions.first ?? .null]
    }

    static let verbs = JSONValue.array([.string("get"), .string("list"), .string("watch")])

    private static func json(_ resource: ResourceDefinition) -> JSONValue {
        .members([
            "name": .string(resource.plural), "singularName": .string(resource.singular),
            "namespaced": .bool(resource.isNamespaced), "kind": .string(resource.kind), "verbs": verbs,
            "shortNames": .strings(resource.shortNames), "categories": .strings(resource.categories),
        ])
    }
}
