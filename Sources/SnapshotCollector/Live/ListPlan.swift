import KubernetesClient
import KubernetesModel
import ObjectDecoding

/// How all objects of a kind are asked for.
package struct ListPlan: Equatable, Sendable {
    package var kind: ObjectKind
    /// The place of the version in the kind's `apiVersions`.
    package var versionPlace = 0
    /// Nil for all namespaces.
    package var namespace: String?
    /// The moment that the list is to be of; nil for now.
    package var resourceVersion: String?
    /// Objects a page; zero for all in one.
    package var chunkSize: Int
    /// How often the list was begun anew because its pages grew too old.
    package var restarts = 0

    private static let mostRestarts = 2

    /// A plan for all objects of a kind in its best version, as they are now.
    package init(kind: ObjectKind, chunkSize: Int) {
        self.kind = kind
        self.chunkSize = chunkSize
    }

    /// What a failed plan leads to.
    package enum Consequence: Equatable {
        /// The same objects are asked for in another way.
        case tryInstead([ListPlan])
        /// The cluster has no such kind.
        case notServed
        case forbidden(String)
        case failed(ClientError)
    }

    /// The request for the page that `token` leads to; nil for the first.
    func request(continuing token: String?) -> APIRequest {
        var query: [APIRequest.QueryItem] = []
        if chunkSize > 0 { query.append(.init("limit", "\(chunkSize)")) }
        if let token {
            query.append(.init("continue", token))
        } else if let resourceVersion {
            query += [.init("resourceVersion", resourceVersion), .init("resourceVersionMatch", "Exact")]
        }
        return APIRequest(path, query)
    }

    /// Where the list is.
    package var path: String { kind.listPath(version: kind.apiVersions[versionPlace], namespace: namespace) }

    /// What to do after this failure. `namespaces` are those that are asked for one by one where all are not allowed.
    package func consequence(of error: ClientError, namespaces: [String]) -> Consequence {
        switch error {
        case .expired where restarts < Self.mostRestarts:
            var plan = self
            plan.restarts += 1
            plan.resourceVersion = nil
            // What is listed in one page cannot grow too old between two.
            if plan.restarts == Self.mostRestarts { plan.chunkSize = 0 }
            return .tryInstead([plan])
        case .refused(_, let status, _) where resourceVersion != nil && [400, 422, 500, 504].contains(status):
            // Not every server lists a moment that is past, or knows it yet.
            var plan = self
            plan.resourceVersion = nil
            return .tryInstead([plan])
        case .notFound:
            guard versionPlace + 1 < kind.apiVersions.count else { return .notServed }
            var plan = self
            plan.versionPlace += 1
            return .tryInstead([plan])
        case .forbidden(_, let message):
            guard kind.isNamespaced, namespace == nil, !namespaces.isEmpty else { return .forbidden(message) }
            return .tryInstead(
                namespaces.map { name in
                    var plan = self
                    plan.namespace = name
                    return plan
                })
        default: return .failed(error)
        }
    }
}
