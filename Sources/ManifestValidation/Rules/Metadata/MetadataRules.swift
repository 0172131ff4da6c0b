/// An object's metadata (`ValidateObjectMeta`, `apimachinery/pkg/api/validation`).
enum MetadataRules {
    /// The most that all annotations of an object may have (`TotalAnnotationSizeLimitB`).
    static let maxAnnotationBytes = 256 << 10

    /// Checks the metadata of an object, whose name follows the syntax of its kind.
    static func check(
        _ metadata: Field, name: (String) -> String?, isNamespaced: Bool, _ problems: inout ProblemList
    ) {
        if metadata["name"].text.isEmpty {
            let generated = metadata["generateName"]
            if generated.text.isEmpty {
                problems.require(metadata["name"])
            } else {
                problems.require(metadata["name"], "required: kubectl apply cannot use generateName")
            }
        } else {
            problems.requireSyntax(name, metadata["name"])
        }
        problems.requireSyntax(NameSyntax.subdomainPrefix, metadata["generateName"])
        if isNamespaced {
            problems.requireSyntax(NameSyntax.label, metadata["namespace"])
        } else if !metadata["namespace"].text.isEmpty {
            // kubectl says so and goes on: the object has no namespace.
            problems.warn(.forbidden, metadata["namespace"], "has no effect: this kind has no namespace")
        }
        LabelRules.checkLabels(metadata["labels"], &problems)
        checkAnnotations(metadata["annotations"], &problems)
        checkOwners(metadata["ownerReferences"], &problems)
        checkFinalizers(metadata["finalizers"], &problems)
    }

    /// Annotations (`ValidateAnnotations`): their keys' case does not matter.
    static func checkAnnotations(_ annotations: Field, _ problems: inout ProblemList) {
        var size = 0
        for (key, value) in annotations.entries {
            size += key.utf8.count + value.text.utf8.count
            if let complaint = NameSyntax.labelKey(key.lowercased()) {
                problems.invalid(value, "the key \(ProblemList.quoted(key)) \(complaint)")
            }
        }
        if size > maxAnnotationBytes {
            problems.refuse(.tooLong, annotations, "has \(size) bytes; the limit is \(maxAnnotationBytes)")
        }
    }

    private static func checkOwners(_ owners: Field, _ problems: inout ProblemList) {
        var controller: String?
        for owner in owners.items {
            for name in ["apiVersion", "kind", "name", "uid"] where owner[name].text.isEmpty {
                problems.require(owner[name])
            }
            if owner["apiVersion"].text.count(where: { $0 == "/" }) > 1 {
                problems.invalid(owner["apiVersion"], "must be VERSION or GROUP/VERSION")
            }
            if owner["apiVersion"].text == "v1", owner["kind"].text == "Event" {
                problems.invalid(owner["kind"], "Event cannot own objects")
            }
            guard owner["controller"].isTrue else { continue }
            if let controller {
                problems.invalid(owner["controller"], "\(controller) is the controller already; there can be only one")
            }
            controller = "\(owner["kind"].text)/\(owner["name"].text)"
        }
    }

    /// Finalizers (`ValidateFinalizers`, `validateKubeFinalizerName`).
    static func checkFinalizers(_ finalizers: Field, _ problems: inout ProblemList) {
        let standard = ["kubernetes", "orphan", "foregroundDeletion"]
        for finalizer in finalizers.items {
            let text = finalizer.text
            if let complaint = NameSyntax.labelKey(text) {
                problems.invalid(finalizer, "\(ProblemList.quoted(text)) \(complaint)")
            } else if !text.contains("/"), !standard.contains(text) {
                problems.invalid(
                    finalizer, "\(ProblemList.quoted(text)) is not a standard finalizer and has no domain before a '/'")
            }
        }
        let texts = finalizers.items.map(\.text)
        if texts.contains("orphan"), texts.contains("foregroundDeletion") {
            problems.invalid(finalizers, "cannot contain both orphan and foregroundDeletion")
        }
    }
}
