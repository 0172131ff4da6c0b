import KubernetesModel

extension ObjectChanges {
    /// The changes of a DaemonSet, in words; `isRedactionEqual` if commands are hidden in both snapshots or in neither.
    static func between(_ before: DaemonSet, _ after: DaemonSet, isRedactionEqual: Bool) -> [ObjectChange] {
        var changes = ObjectChanges()
        changes.compareTemplates(before.template, after.template, isRedactionEqual: isRedactionEqual)
        let isTold = !changes.all.isEmpty
        changes.compare(
            .updateStrategy, "update strategy", before.updateStrategy.words, after.updateStrategy.words)
        changes.compare(
            .minReadySeconds, "minReadySeconds", String(before.minReadySeconds), String(after.minReadySeconds))
        let generations = (before.templateGeneration, after.templateGeneration)
        if !isTold, before.uid == after.uid, let old = generations.0, let new = generations.1, old != new {
            // For instance environment variables and arguments, which a snapshot's values do not hold.
            changes.note(.otherTemplate, "something else in the template")
        }
        return changes.all
    }

    private mutating func compareTemplates(_ before: PodTemplate, _ after: PodTemplate, isRedactionEqual: Bool) {
        if before == after { return }
        let (old, new) = (before.spec, after.spec)
        compareContainers(old.initContainers, new.initContainers, "init container", isRedactionEqual: isRedactionEqual)
        compareContainers(old.containers, new.containers, "container", isRedactionEqual: isRedactionEqual)
        compare(.toleration, "toleration", old.tolerations, new.tolerations, \.description)
        comparePairs(.nodeSelector, "nodeSelector", old.nodeSelector, new.nodeSelector)
        compare(
            .nodeAffinity, "node affinity", old.requiredNodeAffinity?.words, new.requiredNodeAffinity?.words)
        compare(.podAffinity, "pod affinity", old.requiredPodAffinity, new.requiredPodAffinity, \.words)
        compare(
            .podAntiAffinity, "pod anti-affinity", old.requiredPodAntiAffinity, new.requiredPodAntiAffinity, \.words)
        compare(
            .topologySpread, "topology spread", old.topologySpreadConstraints, new.topologySpreadConstraints
        ) { "over \($0.topologyKey), skew \($0.maxSkew)\($0.isRequired ? "" : ", preferred")" }
        compare(.priorityClass, "priority class", old.priorityClassName, new.priorityClassName)
        compare(.preemptionPolicy, "preemptionPolicy", old.preemptionWords, new.preemptionWords)
        compare(.schedulingGate, "scheduling gate", old.schedulingGates, new.schedulingGates) { $0 }
        compare(.volume, "volume", old.volumes, new.volumes) { "\($0.name) (\($0.source.words))" }
        compareSettings(old, new)
        comparePairs(.templateLabel, "template label", before.labels, after.labels)
    }

    private mutating func compareSettings(_ old: PodSpec, _ new: PodSpec) {
        compare(.podSetting, "scheduler", old.schedulerName, new.schedulerName)
        compare(.podSetting, "runtime class", old.runtimeClassName, new.runtimeClassName)
        compare(.podSetting, "service account", old.serviceAccountName, new.serviceAccountName)
        compare(.podSetting, "hostNetwork", String(old.isHostNetwork), String(new.isHostNetwork))
        compare(.podSetting, "hostPID", String(old.isHostPID), String(new.isHostPID))
        compare(
            .podSetting, "termination grace period", old.terminationGracePeriodSeconds.map { "\($0) s" },
            new.terminationGracePeriodSeconds.map { "\($0) s" })
        compare(.podSetting, "image pull secret", old.imagePullSecrets, new.imagePullSecrets) { $0 }
        compareAmounts(.request, old.resources.requests, new.resources.requests) { "pod: \($0) request" }
        compareAmounts(.limit, old.resources.limits, new.resources.limits) { "pod: \($0) limit" }
    }

    /// Labels and selectors, key by key.
    mutating func comparePairs(_ aspect: ObjectChange.Aspect, _ subject: String, _ before: Labels, _ after: Labels) {
        for key in Set((before.pairs + after.pairs).map(\.key)).sorted() where before[key] != after[key] {
            switch (before[key], after[key]) {
            case (let old?, nil): compare(aspect, subject, "\(key)=\(old)", nil)
            case (nil, let new?): compare(aspect, subject, nil, "\(key)=\(new)")
            default: compare(aspect, "\(subject) \(key)", before[key] ?? "", after[key] ?? "")
            }
        }
    }

    /// Amounts, resource by resource.
    mutating func compareAmounts(
        _ aspect: ObjectChange.Aspect, _ before: ResourceList, _ after: ResourceList, _ subject: (String) -> String
    ) {
        for name in Set((before.entries + after.entries).map(\.name)).sorted() where before[name] != after[name] {
            compare(
                aspect, subject(name), before[name]?.readable(for: name), after[name]?.readable(for: name))
        }
    }
}
