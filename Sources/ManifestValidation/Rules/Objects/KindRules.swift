import Wording

/// `apiVersion` and `kind`: whether the server has such a kind at all.
enum KindRules {
    /// Checks both; whether the object can be judged further.
    static func check(_ object: Field, _ problems: inout ProblemList) -> Bool {
        let (version, kind) = (object["apiVersion"], object["kind"])
        for field in [version, kind] where field.isSet && field.node?.string == nil {
            problems.refuse(.wrongType, field, "must be a string")
            return false
        }
        for field in [version, kind] where field.text.isEmpty { problems.require(field) }
        if version.text.isEmpty || kind.text.isEmpty { return false }
        if version.text.split(separator: "/", omittingEmptySubsequences: false).count > 2
            || version.text.split(separator: "/", omittingEmptySubsequences: false)
                .contains(where: { NameSyntax.subdomain(String($0)) != nil })
        {
            problems.invalid(version, "\(ProblemList.quoted(version.text)) must be VERSION or GROUP/VERSION")
            return false
        }
        return isServed(version, kind, &problems)
    }

    private static func isServed(_ version: Field, _ kind: Field, _ problems: inout ProblemList) -> Bool {
        if let known = KindTable.kinds[kind.text] {
            if known.versions.contains(version.text) { return true }
            return checkVersion(version, kind, served: known.versions, &problems)
        }
        let nearest = ProblemList.nearest(kind.text, among: KindTable.kinds.keys.sorted())
        let meant = nearest.flatMap { KindTable.kinds[$0]?.versions.contains(version.text) == true ? $0 : nil }
        // A custom resource can have any name; only in Kubernetes' own groups all kinds are known.
        guard KindTable.hasGroup(of: version.text), kind.text != "List" else { return false }
        let release = KindTable.release(removing: version.text)
        let reason =
            release.map { "is not served since Kubernetes \($0)" } ?? "has no kind \(ProblemList.quoted(kind.text))"
        problems.refuse(.unknownKind, kind, "\(version.text) \(reason)", nearest: meant ?? nearest)
        return false
    }

    /// A kind of Kubernetes' in a version that it is not served in, or a custom resource of the same name.
    private static func checkVersion(
        _ version: Field, _ kind: Field, served: [String], _ problems: inout ProblemList
    ) -> Bool {
        let text = version.text
        let use = "use \(ProblemList.alternatives(served))"
        if let release = KindTable.release(removing: text) {
            problems.refuse(
                .unservedVersion, version,
                "\(ProblemList.quoted(text)) is not served since Kubernetes \(release); \(use)")
        } else if KindTable.hasGroup(of: text) {
            if isPreRelease(text), !KindTable.group(of: text).isEmpty { return false }
            problems.refuse(.unservedVersion, version, "\(ProblemList.quoted(text)) has no \(kind.text); \(use)")
        } else if let nearest = NearestName.of(text, among: served) {
            problems.refuse(
                .unservedVersion, version, "\(ProblemList.quoted(text)) has no \(kind.text)", nearest: nearest)
        } else if !KindTable.group(of: text).contains(".") {
            problems.refuse(.unservedVersion, version, "\(ProblemList.quoted(text)) is not served; \(use)")
        }
        return false
    }

    /// Alpha and beta versions of Kubernetes' own groups can be switched on.
    private static func isPreRelease(_ version: String) -> Bool {
        version.contains("alpha") || version.contains("beta")
    }
}
