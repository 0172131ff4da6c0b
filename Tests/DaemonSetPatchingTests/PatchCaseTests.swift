import CheckedJSON
import Foundation
import KubernetesModel
import Testing

@testable import DaemonSetPatching

/// What `kubectl patch --local` (1.32) made of each patch, recorded.
struct PatchCaseTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var type: String
        var patch: JSONValue
        /// What differs afterwards, by path; null where it is gone. Nil when kubectl refuses the patch.
        var changed: [String: JSONValue]?

        var testDescription: String { name }
    }

    static let recorded: (base: JSONValue, cases: [Case]) = {
        guard let url = Bundle.module.url(forResource: "Fixtures/patch-cases", withExtension: "json"),
            let data = try? Data(contentsOf: url), let document = try? JSONValue(data)
        else { return (.null, []) }
        let cases = (document["cases"]?.elements ?? []).map {
            Case(
                name: $0["name"]?.string ?? "", type: $0["type"]?.string ?? "", patch: $0["patch"] ?? .null,
                changed: $0["changed"]?.members)
        }
        return (document["base"] ?? .null, cases)
    }()

    @Test func `There are cases of both kinds, refused ones among them`() {
        let cases = Self.recorded.cases
        #expect(cases.count > 60)
        #expect(Set(cases.map(\.type)) == ["strategic", "json"])
        #expect(cases.contains { $0.changed == nil })
    }

    @Test(arguments: recorded.cases)
    func `A patch does what kubectl does`(_ recorded: Case) throws {
        let base = Self.recorded.base
        guard let changed = recorded.changed else {
            #expect(throws: PatchFailure.self) { try Self.result(of: recorded, base: base) }
            return
        }
        let result = try Self.result(of: recorded, base: base)
        var expected = base
        for (path, value) in changed {
            let pointer = try JSONPatch.Pointer(path, of: "")
            if value == .null {
                try pointer.remove(from: &expected, of: "")
            } else {
                try pointer.replace(value, in: &expected, of: "")
            }
        }
        #expect(result.withoutNulls == expected.withoutNulls)
    }

    private static func result(of recorded: Case, base: JSONValue) throws -> JSONValue {
        if recorded.type == "json" { return try JSONPatch(recorded.patch.elements ?? []).applied(to: base) }

        return .object(
            try StrategicMerge.merged(
                base.members ?? [:], recorded.patch.members ?? [:], schema: DaemonSet.fields.schema, at: ""))
    }
}

extension JSONValue {
    /// The value without members that are null, which means the same to Kubernetes.
    var withoutNulls: JSONValue {
        switch self {
        case .object(let members): return .object(members.filter { $0.value != .null }.mapValues(\.withoutNulls))
        case .array(let elements): return .array(elements.map(\.withoutNulls))
        default: return self
        }
    }
}
