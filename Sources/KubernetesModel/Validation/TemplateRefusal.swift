/// A field for which the API server would refuse a DaemonSet (`ValidateDaemonSet`, `apis/apps/validation`).
public struct TemplateRefusal: Hashable, Sendable {
    /// The path of the field: `spec.template.spec.containers[agent].resources.requests.memory`.
    public var place: String
    /// The problem, as the second half of a sentence that begins with the place.
    public var reason: String

    /// A refusal of the field at `place`, for a reason that follows it in a sentence.
    public init(_ place: String, _ reason: String) {
        self.place = place
        self.reason = reason
    }
}

extension TemplateRefusal: CustomStringConvertible {
    /// The field and the reason, as a sentence without its end.
    public var description: String { "\(place) \(reason)" }
}

extension DaemonSet {
    /// Everything for which the API server would refuse this DaemonSet, as far as the model holds it.
    public var refusals: [TemplateRefusal] {
        let spec = template.spec
        let place = "spec.template.spec"
        var refusals = spec.containerRefusals(at: place) + spec.portRefusals(at: place)
        refusals += spec.placementRefusals(at: place) + spec.volumeRefusals(at: place)
        if !selector.matches(template.labels) {
            refusals.append(.init("spec.template.metadata.labels", "do not match spec.selector, which cannot change"))
        }
        refusals += template.labels.refusals(at: "spec.template.metadata.labels")
        return refusals + updateStrategy.refusals
    }
}

extension DaemonSet.UpdateStrategy {
    /// `ValidateRollingUpdateDaemonSet`: one of the two must be zero, and not both.
    fileprivate var refusals: [TemplateRefusal] {
        guard case .rollingUpdate(let unavailable, let surge) = self else { return [] }
        let place = "spec.updateStrategy.rollingUpdate"
        switch (unavailable.isZero, surge.isZero) {
        case (true, true): return [.init("\(place).maxUnavailable", "cannot be 0 when maxSurge is 0")]
        case (false, false): return [.init("\(place).maxSurge", "cannot be set when maxUnavailable is not 0")]
        default: return []
        }
    }
}

extension IntOrPercent {
    fileprivate var isZero: Bool { self == .number(0) || self == .percent(0) }
}

extension Labels {
    /// Keys and values that no label can have (`ValidateLabels`).
    func refusals(at place: String) -> [TemplateRefusal] {
        pairs.flatMap { pair -> [TemplateRefusal] in
            if !LabelSyntax.isKey(pair.key) {
                return [.init(place, "has the key \"\(pair.key)\", which no label can have")]
            }
            if !LabelSyntax.isValue(pair.value) {
                return [.init("\(place).\(pair.key)", "is \"\(pair.value)\", a value that no label can have")]
            }
            return []
        }
    }
}
