/// Objects of which the metadata is checked, and the data of ConfigMaps and Secrets.
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
        if object["apiVersion"].text == "v1", kind == "ConfigMap" || kind == "Secret" {
            checkData(object, kind, &problems)
        }
        MetadataRules.check(
            object["metadata"], name: syntax, isNamespaced: KindTable.kinds[kind]?.isNamespaced ?? true, &problems)
    }

    /// Keys are file names, and bytes are written in base64 (`ValidateConfigMap`, `ValidateSecret`).
    private static func checkData(_ object: Field, _ kind: String, _ problems: inout ProblemList) {
        for list in ["data", "binaryData", "stringData"] {
            let isBase64 = list == "binaryData" || kind == "Secret" && list == "data"
            for (key, value) in object[list].entries {
                if let complaint = NameSyntax.dataKey(key) { problems.invalid(value, complaint) }
                if isBase64, !isBase64Text(value.text) {
                    problems.refuse(
                        .wrongType, value,
                        "must be written in base64" + (kind == "Secret" ? "; stringData takes plain text" : ""))
                }
            }
        }
    }

    /// Go's standard encoding, with padding; line ends don't count.
    private static func isBase64Text(_ text: String) -> Bool {
        let bytes = text.utf8.filter { $0 != 0x0A && $0 != 0x0D }
        guard bytes.count % 4 == 0 else { return false }
        let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return false }
        return bytes.dropLast(padding).allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
        }
    }

    /// `IsPathSegmentName`.
    private static func segment(_ text: String) -> String? {
        if text == "." || text == ".." { return "must not be '.' or '..'" }
        return text.contains { $0 == "/" || $0 == "%" } ? "must not contain '/' or '%'" : nil
    }
}
