import DiagnosisEngine

/// Where a node asks for the registry's API, and whether that is the node itself.
struct RegistryFact: FactSearch {
    let parameters: [ParameterDescription] = [.text("registryURL", .optional), .truth("isRegistryLocal", .optional)]

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
        facts.parameters["registryURL"] = .text("\(isLocal ? "http" : "https")://\(registry)/v2/")
        return facts
    }
}
