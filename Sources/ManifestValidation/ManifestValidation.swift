import KubernetesModel

/// Judges manifests as the API server does on `kubectl apply --validate=strict`.
public enum ManifestValidation {
    /// The existing object that a manifest would change.
    public enum Existing: Sendable {
        /// Nothing is known; what depends on it is not checked.
        case unknown
        /// There is no such object: the manifest creates it.
        case none
        /// There is this DaemonSet, some of which cannot change.
        case daemonSet(DaemonSet)
    }

    /// Everything for which the API server would refuse the object or its pods, or warn of it, by line.
    ///
    /// A DaemonSet is checked as a whole, kinds that usually stand beside one by their fields and `metadata`, all others by
    /// `apiVersion`, `kind` and `metadata` only. It never fails: an
    /// empty answer means that nothing that can be checked without a server is wrong.
    ///
    /// - Parameters:
    ///   - object: One object: a document, or an item of a List.
    ///   - file: The name of the file, for the problems.
    ///   - existing: What the cluster has under that name.
    /// - Returns: the problems, at most a few hundred.
    public static func problems(
        of object: ManifestNode, file: String, existing: Existing = .unknown
    ) -> [ManifestProblem] {
        var problems = ProblemList(file: file)
        let root = Field(object)
        guard object.members != nil else {
            problems.refuse(.wrongType, root, "a manifest is an object with apiVersion, kind and metadata")
            return problems.problems
        }
        guard KindRules.check(root, &problems) else { return problems.problems }
        if root["kind"].text == "DaemonSet" {
            return judged(root, schema: "DaemonSet", file) { problems in
                DaemonSetRules.check(root, existing: existing, &problems)
            }
        }
        let kind = root["kind"].text
        // Other groups have a `Service` of their own.
        let isOwn = KindTable.kinds[kind]?.versions.contains(root["apiVersion"].text) ?? false
        let isWhole = isOwn && ManifestSchema.wholeKinds.contains(kind)
        return judged(
            isWhole ? root : root["metadata"], schema: isWhole ? kind : "ObjectMeta", file
        ) { problems in
            OtherKindRules.check(root, &problems)
        }
    }

    /// The problems of the schema, and those of the rules that do not follow from one of the schema.
    private static func judged(
        _ field: Field, schema: String, _ file: String, by rules: (inout ProblemList) -> Void
    ) -> [ManifestProblem] {
        var check = SchemaCheck(problems: ProblemList(file: file))
        check.check(field, is: .object(schema))
        var further = ProblemList(file: file)
        rules(&further)
        let found = check.problems.problems
        let causes = ProblemCauses(found.filter { $0.severity == .error })
        let all = found + further.problems.filter { !causes.explain($0) }
        return all.enumerated().sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
            .map(\.element)
    }
}
