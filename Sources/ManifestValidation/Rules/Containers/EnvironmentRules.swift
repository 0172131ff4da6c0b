import KubernetesModel

/// Environment variables (`ValidateEnv`, `ValidateEnvFrom`).
enum EnvironmentRules {
    private static let sources = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"]
    private static let fieldPaths = [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ]

    static func check(_ container: Field, _ problems: inout ProblemList) {
        for variable in container["env"].items {
            problems.requireSyntax(NameSyntax.environmentName, variable["name"], isRequired: true)
            checkSource(variable, &problems)
        }
        for source in container["envFrom"].items {
            problems.requireSyntax(NameSyntax.environmentName, source["prefix"])
            let given = ["configMapRef", "secretRef"].filter { source[$0].isSet }
            if given.isEmpty { problems.invalid(source, "needs configMapRef or secretRef") }
            if given.count > 1 { problems.invalid(source, "must not have both configMapRef and secretRef") }
            for name in given {
                problems.requireSyntax(NameSyntax.subdomainPrefix, source[name]["name"], isRequired: true)
            }
        }
    }

    private static func checkSource(_ variable: Field, _ problems: inout ProblemList) {
        let source = variable["valueFrom"]
        guard source.isSet else { return }
        let given = sources.filter { source[$0].isSet }
        if given.isEmpty {
            problems.invalid(source, "needs one of \(sources.joined(separator: ", "))")
        } else if !variable["value"].text.isEmpty {
            problems.invalid(source, "must be absent when value is set")
        } else if given.count > 1 {
            problems.invalid(source, "must have only one source, not \(given.joined(separator: ", "))")
        }
        if source["fieldRef"].isSet { DownwardRules.checkField(source["fieldRef"], fieldPaths, &problems) }
        if source["resourceFieldRef"].isSet {
            DownwardRules.checkResource(source["resourceFieldRef"], needsContainer: false, &problems)
        }
        for name in ["configMapKeyRef", "secretKeyRef"] where source[name].isSet {
            problems.requireSyntax(NameSyntax.subdomain, source[name]["name"], isRequired: true)
            problems.requireSyntax(NameSyntax.dataKey, source[name]["key"], isRequired: true)
        }
        let file = source["fileKeyRef"]
        if file.isSet {
            problems.requireSyntax(NameSyntax.environmentName, file["key"], isRequired: true)
            problems.requireSyntax(NameSyntax.label, file["volumeName"], isRequired: true)
            problems.requireSyntax(PathSyntax.withoutBacksteps, file["path"], isRequired: true)
        }
    }

    /// Files with variables are read from an emptyDir (`validateFileKeyRefVolumes`).
    static func checkFileVolumes(_ spec: Field, _ problems: inout ProblemList) {
        var emptyDirs: [String: Bool] = [:]
        for volume in spec["volumes"].items {
            emptyDirs[volume["name"].text] = VolumeRules.kind(of: volume) == "emptyDir"
        }
        for container in spec.allContainers {
            for variable in container["env"].items {
                let file = variable["valueFrom", "fileKeyRef"]
                guard file.isSet else { continue }
                let name = file["volumeName"]
                switch emptyDirs[name.text] {
                case nil:
                    problems.notFound(
                        name, "no volume is named \(ProblemList.quoted(name.text))", among: emptyDirs.keys.sorted())
                case false?: problems.invalid(name, "the volume \(ProblemList.quoted(name.text)) must be an emptyDir")
                default: break
                }
            }
        }
    }
}
