import CSimdJSON
import CheckedJSON
import KubernetesModel

enum DaemonSetField: String, CaseIterable {
    case metadata, spec, status
}

enum DaemonSetSpecField: String, CaseIterable {
    case selector, template, updateStrategy, minReadySeconds, templateGeneration
}

enum StrategyField: String, CaseIterable {
    case type, rollingUpdate
}

enum RollingUpdateField: String, CaseIterable {
    case maxUnavailable, maxSurge
}

enum TemplateField: String, CaseIterable {
    case metadata, spec
}

private enum DaemonSetStatusField: String, CaseIterable {
    case desiredNumberScheduled, currentNumberScheduled, numberReady, numberAvailable, updatedNumberScheduled
    case numberMisscheduled, observedGeneration
}

private enum RevisionField: String, CaseIterable {
    case metadata, revision, data
}

private enum RevisionDataField: String, CaseIterable {
    case spec
}

private enum RevisionSpecField: String, CaseIterable {
    case template
}

private let daemonSetFields = FieldTable<DaemonSetField>()
private let daemonSetSpecFields = FieldTable<DaemonSetSpecField>()
private let strategyFields = FieldTable<StrategyField>()
private let rollingUpdateFields = FieldTable<RollingUpdateField>()
private let templateFields = FieldTable<TemplateField>()
private let daemonSetStatusFields = FieldTable<DaemonSetStatusField>()
private let revisionFields = FieldTable<RevisionField>()
private let revisionDataFields = FieldTable<RevisionDataField>()
private let revisionSpecFields = FieldTable<RevisionSpecField>()

extension ObjectDecoder {
    /// The DaemonSet that a value describes.
    ///
    /// - Throws: ``JSONFailure`` where the value has something that no DaemonSet can have.
    package func daemonSet(in value: JSONValue) throws(JSONFailure) -> DaemonSet {
        let result = value.bytes.withUnsafeBufferPointer { bytes -> Result<DaemonSet, JSONFailure> in
            reader.load(bytes)
            let daemonSet = daemonSet()
            // It quotes the bytes, which are gone afterwards.
            return reader.failureText.map { .failure(JSONFailure(text: $0)) } ?? .success(daemonSet)
        }
        return try result.get()
    }

    /// A DaemonSet.
    package func daemonSet() -> DaemonSet {
        var daemonSet = DaemonSet()
        forEachField(daemonSetFields) { field in
            switch field {
            case .metadata:
                daemonSet.metadata = metadata()
                daemonSet.resourceVersion = resourceVersion > 0 ? resourceVersion : nil
            case .spec: daemonSetSpec(into: &daemonSet)
            case .status: daemonSet.status = daemonSetStatus()
            }
        }
        return daemonSet
    }

    private func daemonSetSpec(into daemonSet: inout DaemonSet) {
        forEachField(daemonSetSpecFields) { field in
            switch field {
            case .selector: daemonSet.selector = labelSelector()
            case .template: daemonSet.template = podTemplate()
            case .updateStrategy: daemonSet.updateStrategy = updateStrategy()
            case .minReadySeconds: daemonSet.minReadySeconds = reader.int32() ?? 0
            case .templateGeneration: daemonSet.specTemplateGeneration = reader.int64()
            }
        }
    }

    private func podTemplate() -> PodTemplate {
        var template = PodTemplate()
        let place = reader.place
        template.remainder = reader.raw().flatMap(TemplateRemainder.text)
        reader.place = place
        forEachField(templateFields) { field in
            switch field {
            case .metadata:
                let version = resourceVersion
                template.labels = metadata().labels
                resourceVersion = version
            case .spec:
                let (spec, nodeName) = podSpec()
                template.sharedSpec = Shared(spec)
                template.nodeName = nodeName
            }
        }
        return template
    }

    private func updateStrategy() -> DaemonSet.UpdateStrategy {
        var type = ""
        var maxUnavailable = IntOrPercent.number(1)
        var maxSurge = IntOrPercent.number(0)
        forEachField(strategyFields) { field in
            switch field {
            case .type: type = string()
            case .rollingUpdate:
                forEachField(rollingUpdateFields) { field in
                    switch field {
                    case .maxUnavailable: maxUnavailable = intOrPercent() ?? maxUnavailable
                    case .maxSurge: maxSurge = intOrPercent() ?? maxSurge
                    }
                }
            }
        }
        return type == "OnDelete" ? .onDelete : .rollingUpdate(maxUnavailable: maxUnavailable, maxSurge: maxSurge)
    }

    /// A number or a share; nil when it is absent.
    private func intOrPercent() -> IntOrPercent? {
        guard let text = reader.textOrNumber() else { return nil }
        guard let value = IntOrPercent(interned(text)) else {
            if isHidden(text) { return nil }
            reader.fail("is neither a whole number nor a percentage")
            return nil
        }
        return value
    }

    private func daemonSetStatus() -> DaemonSetStatus {
        var status = DaemonSetStatus()
        forEachField(daemonSetStatusFields) { field in
            switch field {
            case .desiredNumberScheduled: status.desiredNumberScheduled = count()
            case .currentNumberScheduled: status.currentNumberScheduled = count()
            case .numberReady: status.numberReady = count()
            case .numberAvailable: status.numberAvailable = count()
            case .updatedNumberScheduled: status.updatedNumberScheduled = count()
            case .numberMisscheduled: status.numberMisscheduled = count()
            case .observedGeneration: status.observedGeneration = reader.int64()
            }
        }
        return status
    }

    /// A number of pods; the API server takes none below zero (`ValidateDaemonSetStatus`).
    private func count() -> WholeNumber { max(0, reader.int32() ?? 0) }

    /// A template that a DaemonSet had or has.
    func controllerRevision() -> ControllerRevision {
        var revision = ControllerRevision()
        var data: UInt32?  // bare: a place in the text
        forEachField(revisionFields) { field in
            switch field {
            case .metadata: revision.metadata = metadata()
            case .revision: revision.revision = reader.int64() ?? 0
            case .data:
                data = reader.place
                reader.skip()
            }
        }
        // Revisions of other owners hold something else.
        guard let data, !reader.hasFailed, revision.metadata.controller?.kind == DaemonSet.kind else { return revision }
        let end = reader.place
        reader.place = data
        // A patch that puts the template in the place of what there is (`getPatch`).
        forEachField(revisionDataFields) { _ in
            forEachField(revisionSpecFields) { _ in revision.template = podTemplate() }
        }
        reader.place = end
        return revision
    }
}
