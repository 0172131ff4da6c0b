import ByteStreams
import CheckedJSON
import CheckedYAML

/// Reads one kubeconfig file.
enum KubeconfigReader {
    /// - Returns: nil when there is no such file.
    static func read(_ path: String) throws(ConfigurationError) -> Kubeconfig? {
        let bytes: [UInt8]
        do throws(BoundedFile.Failure) {
            bytes = try BoundedFile.read(path, most: BoundedFile.mostKubeconfigBytes)
        } catch {
            if error.isMissing { return nil }
            throw .unreadable(path: path, reason: error.reason)
        }
        let root: JSONValue
        do throws(YAMLFailure) {
            root = try JSONValue(yaml: TextEncoding.utf8(bytes))
        } catch {
            let place = error.mark.map { "line \($0.line)" } ?? ""
            throw .malformed(
                path: path, place: place, reason: "it is not valid YAML: \(error.reason)", hint: "correct the file")
        }
        return try kubeconfig(FieldReader(root, file: path, place: ""))
    }

    private static func kubeconfig(_ fields: FieldReader) throws(ConfigurationError) -> Kubeconfig {
        try check(fields)
        var kubeconfig = Kubeconfig()
        kubeconfig.files = [fields.file]
        kubeconfig.currentContext = try fields.text("current-context")
        for (name, context) in try entries("contexts", "context", fields) {
            kubeconfig.contexts[name] = KubeconfigContext(
                file: fields.file, cluster: try context.text("cluster"), user: try context.text("user"),
                namespace: try context.text("namespace"))
        }
        for (name, cluster) in try entries("clusters", "cluster", fields) {
            kubeconfig.clusters[name] = try KubeconfigCluster(cluster)
        }
        for (name, user) in try entries("users", "user", fields) {
            kubeconfig.users[name] = try KubeconfigUser(user)
        }
        return kubeconfig
    }

    /// Kind and version may be missing, and must not be others.
    private static func check(_ fields: FieldReader) throws(ConfigurationError) {
        for (name, only) in [("kind", "Config"), ("apiVersion", "v1")] {
            let value = try fields.text(name)
            if !value.isEmpty, value != only {
                throw .malformed(
                    path: fields.file, place: name, reason: "it is \"\(value)\", but in a kubeconfig it is \(only)",
                    hint: "name a kubeconfig; for a saved cluster use --snapshot")
            }
        }
    }

    /// The named entries of a list; a name that comes twice is an error, as for client-go.
    private static func entries(
        _ list: String, _ member: String, _ fields: FieldReader
    ) throws(ConfigurationError) -> [String: FieldReader] {
        var entries: [String: FieldReader] = [:]
        for (index, element) in try fields.list(list).enumerated() {
            let entry = try FieldReader(element, file: fields.file, place: "\(list)[\(index)]")
            let name = try entry.text("name")
            let place = "\(list)[\(name)].\(member)"
            let value = try FieldReader(entry[member], file: fields.file, place: place)
            if entries.updateValue(value, forKey: name) != nil {
                throw .malformed(
                    path: fields.file, place: "\(list)[\(name)]", reason: "the name appears twice",
                    hint: "rename or remove one of them")
            }
        }
        return entries
    }
}
