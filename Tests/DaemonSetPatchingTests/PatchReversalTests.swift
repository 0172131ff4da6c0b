import CheckedJSON
import KubernetesModel
import Testing

@testable import DaemonSetPatching

/// The way back from a patch leads to the very object that it was applied to.
struct PatchReversalTests {
    private func daemonSet() throws -> DaemonSet {
        try #require(try read(DaemonSetPatchTests.manifest).daemonSets.first)
    }

    private func applied(_ patch: String, _ kind: PatchReversal.Kind, to object: JSONValue) throws -> JSONValue {
        let patch = try JSONValue(patch.utf8)
        switch kind {
        case .json: return try JSONPatch(patch.elements ?? []).applied(to: object)
        case .strategic, .merge:
            return .object(
                try StrategicMerge.merged(
                    object.members ?? [:], patch.members ?? [:], schema: DaemonSet.fields.schema, at: ""))
        }
    }

    @Test(arguments: [
        (PatchReversal.Kind.strategic, #"{"spec":{"template":{"spec":{"priorityClassName":"high"}}}}"#),
        (.strategic, #"{"spec":{"template":{"spec":{"nodeSelector":{"pool":null,"zone":"a"}}}}}"#),
        (
            .strategic,
            #"{"spec":{"template":{"spec":{"containers":[{"name":"agent","resources":{"requests":{"memory":"1Gi"}}}]}}}}"#
        ),
        (
            .strategic,
            #"{"spec":{"template":{"spec":{"containers":[{"name":"side","resources":{"limits":{"cpu":"1"}}}]}}}}"#
        ),
        (
            .strategic,
            #"{"spec":{"template":{"spec":{"volumes":[{"name":"data","persistentVolumeClaim":null,"emptyDir":{}}]}}}}"#
        ),
        (.strategic, #"{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"pull"}]}}}}"#),
        (.merge, #"{"spec":{"updateStrategy":{"rollingUpdate":{"maxUnavailable":4}}}}"#),
        (.json, #"[{"op":"add","path":"/spec/template/spec/tolerations/-","value":{"key":"a","operator":"Exists"}}]"#),
        (.json, #"[{"op":"add","path":"/spec/template/spec/tolerations","value":[]}]"#),
        (.json, #"[{"op":"remove","path":"/spec/template/spec/nodeSelector"}]"#),
        (
            .json,
            #"[{"op":"test","path":"/spec/template/spec/nodeSelector/pool","value":"general"},"#
                + #"{"op":"replace","path":"/spec/template/spec/nodeSelector/pool","value":"x"}]"#
        ),
    ])
    func `A patch and its reverse cancel out`(kind: PatchReversal.Kind, patch: String) throws {
        let daemonSet = try daemonSet()
        let before = daemonSet.encoded
        let after = try applied(patch, kind, to: before)
        #expect(after != before)
        let reverse = try #require(PatchReversal.reversed(patch, kind, of: daemonSet))
        let restored = try applied(reverse, kind, to: after)
        #expect(Self.withoutEmpty(restored) == Self.withoutEmpty(before), "\(reverse)")
    }

    @Test(
        "What changes nothing, or what the model does not hold, has none",
        arguments: [
            (PatchReversal.Kind.strategic, #"{"spec":{"template":{"spec":{"nodeSelector":{"pool":"general"}}}}}"#),
            (.strategic, #"{"spec":{"template":{"metadata":{"annotations":{"a":"b"}}}}}"#),
            (.strategic, "nonsense"),
            (.json, #"[{"op":"remove","path":"/spec/template/spec/affinity"}]"#),
        ])
    func unknown(kind: PatchReversal.Kind, patch: String) throws {
        #expect(PatchReversal.reversed(patch, kind, of: try daemonSet()) == nil)
    }

    /// Lists and mappings that are empty are as good as absent to the API server.
    private static func withoutEmpty(_ value: JSONValue) -> JSONValue {
        guard let members = value.members else {
            return value.elements.map { .array($0.map(withoutEmpty)) } ?? value
        }
        let kept = members.mapValues(withoutEmpty).filter { $0.value != .object([:]) && $0.value != .array([]) }
        return .object(kept)
    }
}
