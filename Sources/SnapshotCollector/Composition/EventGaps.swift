import ClusterSnapshot
import KubernetesModel
import ObjectDecoding
import Wording

/// Finds the namespaces whose pods were saved, in a file of their own, and whose events were not.
struct EventGaps {
    /// Namespaces that are named one by one.
    private static let mostNamed = 5

    let places: Set<ListPlace>

    var gaps: [Gap] {
        let withEvents = namespaces(of: .event)
        // Where there are none at all, the kind is missing.
        if withEvents.isEmpty || withEvents.contains("") { return [] }
        let without = namespaces(of: .pod).subtracting(withEvents).sorted()
        if without.isEmpty { return [] }
        let detail =
            "No events were saved from namespace\(without.count == 1 ? "" : "s") "
            + without.named(atMost: Self.mostNamed) + "."
        return [
            Gap(code: .eventsMissing, detail: detail.escapedForOneLine, missing: [.events])
        ]
    }

    private func namespaces(of kind: ObjectKind) -> Set<String> {
        Set(places.filter { $0.kind == kind }.map(\.namespace))
    }
}
