import KubernetesModel
import TestBuilders
import Testing

@testable import DiagnosisEngine

/// What findings mean to a rollout that is followed.
struct RolloutMeaningTests {
    static let cases: [(FindingCode, Parameters, RolloutMeaning)] = [
        (.imagePullFailed, ["reason": "not-found"], RolloutMeaning(.revision, .stays(seconds: 5))),
        (.imagePullFailed, ["reason": "rate-limited"], RolloutMeaning(.cluster, .mayPass)),
        (.imageNameInvalid, [:], RolloutMeaning(.revision, .stays(seconds: 5))),
        (.crashLoopErrorExit, [:], RolloutMeaning(.comparison, .stays(seconds: 20))),
        (.readinessProbeFailing, [:], RolloutMeaning(.comparison, .mayPass)),
        (.readinessProbeFailing, ["missingProgram": "curl"], RolloutMeaning(.comparison, .stays(seconds: 20))),
        (.nodeNotReady, [:], RolloutMeaning(.node, .mayPass)),
        (.nodeGoingAway, [:], RolloutMeaning(.node, .mayPass)),
        (.insufficientResource, [:], RolloutMeaning(.node, .mayPass)),
        (.minReadySecondsRunning, [:], RolloutMeaning(.comparison, .passes)),
        (.imagePullSlow, [:], RolloutMeaning(.comparison, .passes)),
        (.podCreationForbidden, ["kind": "webhook-failed"], RolloutMeaning(.cluster, .mayPass)),
        (.podCreationForbidden, ["kind": "pod-security"], RolloutMeaning(.comparison, .stays(seconds: 20))),
        (.causeUnknown, [:], RolloutMeaning(.unknown, .mayPass)),
    ]

    @Test(arguments: cases)
    func `A rule says whether waiting heals its finding`(
        code: FindingCode, parameters: Parameters, expected: RolloutMeaning
    ) throws {
        let finding = Finding(code: code, severity: .critical, title: "", message: "", parameters: parameters)
        let rule = try #require(RuleCatalogue.rule(of: code))
        let change = RevisionChange(older: podSpec(), newer: podSpec())
        #expect(rule.rolloutMeaning(of: finding, in: change) == expected)
    }

    static let changes: [(String, PodSpec, Bool)] = [
        ("nothing else", podSpec(), false),
        ("another image", podSpec([container(image: "registry.example/main:2")]), false),
        ("more memory", podSpec([container(requests: ["memory": "1Gi"])]), true),
        ("another host port", podSpec([container(hostPort: 9100)]), true),
        ("a label that its nodes need", podSpec { $0.nodeSelector = ["pool": "gpu"] }, true),
    ]

    @Test(arguments: changes)
    func `A full node is the revision's fault only where it asks for more`(name: String, newer: PodSpec, isMore: Bool) {
        let change = RevisionChange(older: podSpec(), newer: newer)
        #expect(change.asksForMore == isMore)
        #expect((FindingFamily.scheduling.rolloutMeaning(in: change).fault == .revision) == isMore)
    }

    @Test func `A registry that the older revision did not need is a wrong name`() {
        let image = "registry.nowhere.example/main:2"
        let finding = Finding(
            code: .imagePullFailed, severity: .critical, title: "", message: "",
            parameters: ["reason": "unreachable", "image": .text(image)])
        let moved = RevisionChange(older: podSpec(), newer: podSpec([container(image: image)]))
        #expect(ImagePullFailedRule.rolloutMeaning(of: finding, in: moved).fault == .revision)
        let kept = RevisionChange(older: podSpec([container(image: image)]), newer: podSpec([container(image: image)]))
        #expect(ImagePullFailedRule.rolloutMeaning(of: finding, in: kept) == RolloutMeaning(.cluster, .mayPass))
    }
}
