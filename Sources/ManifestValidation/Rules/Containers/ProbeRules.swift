/// Probes and lifecycle handlers (`validateProbe`, `validateLifecycle`, `validateHandler`).
enum ProbeRules {
    static func checkAll(_ container: Field, _ context: ContainerContext, _ problems: inout ProblemList) {
        for name in ["livenessProbe", "readinessProbe", "startupProbe"] where container[name].isSet {
            check(container[name], isReadiness: name == "readinessProbe", context, &problems)
        }
        for name in ["postStart", "preStop"] where container["lifecycle", name].isSet {
            checkHandler(
                container["lifecycle", name], ["exec", "httpGet", "tcpSocket", "sleep"], context, &problems)
        }
    }

    private static func check(
        _ probe: Field, isReadiness: Bool, _ context: ContainerContext, _ problems: inout ProblemList
    ) {
        checkHandler(probe, ["exec", "httpGet", "tcpSocket", "grpc"], context, &problems)
        for name in ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"] {
            problems.requireRange(0...Int64.max, probe[name])
        }
        let success = probe["successThreshold"]
        if !isReadiness, let threshold = success.integer, threshold > 1 {
            problems.invalid(success, "\(threshold) must be 1; only a readinessProbe can need more")
        }
        let grace = probe["terminationGracePeriodSeconds"]
        if isReadiness, grace.isSet {
            problems.invalid(grace, "must be absent in a readinessProbe")
        } else {
            problems.requireRange(1...Int64.max, grace)
        }
    }

    private static func checkHandler(
        _ handler: Field, _ kinds: [String], _ context: ContainerContext, _ problems: inout ProblemList
    ) {
        let given = kinds.filter { handler[$0].isSet }
        guard let kind = given.first else {
            return problems.require(handler, "needs one of \(kinds.joined(separator: ", "))")
        }
        for further in given.dropFirst() {
            problems.forbid(handler[further], "must be absent when \(kind) is set")
        }
        let action = handler[kind]
        switch kind {
        case "exec":
            if action["command"].hasNoElements { problems.require(action["command"]) }
        case "httpGet":
            checkPort(action["port"], &problems)
            problems.requireOne(of: ["HTTP", "HTTPS"], action["scheme"])
            for header in action["httpHeaders"].items {
                problems.requireSyntax(NameSyntax.headerName, header["name"], isRequired: true)
            }
        case "tcpSocket", "grpc": checkPort(action["port"], &problems)
        default: checkSleep(action["seconds"], context, &problems)
        }
    }

    /// A port's number or name (`ValidatePortNumOrName`).
    private static func checkPort(_ port: Field, _ problems: inout ProblemList) {
        if !port.isSet { return problems.require(port) }
        guard port.node?.string != nil else { return problems.requireRange(PortRules.numbers, port) }
        if let complaint = NameSyntax.portName(port.text) {
            let hint = Int64(port.text) == nil ? "" : "; write a port's number without quotes"
            problems.invalid(port, "\(ProblemList.quoted(port.text)) as a port's name \(complaint)\(hint)")
        }
    }

    /// A pause must fit into the time that the pod has to end (`validateSleepAction`).
    private static func checkSleep(_ seconds: Field, _ context: ContainerContext, _ problems: inout ProblemList) {
        let length = seconds.integer ?? 0
        if length < 0 || length > context.gracePeriod {
            problems.invalid(
                seconds, "\(length) must be from 0 to terminationGracePeriodSeconds, which is \(context.gracePeriod)")
        }
    }
}
