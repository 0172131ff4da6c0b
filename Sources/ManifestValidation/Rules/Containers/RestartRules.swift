/// A container's own restart policy (`validateContainerRestartPolicy`).
enum RestartRules {
    private static let maxRuleCount = 20
    private static let maxExitCodeCount = 255

    static func check(_ container: Field, _ problems: inout ProblemList) {
        let policy = container["restartPolicy"]
        let rules = container["restartPolicyRules"]
        // The server tells an empty text from an absent field here.
        if policy.isSet {
            problems.requireOne(of: ["Always", "Never", "OnFailure"], policy, isRequired: true)
        } else if !rules.hasNoElements {
            problems.require(policy, "required when restartPolicyRules are set")
        }
        if rules.items.count > maxRuleCount {
            problems.refuse(.tooMany, rules, "has \(rules.items.count) rules; the limit is \(maxRuleCount)")
        }
        for rule in rules.items {
            problems.requireOne(of: ["Restart", "RestartAllContainers"], rule["action"], isRequired: true)
            let codes = rule["exitCodes"]
            guard codes.isSet else {
                problems.require(codes)
                continue
            }
            problems.requireOne(of: ["In", "NotIn"], codes["operator"], isRequired: true)
            let count = codes["values"].items.count
            if count > maxExitCodeCount {
                problems.refuse(.tooMany, codes["values"], "has \(count) values; the limit is \(maxExitCodeCount)")
            }
        }
    }
}
