import DiagnosisEngine

/// Where a node asks for the registry's API, and whether that is the node itself.
struct RegistryFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .text("registryURL", .optional), .truth("isRegistryLocal", .optional), .text("registryCloud", .optional),
    ]

    let needs = [["registry", "image"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        guard let registry = subject.finding.parameters.text("registry"), PodSelector.isAddress(registry) else {
            return facts
        }
        // Runtimes ask their own machine without TLS.
        let host = registry.split(separator: ":").first.map(String.init) ?? registry
        let isLocal = host == "localhost" || host.hasPrefix("127.")
        facts.parameters["isRegistryLocal"] = .truth(isLocal)
        facts.parameters["registryCloud"] = Self.cloud(of: host).map { .text($0) }
        facts.parameters["registryURL"] = .text("\(isLocal ? "http" : "https")://\(registry)/v2/")
        return facts
    }

    /// The cloud whose registry a host is: there a node's own identity lets the kubelet pull.
    private static func cloud(of host: String) -> String? {
        if host.contains(".dkr.ecr."), host.hasSuffix(".amazonaws.com") || host.hasSuffix(".amazonaws.com.cn") {
            return "ECR"
        }
        if host == "gcr.io" || host.hasSuffix(".gcr.io") || host.hasSuffix("-docker.pkg.dev") {
            return "Artifact Registry"
        }
        if host.hasSuffix(".azurecr.io") || host.hasSuffix(".azurecr.cn") { return "ACR" }
        return nil
    }
}
