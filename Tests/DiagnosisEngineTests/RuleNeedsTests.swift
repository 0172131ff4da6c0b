import ClusterSnapshot
import KubernetesModel
import Testing

@testable import DiagnosisEngine

/// Takes parts of the clusters away in which rules fire, and holds what becomes of the findings to what the rules say.
struct RuleNeedsTests {
    @Test(arguments: NamedExample.all)
    func `A rule names what its example cannot do without`(_ named: NamedExample) throws {
        let rule = try #require(RuleCatalogue.rule(of: named.code))
        let whole = Self.findings(named.code, in: named.example.snapshot, by: named.example)
        for part in Self.parts {
            guard let thinned = Self.without(part, named.example.snapshot) else { continue }
            let left = Self.findings(named.code, in: thinned, by: named.example)
            if left == whole { continue }
            let isLost = left.isEmpty
            let named = isLost ? rule.needs : rule.needs + rule.weakenedWithout
            #expect(named.contains(part), "without \(part) \(isLost ? "it is not found" : "it says otherwise")")
        }
    }

    @Test(arguments: FindingCode.allCases)
    func `A rule names what it needs once, and needs something`(_ code: FindingCode) throws {
        let rule = try #require(RuleCatalogue.rule(of: code))
        let named = rule.needs + rule.weakenedWithout
        #expect(Set(named).count == named.count)
        #expect(!rule.needs.isEmpty)
    }

    private static let parts: [SnapshotPart] =
        ObjectKind.allCases.map { .objects($0) } + [.podsOfOtherNamespaces, .containerLogs, .kubeletSummaries]

    private static func findings(
        _ code: FindingCode, in snapshot: Snapshot, by example: RuleExample
    ) -> [Finding] { example.diagnosis(of: snapshot).findings.filter { $0.code == code } }

    /// The snapshot without a part, which a gap tells of; nil where it has none of it.
    private static func without(_ part: SnapshotPart, _ whole: Snapshot) -> Snapshot? {
        var snapshot = whole
        switch part {
        case .objects(.node): snapshot.nodes = []
        case .objects(.pod): snapshot.pods = []
        case .objects(.daemonSet): snapshot.daemonSets = []
        case .objects(.event): snapshot.events = []
        case .objects(.service): snapshot.services = []
        case .objects(.priorityClass): snapshot.priorityClasses = []
        case .objects(.persistentVolumeClaim): snapshot.persistentVolumeClaims = []
        case .objects(.persistentVolume): snapshot.persistentVolumes = []
        case .objects(.storageClass): snapshot.storageClasses = []
        case .objects(.namespace): snapshot.namespaces = []
        case .objects(.controllerRevision): snapshot.controllerRevisions = []
        case .podsOfOtherNamespaces:
            let own = Set(snapshot.daemonSets.map(\.namespace))
            snapshot.pods.removeAll { !own.contains($0.namespace) }
        case .containerLogs: snapshot.logs = []
        case .kubeletSummaries: snapshot.kubeletSummaries = []
        default: return nil
        }
        if snapshot == whole { return nil }
        var code = Gap.Code.namespacesPartial
        if case .objects(let kind) = part { code = Gap.Code(missing: kind) }
        if part == .containerLogs { code = .logsMissing }
        snapshot.gaps.append(Gap(code: code, detail: "taken away", missing: [part]))
        return snapshot
    }
}
