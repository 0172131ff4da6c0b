import KubernetesModel
import TestBuilders
import Testing

@testable import PodAdmission

@Suite("LimitRanges fill in and bound what containers ask for")
struct LimitRangeTests {
    private func reviewing(
        requests: [String: String], limits: [String: String] = [:], _ edit: (inout LimitRangeItem) -> Void
    ) -> Reviewing {
        var item = LimitRangeItem()
        edit(&item)
        var range = LimitRange()
        range.metadata = ObjectMeta(name: "small", namespace: "logging")
        range.limits = [item.withDefaults]
        var reviewing = Reviewing()
        reviewing.spec = podSpec([container("agent", requests: requests, limits: limits)])
        reviewing.snapshot.limitRanges = [range]
        return reviewing
    }

    private static let place = "spec.template.spec.containers[0].resources"

    @Test(
        "Bounds",
        arguments: [
            (["memory": "32Mi"], ["memory": "64Mi"], [] as Set<String>),
            (["memory": "32Mi"], ["memory": "128Mi"], ["limits[memory]"]),
            (["memory": "8Mi"], ["memory": "64Mi"], ["requests[memory]"]),
            ([:], ["memory": "64Mi"], []),
            (["cpu": "1"], [:], []),
        ] as [([String: String], [String: String], Set<String>)])
    func bounds(requests: [String: String], limits: [String: String], refused: Set<String>) throws {
        let reviewing = reviewing(requests: requests, limits: limits) {
            $0.max = resources(["memory": "64Mi"])
            $0.min = resources(["memory": "16Mi"])
        }
        #expect(try reviewing.findings() == Set(refused.map { "limit-range-violated \(Self.place).\($0)" }))
    }

    @Test("Where a maximum is given it is the default limit, and that the default request")
    func defaults() throws {
        let reviewing = reviewing(requests: [:]) { $0.max = resources(["memory": "64Mi"]) }
        #expect(
            try reviewing.review().changes == ["container agent: memory request 64Mi, memory limit 64Mi"])
    }

    @Test("A default limit below the request makes the pod invalid")
    func contradiction() throws {
        let reviewing = reviewing(requests: ["memory": "100Mi"]) { $0.defaultLimits = resources(["memory": "32Mi"]) }
        #expect(try reviewing.findings() == ["limit-range-violated \(Self.place).requests[memory]"])
    }

    @Test("Defaults of containers cannot exceed what the pod as a whole asks for and may use")
    func podLevel() throws {
        func findings(request: String, limit: String) throws -> Set<String> {
            var reviewing = reviewing(requests: [:]) { $0.defaultLimits = resources(["memory": "64Mi"]) }
            reviewing.spec.resources.requests = resources(["memory": request])
            reviewing.spec.resources.limits = resources(["memory": limit])
            return try reviewing.findings()
        }
        #expect(try findings(request: "64Mi", limit: "64Mi").isEmpty)
        #expect(
            try findings(request: "32Mi", limit: "64Mi") == [
                "limit-range-violated spec.template.spec.resources.requests[memory]"
            ])
        #expect(
            try findings(request: "32Mi", limit: "48Mi") == [
                "limit-range-violated spec.template.spec.resources.requests[memory]",
                "limit-range-violated \(Self.place).limits[memory]",
            ])
    }

    @Test(
        "A limit may be so many times the request",
        arguments: [
            (["memory": "32Mi"], ["memory": "64Mi"], true), (["memory": "32Mi"], ["memory": "65Mi"], false),
            (["memory": "32Mi"], [:], false), ([:], ["memory": "64Mi"], true),
        ] as [([String: String], [String: String], Bool)])
    func ratio(requests: [String: String], limits: [String: String], isAllowed: Bool) throws {
        let reviewing = reviewing(requests: requests, limits: limits) {
            $0.maxLimitRequestRatio = resources(["memory": "2"])
        }
        #expect(try reviewing.findings().isEmpty == isAllowed)
    }

    @Test("Pods as a whole have bounds of their own")
    func pods() throws {
        var reviewing = reviewing(requests: ["memory": "40Mi"], limits: ["memory": "40Mi"]) {
            $0.type = "Pod"
            $0.max = resources(["memory": "64Mi"])
        }
        #expect(try reviewing.findings().isEmpty)
        reviewing.spec.containers.append(reviewing.spec.containers[0])
        #expect(try reviewing.findings() == ["limit-range-violated spec.template.spec.containers"])
    }
}
