import KubernetesModel

extension PodTemplate {
    /// The template with what the API server writes into it where nothing is said (`SetObjectDefaults_DaemonSet`).
    var withDefaults: PodTemplate {
        var template = self
        var spec = spec
        if spec.terminationGracePeriodSeconds == nil { spec.terminationGracePeriodSeconds = 30 }
        spec.containers = spec.containers.map(\.withDefaults)
        spec.initContainers = spec.initContainers.map(\.withDefaults)
        template.sharedSpec = spec == self.spec ? sharedSpec : Shared(spec)
        return template
    }
}

extension Container {
    fileprivate var withDefaults: Container {
        guard imagePullPolicy.isEmpty else { return self }
        var container = self
        // Of an image with a digest, or with another tag than latest, the node's own copy is good enough.
        let name = image.split(separator: "/").last ?? ""
        let tag = name.split(separator: ":", maxSplits: 1).dropFirst().first
        let isLatest = !image.contains("@") && (tag == nil || tag == "latest")
        container.imagePullPolicy = isLatest ? "Always" : "IfNotPresent"
        return container
    }
}
