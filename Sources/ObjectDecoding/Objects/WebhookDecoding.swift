import KubernetesModel

private enum ConfigurationField: String, CaseIterable {
    case metadata, webhooks
}

private enum WebhookField: String, CaseIterable {
    case name, rules, namespaceSelector, objectSelector
}

private enum RuleField: String, CaseIterable {
    case operations, resources
}

private let configurationFields = FieldTable<ConfigurationField>()
private let webhookFields = FieldTable<WebhookField>()
private let ruleFields = FieldTable<RuleField>()

extension ObjectDecoder {
    /// The webhooks of one owner.
    func webhookConfiguration<Configuration: WebhookConfiguration>(_ type: Configuration.Type) -> Configuration {
        var configuration = Configuration()
        forEachField(configurationFields) { field in
            switch field {
            case .metadata: configuration.metadata = metadata()
            case .webhooks: configuration.webhooks = array { webhook() }
            }
        }
        return configuration
    }

    private func webhook() -> AdmissionWebhook {
        var webhook = AdmissionWebhook()
        forEachField(webhookFields) { field in
            switch field {
            case .name: webhook.name = string()
            case .rules: webhook.rules = array { webhookRule() }
            case .namespaceSelector: webhook.namespaceSelector = labelSelector()
            case .objectSelector: webhook.objectSelector = labelSelector()
            }
        }
        return webhook
    }

    private func webhookRule() -> AdmissionWebhook.Rule {
        var rule = AdmissionWebhook.Rule()
        forEachField(ruleFields) { field in
            switch field {
            case .operations: rule.operations = strings()
            case .resources: rule.resources = strings()
            }
        }
        return rule
    }
}
