/// A pod's specification (`ValidatePodSpec`).
enum PodRules {
    static func check(_ spec: Field, _ problems: inout ProblemList) {
        let volumes = VolumeRules.check(spec["volumes"], &problems)
        let claims = checkClaims(spec["resourceClaims"], &problems)
        let context = ContainerContext(
            volumes: volumes, claims: claims,
            gracePeriod: spec["terminationGracePeriodSeconds"].integer ?? 30,
            usesHostUsers: spec["hostUsers"].truth ?? true)
        ContainerRules.check(spec, context, &problems)
        ResourceRules.checkPod(spec, &problems)
        PortRules.checkHostNetwork(spec, &problems)
        EnvironmentRules.checkFileVolumes(spec, &problems)
        SecurityRules.checkPod(spec, &problems)
        WindowsRules.check(spec, &problems)
        PlacementRules.check(spec, &problems)
        NetworkRules.check(spec, &problems)
        checkNames(spec, &problems)
        checkChoices(spec, &problems)
        if spec["overhead"].isSet { ResourceRules.checkOverhead(spec["overhead"], &problems) }
        WarningRules.check(spec, &problems)
    }

    private static func checkNames(_ spec: Field, _ problems: inout ProblemList) {
        let names: [(String, (String) -> String?)] = [
            ("serviceAccountName", NameSyntax.subdomain), ("nodeName", NameSyntax.subdomain),
            ("hostname", NameSyntax.label), ("subdomain", NameSyntax.label),
            ("priorityClassName", NameSyntax.subdomain),
        ]
        for (name, syntax) in names { problems.requireSyntax(syntax, spec[name]) }
        // Of an alias and its successor, the successor counts.
        if spec["serviceAccountName"].text.isEmpty {
            problems.requireSyntax(NameSyntax.subdomain, spec["serviceAccount"])
        }
        if spec["runtimeClassName"].isSet {
            problems.requireSyntax(NameSyntax.subdomain, spec["runtimeClassName"], isRequired: true)
        }
        for gate in spec["readinessGates"].items {
            LabelRules.checkKey(gate["conditionType"], &problems)
        }
        var gates: Set<String> = []
        for gate in spec["schedulingGates"].items {
            LabelRules.checkKey(gate["name"], &problems)
            if !gates.insert(gate["name"].text).inserted { problems.duplicate(gate["name"], gate["name"].text) }
        }
    }

    private static func checkChoices(_ spec: Field, _ problems: inout ProblemList) {
        problems.requireOne(of: ["Always", "OnFailure", "Never"], spec["restartPolicy"])
        if spec["preemptionPolicy"].isSet {
            problems.requireOne(of: ["PreemptLowerPriority", "Never"], spec["preemptionPolicy"], isRequired: true)
        }
        if spec["os"].isSet { problems.requireOne(of: ["linux", "windows"], spec["os", "name"], isRequired: true) }
        problems.requireRange(1...Int64(Int32.max), spec["activeDeadlineSeconds"])
    }

    /// Claims for devices (`validatePodResourceClaims`); their names.
    private static func checkClaims(_ claims: Field, _ problems: inout ProblemList) -> [String] {
        var names: Set<String> = []
        for claim in claims.items {
            let name = claim["name"]
            problems.requireSyntax(NameSyntax.label, name, isRequired: true)
            if !name.text.isEmpty, !names.insert(name.text).inserted { problems.duplicate(name, name.text) }
            let sources = ["resourceClaimName", "resourceClaimTemplateName"].filter { claim[$0].isSet }
            if sources.count != 1 {
                problems.invalid(claim, "needs one of resourceClaimName and resourceClaimTemplateName")
            }
            for source in sources {
                problems.requireSyntax(NameSyntax.subdomain, claim[source], isRequired: true)
            }
        }
        return names.sorted()
    }
}
