import ClusterSnapshot
import KubernetesModel

extension FindingCode {
    /// A Service seems to be meant for the DaemonSet's pods, and misses them.
    public static let serviceSelectsNoPods = Self("service-selects-no-pods")
}

/// A Service seems to be meant for the DaemonSet's pods, and misses them.
struct ServiceSelectsNoPodsRule: DaemonSetRule {
    static let code = FindingCode.serviceSelectsNoPods
    static let family = FindingFamily.communication
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .services]
    static let weakenedWithout: [SnapshotPart] = [.pods]
    static let parameters: [ParameterDescription] = [
        .text("service"), .text("selector"), .text("key", .optional), .text("value", .optional),
        .text("suggestion", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "A Service that seems meant for the DaemonSet selects no pods.",
        explanation: """
            A Service, headless or not, finds pods by its selector. One that selects nothing, and is named like the \
            DaemonSet or asks for nearly the labels of its pods, is probably misspelt: its name resolves, but nothing \
            answers.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let template = situation.daemonSet.template.labels
        let services = situation.snapshot.services
        let meant = situation.cluster.services.idle(
            near: template, where: { Self.isNear($0, template) }, named: situation.daemonSet.name,
            in: situation.daemonSet.namespace
        )
        .filter { position in
            guard let selector = services[position].selector, !services[position].selects(template) else {
                return false
            }
            return Self.seemsMeant(services[position], selector, for: situation.daemonSet)
        }
        let told = MostServices.of(meant)
        return told.enumerated().map { place, position in
            let service = services[position]
            var finding = finding(service, service.selector ?? Labels(), template, in: situation)
            if place == 0 { finding.message += MostServices.sentence(meant.count - told.count) }
            return finding
        }
    }

    /// Whether name or selector of the Service are nearly those of the DaemonSet.
    private static func seemsMeant(_ service: Service, _ selector: Labels, for daemonSet: DaemonSet) -> Bool {
        let labels = daemonSet.template.labels
        // Most Services have nothing to do with the DaemonSet: that is to be seen at once.
        if service.name != daemonSet.name, selector.pairs.contains(where: { labels[$0.key] == nil }) { return false }
        if isNear(selector, labels) { return true }
        let misses = selector.pairs.count { labels[$0.key] != $0.value }
        return service.name == daemonSet.name && misses < selector.pairs.count + 1
    }

    /// Whether each label that the selector asks for is there with nearly that value.
    private static func isNear(_ selector: Labels, _ labels: Labels) -> Bool {
        selector.pairs.allSatisfy { pair in
            guard let own = labels[pair.key] else { return false }
            return own == pair.value || NearestMiss.isNear(own, pair.value)
        }
    }

    private func finding(
        _ service: Service, _ selector: Labels, _ template: Labels, in situation: DaemonSetSituation
    ) -> Finding {
        let miss = selector.pairs.first { template[$0.key] != $0.value }
        var parameters = Parameters.common(to: situation)
        parameters["service"] = .text(service.name)
        parameters["selector"] = .text(selector.pairs.map { "\($0.key)=\($0.value)" }.joined(separator: ","))
        let selected = parameters.text("selector") ?? ""
        var message = "Service \(service.name) selects \(selected), but no pod has these labels."
        if let miss {
            parameters["key"] = .text(miss.key)
            parameters["value"] = .text(miss.value)
            if let actual = template[miss.key] {
                parameters["suggestion"] = .text(actual)
                message += " The DaemonSet's pods have \(miss.key)=\(actual)."
            } else {
                message += " The DaemonSet's pods have no label \(miss.key)."
            }
        }
        return Finding(
            code: Self.code, severity: .warning, confidence: .likely, title: "Service \(service.name) selects no pods",
            message: message, parameters: parameters,
            evidence: [
                Evidence(
                    kind: .spec, object: "Service \(service.metadata.qualifiedName)",
                    text: "selector \(parameters.text("selector") ?? "")")
            ])
    }
}

extension ServiceSelectsNoPodsRule {
    static var examples: [RuleExample] {
        [
            .firing("the selector is misspelt by one letter", with: ["suggestion": "agent"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.service("agent-metrics", selector: ["app": "agnet"])
            },
            .silent("the Service is a name for what is outside of the cluster") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.service("agent", selector: ["app": "agnet"]) { $0.type = "ExternalName" }
            },
            .silent("the Service has no selector, and its endpoints are kept by hand") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.service("agent", selector: [:]) { $0.selector = nil }
            },
            .silent("the Service means pods of another workload") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.service("web", selector: ["app": "web"])
            },
        ]
    }
}
