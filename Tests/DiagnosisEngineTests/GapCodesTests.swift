import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import ObjectDecoding
import Testing

struct GapCodesTests {
    private static func gap(_ code: Gap.Code, _ missing: SnapshotPart..., savedCodes: [String] = []) -> Gap {
        Gap(code: code, detail: "gone", missing: missing, savedCodes: savedCodes)
    }

    @Test func `Without pods no crash and no failed start can be told`() {
        let codes = RuleCatalogue.codes(affectedBy: Self.gap(.podsMissing, .pods))
        let wanted = RuleCatalogue.all.filter { $0.family == .crashing || $0.family == .starting }.map {
            $0.code.rawValue
        }
        #expect(Set(codes).isSuperset(of: wanted))
        #expect(codes.contains("crash-loop-out-of-memory") && codes.contains("container-config-missing"))
        #expect(codes == codes.sorted())
    }

    @Test func `Without nodes or DaemonSets hardly anything can be told`() {
        for part in [SnapshotPart.nodes, .daemonSets] {
            let codes = RuleCatalogue.codes(hiddenBy: Self.gap(.nodesMissing, part))
            #expect(codes.count * 4 > FindingCode.allCases.count * 3, "\(part)")
        }
    }

    @Test func `What only says less is affected and not hidden`() {
        let logs = Self.gap(.logsMissing, .containerLogs)
        #expect(RuleCatalogue.codes(affectedBy: logs).contains("crash-loop-out-of-memory"))
        // Only a log tells that a pod misses a socket of the node.
        #expect(RuleCatalogue.codes(hiddenBy: logs) == ["absent-where-needed"])
        let classes = Self.gap(.priorityClassesMissing, .priorityClasses)
        #expect(RuleCatalogue.codes(affectedBy: classes).contains("insufficient-resource"))
        #expect(RuleCatalogue.codes(hiddenBy: classes) == [])
    }

    @Test func `Of a kind that no rule reads no finding depends`() {
        #expect(RuleCatalogue.codes(affectedBy: Self.gap(.accessForbidden, .objects(.serviceAccount))) == [])
        #expect(RuleCatalogue.codes(affectedBy: Self.gap(.objectUnreadable)) == [])
    }

    @Test func `Codes that an older version saved count where nothing else tells`() {
        let saved = Self.gap(.valueRedacted, savedCodes: ["a", "b"])
        #expect(RuleCatalogue.codes(affectedBy: saved) == ["a", "b"])
        #expect(RuleCatalogue.codes(hiddenBy: saved) == ["a", "b"])
    }

    @Test(arguments: ObjectKind.allCases)
    func `Every kind has a gap of its own`(kind: ObjectKind) {
        let code = Gap.Code(missing: kind)
        #expect(code.isMissingKind)
        #expect(code.missingPart(among: ObjectKind.allCases) == .objects(kind))
    }
}
