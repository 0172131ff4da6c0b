import ClusterSnapshot
import Foundation
import KubernetesModel
import SnapshotCollector
import TestBuilders
import Testing

@Suite("Kinds that a snapshot lacks")
struct MissingKindsTests {
    private static let pod =
        #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"a"},"spec":{"nodeName":"n1"}}"#
    private static let node = #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1"}}"#

    @Test("are gaps, and doubtful ones where nothing depends on them")
    func doubt() throws {
        let gaps = try read("[\(Self.node),\(Self.pod)]").gaps
        let certain = Set(gaps.filter { !$0.isDoubtful }.map(\.code))
        let doubtful = Set(gaps.filter(\.isDoubtful).map(\.code))
        for code in [Gap.Code.eventsMissing, .daemonSetsMissing, .priorityClassesMissing, .servicesMissing] {
            #expect(certain.contains(code))
        }
        for code in [
            Gap.Code.persistentVolumeClaimsMissing, .runtimeClassesMissing, .resourceQuotasMissing,
            .limitRangesMissing, .podDisruptionBudgetsMissing, .csiNodesMissing, .endpointSlicesMissing,
        ] { #expect(doubtful.contains(code)) }
        #expect(!certain.union(doubtful).contains(.logsMissing))
        #expect(!certain.union(doubtful).contains(.nodesMissing))
    }

    @Test("are certain where something depends on them")
    func need() throws {
        let owner = #""ownerReferences":[{"kind":"DaemonSet","name":"d","uid":"u","controller":true}]"#
        let spec = #"{"runtimeClassName":"x","volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"c"}}]}"#
        let waiting = #"{"kind":"Pod","metadata":{"name":"p","namespace":"a",\#(owner)},"spec":\#(spec)}"#
        func event(_ message: String) -> String {
            #"{"kind":"Event","metadata":{"name":"\#(message.count)","namespace":"a"},"reason":"FailedCreate","message":"\#(message)"}"#
        }
        let events = [event("exceeded quota: q"), event("maximum cpu usage per Pod is 1, but limit is 2")]
        let gaps = try read("[\(([Self.node, waiting] + events).joined(separator: ","))]").gaps
        let certain = Set(gaps.filter { !$0.isDoubtful }.map(\.code))
        #expect(
            certain.isSuperset(of: [
                .persistentVolumeClaimsMissing, .runtimeClassesMissing, .resourceQuotasMissing, .limitRangesMissing,
                .podDisruptionBudgetsMissing, .csiNodesMissing,
            ]))
    }

    @Test("are none where an empty list of them was saved")
    func listed() throws {
        let lists = ["LimitRange", "Event", "PriorityClass"].map { #"{"kind":"\#($0)List","items":[]}"# }
        let gaps = try read(([Self.node] + lists).joined(separator: "\n")).gaps
        let codes = Set(gaps.map(\.code))
        #expect(codes.isDisjoint(with: [.limitRangesMissing, .priorityClassesMissing]))
        #expect(codes.contains(.resourceQuotasMissing))
        // Events expire.
        #expect(gaps.filter { $0.code == .eventsMissing }.map(\.isDoubtful) == [true])
    }
}
