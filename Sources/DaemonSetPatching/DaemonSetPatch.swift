import ByteStreams
import CheckedJSON
import KubernetesModel
import ObjectDecoding

/// A change of a DaemonSet as `kubectl patch --patch-file` takes it: a strategic merge patch (a mapping) or a JSON patch
/// (a list); or the whole manifest of the DaemonSet, as `kubectl apply` takes it.
public struct DaemonSetPatch: Sendable {
    enum Content: Sendable {
        case strategic([String: JSONValue])
        case json(JSONPatch)
        /// Manifests of DaemonSets.
        case manifests([[String: JSONValue]])
    }

    let content: Content
    /// The patch's name in errors.
    let path: String

    /// A DaemonSet after a patch.
    public struct Result: Sendable {
        /// The DaemonSet as the API server would keep it.
        public var daemonSet: DaemonSet
        /// The parts of the patch that a simulation ignores: a line each, path and why
        /// (`spec.template.spec.containers[agent].env: has no bearing on placement`).
        public var ignored: [String]
        /// Whether the DaemonSet's pods have to be replaced, be it for something that the model does not hold.
        public var changesTemplate: Bool
    }

    /// The DaemonSet with the patch applied by Kubernetes' own rules.
    ///
    /// - Throws: ``PatchError/badPatch(path:place:reason:hint:)`` when the patch names what is not there or the API
    ///   server would refuse the outcome.
    public func apply(to daemonSet: DaemonSet) throws(PatchError) -> Result {
        let decoder: ObjectDecoder
        do throws(StreamError) { decoder = try ObjectDecoder() } catch { throw .stream(error) }
        do throws(PatchFailure) {
            return try result(for: daemonSet, decoder: decoder)
        } catch {
            throw error.patchError(path: path)
        }
    }

    private func result(for daemonSet: DaemonSet, decoder: ObjectDecoder) throws(PatchFailure) -> Result {
        let original = daemonSet.encoded
        let patched: JSONValue
        var check: PatchCheck
        switch content {
        case .strategic(let patch):
            check = PatchCheck(allowsDirectives: true)
            let own = try Self.withoutIdentity(patch, of: daemonSet)
            let held = try check.held(own, at: "")
            let merged = try StrategicMerge.merged(
                original.members ?? [:], held, schema: DaemonSet.fields.schema, at: "")
            patched = .object(merged)
        case .json(let patch):
            check = PatchCheck(allowsDirectives: false)
            patched = try check.held(patch).applied(to: original)
        case .manifests(let manifests):
            let manifest = try Self.manifest(for: daemonSet, among: manifests)
            var manifestCheck = PatchCheck(allowsDirectives: false)
            _ = try manifestCheck.held(manifest, at: "")
            // A manifest names everything: what has no bearing on placement is no news there.
            check = PatchCheck(allowsDirectives: false)
            patched = .object(manifest)
        }
        try DaemonSet.fields.schema.requireSingleAlternatives(in: patched, at: "")
        var result = try Self.decoded(patched, as: daemonSet, decoder: decoder)
        // A manifest gives the rest anew, and so does a patch of what the model does not hold.
        var isWhole = false
        if case .manifests = content { isWhole = true }
        result.template.remainder = isWhole || check.touchesUnseenTemplate ? nil : daemonSet.template.remainder
        let known = Set(daemonSet.refusals)
        if let refusal = result.refusals.first(where: { !known.contains($0) }) {
            throw PatchFailure(
                place: refusal.place, reason: "the API server would refuse this: it \(refusal.reason)",
                hint: "correct the patch")
        }
        let isChanged = result.template.withDefaults != daemonSet.template.withDefaults
        return Result(
            daemonSet: result, ignored: check.ignored, changesTemplate: isChanged || check.touchesUnseenTemplate)
    }

    /// The DaemonSet that the value describes, with identity and status of the one before.
    private static func decoded(
        _ value: JSONValue, as daemonSet: DaemonSet, decoder: ObjectDecoder
    ) throws(PatchFailure) -> DaemonSet {
        let decoded: DaemonSet
        do {
            decoded = try decoder.daemonSet(in: value)
        } catch {
            throw PatchFailure(place: "", reason: error.text, hint: "correct the patch")
        }
        guard decoded.selector == daemonSet.selector else {
            throw PatchFailure(
                place: "spec.selector", reason: "it cannot be changed",
                hint: "leave it unchanged, or delete the DaemonSet and create it again")
        }
        var result = daemonSet
        result.template = decoded.template.withDefaults
        result.updateStrategy = decoded.updateStrategy
        result.minReadySeconds = decoded.minReadySeconds
        if result.template == daemonSet.template.withDefaults { result.template = daemonSet.template }
        return result
    }
}
