import DiagnosisEngine
import Testing

/// A mesh's redirect on the host network is blamed only for a silence that follows it.
struct MeshRedirectTests {
    @Test(
        arguments: [
            ("a mesh's init container redirects the traffic of the host network", "linkerd-init"),
            ("the redirect was there for a day before the node fell silent", nil),
            ("the kubelet of a node with a daemon pod has stopped reporting", nil),
        ] as [(String, String?)])
    func `The redirect is named where the node fell silent soon after it`(example: String, redirect: String?) throws {
        let examples = RuleCatalogue.rule(of: .nodeUnreachable)?.examples ?? []
        let found = try #require(examples.first { $0.name == example }).findings()
            .filter { $0.code == .nodeUnreachable }
        #expect(!found.isEmpty)
        #expect(found.compactMap { $0.parameters.text("redirect") }.first == redirect)
    }
}
