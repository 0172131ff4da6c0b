/// Volumes that are made of several sources (`validateProjectionSources`), and their files.
enum ProjectionRules {
    private static let fieldPaths = [
        "metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations", "metadata.uid",
    ]
    private static let tokenSeconds: ClosedRange<Int64> = 600...(1 << 32)

    static func check(_ projected: Field, _ problems: inout ProblemList) {
        var paths: Set<String> = []
        for source in projected["sources"].items {
            let given = ["secret", "configMap", "downwardAPI", "serviceAccountToken"].filter { source[$0].isSet }
            if given.count > 1 {
                problems.forbid(source, "must have only one source, not \(given.joined(separator: ", "))")
            }
            for kind in given { check(source[kind], kind, &paths, &problems) }
        }
    }

    private static func check(
        _ source: Field, _ kind: String, _ paths: inout Set<String>, _ problems: inout ProblemList
    ) {
        if kind == "serviceAccountToken" { return checkToken(source, &problems) }
        if kind != "downwardAPI", source["name"].text.isEmpty { problems.require(source["name"]) }
        for item in source["items"].items {
            if kind == "downwardAPI" { checkDownwardFile(item, &problems) } else { checkKey(item, &problems) }
            let path = item["path"]
            if !path.text.isEmpty, !paths.insert(path.text).inserted { problems.duplicate(path, path.text) }
        }
    }

    private static func checkToken(_ token: Field, _ problems: inout ProblemList) {
        problems.requireRange(tokenSeconds, token["expirationSeconds"])
        problems.requireSyntax(PathSyntax.ofFile, token["path"], isRequired: true)
    }

    /// A key of a ConfigMap or Secret as a file (`validateKeyToPath`).
    static func checkKey(_ item: Field, _ problems: inout ProblemList) {
        if item["key"].text.isEmpty { problems.require(item["key"]) }
        problems.requireSyntax(PathSyntax.ofFile, item["path"], isRequired: true)
        problems.requireRange(VolumeSourceRules.fileModes, item["mode"])
    }

    /// A field or resource of the pod as a file (`validateDownwardAPIVolumeFile`).
    static func checkDownwardFile(_ file: Field, _ problems: inout ProblemList) {
        problems.requireSyntax(PathSyntax.ofFile, file["path"], isRequired: true)
        problems.requireRange(VolumeSourceRules.fileModes, file["mode"])
        let (field, resource) = (file["fieldRef"], file["resourceFieldRef"])
        switch (field.isSet, resource.isSet) {
        case (false, false): problems.require(file, "needs fieldRef or resourceFieldRef")
        case (true, true): problems.invalid(file, "must not have both fieldRef and resourceFieldRef")
        default: break
        }
        if field.isSet {
            DownwardRules.checkField(field, fieldPaths, &problems)
        } else if resource.isSet {
            DownwardRules.checkResource(resource, needsContainer: true, &problems)
        }
    }
}
