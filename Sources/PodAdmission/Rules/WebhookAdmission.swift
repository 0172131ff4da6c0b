import KubernetesModel
import Wording

/// Names the webhooks that are asked about the pods or the DaemonSet: their answers stand in no snapshot.
enum WebhookAdmission {
    static func findings(_ request: AdmissionRequest) -> [AdmissionFinding] {
        let mutating = names(MutatingWebhookConfiguration.self, request)
        let validating = names(ValidatingWebhookConfiguration.self, request)
        return [("change", mutating), ("refuse", validating)].compactMap { verb, names in
            if names.isEmpty { return nil }
            return AdmissionFinding(
                .webhookUnknown, .unknown, at: "metadata.namespace",
                "webhooks may \(verb) the DaemonSet or its pods: \(Wording.list(names, most: 4))")
        }
    }

    private static func names<Configuration: WebhookConfiguration>(
        _ type: Configuration.Type, _ request: AdmissionRequest
    ) -> [String] {
        var labels = (request.namespace?.metadata.labels ?? Labels()).pairs
        if !labels.contains(where: { $0.key == NamespaceLabel.name }) {
            labels.append(.init(key: NamespaceLabel.name, value: request.daemonSet.namespace))
        }
        let namespace = Labels(labels)
        let objects = ["pods": request.daemonSet.template.labels, "daemonsets": request.daemonSet.metadata.labels]
        return request.snapshot.objects(of: type).sorted { $0.name < $1.name }.flatMap { configuration in
            configuration.webhooks.filter { webhook in
                webhook.namespaceSelector.matches(namespace)
                    && objects.contains { webhook.concerns($0.key) && webhook.objectSelector.matches($0.value) }
            }.map(\.name)
        }
    }
}
