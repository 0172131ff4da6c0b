import KubernetesModel

/// The claim that is made for each pod (`ValidatePersistentVolumeClaimTemplate`).
enum ClaimTemplateRules {
    static func check(_ template: Field, _ problems: inout ProblemList) {
        guard template.isSet else { return }
        let metadata = template["metadata"]
        MetadataRules.checkAnnotations(metadata["annotations"], &problems)
        LabelRules.checkLabels(metadata["labels"], &problems)
        for member in metadata.members where !["labels", "annotations"].contains(member.name) {
            if member.value.isMeaningful {
                problems.forbid(member.value, "only labels and annotations can be set here")
            }
        }
        checkSpec(template["spec"], &problems)
    }

    /// `ValidatePersistentVolumeClaimSpec`.
    private static func checkSpec(_ spec: Field, _ problems: inout ProblemList) {
        let modes = spec["accessModes"]
        if modes.hasNoElements { problems.require(modes, "at least one access mode is required") }
        for mode in modes.items {
            problems.requireOne(
                of: ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"], mode, isRequired: true)
        }
        let names = Set(modes.items.map(\.text))
        if names.contains("ReadWriteOncePod"), names.count > 1 {
            problems.forbid(modes, "ReadWriteOncePod excludes other access modes")
        }
        LabelRules.checkSelector(spec["selector"], &problems)
        checkStorage(spec["resources", "requests"], &problems)
        for name in ["storageClassName", "volumeAttributesClassName"] {
            problems.requireSyntax(NameSyntax.subdomain, spec[name])
        }
        if spec["volumeMode"].isSet {
            problems.requireOne(of: ["Block", "Filesystem"], spec["volumeMode"], isRequired: true)
        }
        checkSources(spec["dataSource"], spec["dataSourceRef"], &problems)
    }

    private static func checkStorage(_ requests: Field, _ problems: inout ProblemList) {
        guard let storage = requests.entries.first(where: { $0.key == "storage" })?.value else {
            return problems.require(requests, "storage is required")
        }
        if let amount = storage.quantity ?? (storage.isSet ? nil : .zero), amount <= .zero {
            problems.invalid(storage, "\(amount) must be more than 0")
        }
    }

    private static func checkSources(_ source: Field, _ reference: Field, _ problems: inout ProblemList) {
        for origin in [source, reference] where origin.isSet {
            for name in ["name", "kind"] where origin[name].text.isEmpty { problems.require(origin[name]) }
            if origin["apiGroup"].text.isEmpty, origin["kind"].text != "PersistentVolumeClaim" {
                problems.invalid(origin["kind"], "must be PersistentVolumeClaim without apiGroup")
            }
            problems.requireSyntax(NameSyntax.subdomain, origin["apiGroup"])
        }
        problems.requireSyntax(NameSyntax.label, reference["namespace"])
        guard source.isSet, reference.isSet else { return }
        if !reference["namespace"].text.isEmpty {
            problems.invalid(source, "must be absent when dataSourceRef has a namespace")
        } else if ["apiGroup", "kind", "name"].contains(where: { source[$0].text != reference[$0].text })
            || source["apiGroup"].isSet != reference["apiGroup"].isSet
        {
            problems.invalid(source, "must be the same as dataSourceRef")
        }
    }
}

extension Field {
    /// Whether a value is more than what an absent field stands for: `""`, `0` and `false` are not.
    fileprivate var isMeaningful: Bool {
        switch node?.content {
        case nil, .null: false
        case .bool(let isTrue): isTrue
        case .number: integer != 0
        case .string(let text): !text.isEmpty
        case .list, .object: true
        }
    }
}
