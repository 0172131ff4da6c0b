import KubernetesModel

/// What cannot change in a DaemonSet that exists (`ValidateDaemonSetSpecUpdate`, `ValidateObjectMetaAccessorUpdate`), and
/// what keeps a change from being taken.
///
/// `kubectl apply` sends what differs from the cluster's object: a manifest that was exported from a cluster carries fields
/// that were right then.
enum ImmutableRules {
    static func check(_ daemonSet: Field, _ old: DaemonSet, _ problems: inout ProblemList) {
        let selector = daemonSet["spec", "selector"]
        if selector.isSet, !selector.equals(old.selector) {
            problems.refuse(.immutable, selector, "cannot change; delete the DaemonSet first to change its selector")
        }
        let metadata = daemonSet["metadata"]
        checkIdentity(metadata, old, &problems)
        checkDeletion(metadata, old.metadata, &problems)
    }

    private static func checkIdentity(_ metadata: Field, _ old: DaemonSet, _ problems: inout ProblemList) {
        let uid = metadata["uid"]
        if !uid.text.isEmpty, !old.uid.isEmpty, uid.text != old.uid {
            problems.refuse(.immutable, uid, "cannot change: the existing DaemonSet has another one; remove the line")
        }
        let version = metadata["resourceVersion"]
        guard !version.text.isEmpty, let current = old.resourceVersion, version.text != "\(current)" else { return }
        problems.refuse(
            .immutable, version,
            "the DaemonSet has changed since this version, so the server refuses it; remove the line")
    }

    private static func checkDeletion(_ metadata: Field, _ old: ObjectMeta, _ problems: inout ProblemList) {
        let time = metadata["deletionTimestamp"]
        if !time.text.isEmpty, Timestamp(time.text) != old.deletionTimestamp {
            problems.refuse(.immutable, time, "cannot be set by an update; remove the line")
        }
        let period = metadata["deletionGracePeriodSeconds"]
        if let seconds = period.integer, WholeNumber(seconds) != old.deletionGracePeriodSeconds {
            problems.refuse(.immutable, period, "cannot be set by an update; remove the line")
        }
        guard old.deletionTimestamp != nil else { return }
        // `ValidateNoNewFinalizers`
        for finalizer in metadata["finalizers"].items where !old.finalizers.contains(finalizer.text) {
            problems.forbid(finalizer, "cannot be added: the existing DaemonSet is being deleted")
        }
    }
}

extension Field {
    /// Whether this selector is the same as one that exists: the same labels, the same expressions in their order.
    fileprivate func equals(_ old: LabelSelector) -> Bool {
        let labels = self["matchLabels"].texts
        let expressions = self["matchExpressions"].items
        guard labels.count == old.matchLabels.pairs.count, expressions.count == old.matchExpressions.count,
            old.matchLabels.pairs.allSatisfy({ labels[$0.key] == $0.value })
        else { return false }
        return zip(expressions, old.matchExpressions).allSatisfy { new, old in
            new["key"].text == old.key && new["operator"].text == old.comparison?.rawValue
                && new["values"].items.map(\.text) == old.values
        }
    }
}
