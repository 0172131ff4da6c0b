/// Objects of which only the metadata is checked.
enum OtherKindRules {
    /// Kinds whose names are no DNS names: all that a path can hold.
    private static let freelyNamed: Set<String> = ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"]
    /// Kinds whose names follow rules that are not checked here.
    private static let ofOwnRules: Set<String> = [
        "APIService", "CustomResourceDefinition", "IPAddress", "CSINode", "EndpointSlice", "CertificateSigningRequest",
    ]

    static func check(_ object: Field, _ problems: inout ProblemList) {
        let kind = object["kind"].text
        let syntax: (String) -> String? =
            switch kind {
            case "Namespace": NameSyntax.label
            case "Service": NameSyntax.label
            case _ where freelyNamed.contains(kind) || ofOwnRules.contains(kind): segment
            default: NameSyntax.subdomain
            }
        MetadataRules.check(
            object["metadata"], name: syntax, isNamespaced: KindTable.kinds[kind]?.isNamespaced ?? true, &problems)
    }

    /// `IsPathSegmentName`.
    private static func segment(_ text: String) -> String? {
        if text == "." || text == ".." { return "must not be '.' or '..'" }
        return text.contains { $0 == "/" || $0 == "%" } ? "must not contain '/' or '%'" : nil
    }
}
