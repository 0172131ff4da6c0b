/// Containers (`validateContainers`, `validateInitContainers`, `validateEphemeralContainers`).
enum ContainerRules {
    static func check(_ spec: Field, _ context: ContainerContext, _ problems: inout ProblemList) {
        let containers = spec["containers"].items
        if containers.isEmpty { problems.require(spec["containers"], "a pod needs a container") }
        var names: Set<String> = []
        for container in containers {
            checkCommon(container, context, &problems)
            checkName(container, &names, &problems)
            ProbeRules.checkAll(container, context, &problems)
            RestartRules.check(container, &problems)
        }
        PortRules.checkHostPorts(containers, &problems)
        for container in spec["initContainers"].items {
            checkCommon(container, context, &problems)
            checkName(container, &names, &problems)
            checkInit(container, context, &problems)
        }
        for container in spec["ephemeralContainers"].items {
            checkCommon(container, context, &problems)
            checkName(container, &names, &problems)
        }
    }

    private static func checkName(_ container: Field, _ names: inout Set<String>, _ problems: inout ProblemList) {
        let name = container["name"].text
        if !name.isEmpty, !names.insert(name).inserted { problems.duplicate(container["name"], name) }
    }

    /// The rules for all containers (`validateContainerCommon`).
    private static func checkCommon(
        _ container: Field, _ context: ContainerContext, _ problems: inout ProblemList
    ) {
        problems.requireSyntax(NameSyntax.label, container["name"], isRequired: true)
        if container["image"].text.isEmpty { problems.require(container["image"]) }
        problems.requireOne(of: ["File", "FallbackToLogsOnError"], container["terminationMessagePolicy"])
        problems.requireOne(of: ["Always", "IfNotPresent", "Never"], container["imagePullPolicy"])
        PortRules.check(container["ports"], &problems)
        EnvironmentRules.check(container, &problems)
        MountRules.check(container, context.volumes, &problems)
        ResourceRules.checkContainer(container["resources"], claims: context.claims, &problems)
        checkResizePolicy(container["resizePolicy"], &problems)
        SecurityRules.checkContainer(
            container["securityContext"], usesHostUsers: context.usesHostUsers, &problems)
    }

    private static func checkInit(
        _ container: Field, _ context: ContainerContext, _ problems: inout ProblemList
    ) {
        RestartRules.check(container, &problems)
        // Init containers run one after the other, so only the ports of one can conflict.
        PortRules.checkHostPorts([container], &problems)
        if container["restartPolicy"].text == "Always" {
            ProbeRules.checkAll(container, context, &problems)
            return
        }
        for name in ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] where container[name].isSet {
            problems.forbid(container[name], "an init container needs restartPolicy Always for it")
        }
        for policy in container["resizePolicy"].items where policy["restartPolicy"].text == "RestartContainer" {
            problems.invalid(policy["restartPolicy"], "an init container needs restartPolicy Always for it")
        }
    }

    /// `validateResizePolicy`.
    private static func checkResizePolicy(_ policies: Field, _ problems: inout ProblemList) {
        var resources: Set<String> = []
        for policy in policies.items {
            let resource = policy["resourceName"]
            if !resources.insert(resource.text).inserted { problems.duplicate(resource, resource.text) }
            problems.requireOne(of: ["cpu", "memory"], resource, isRequired: true)
            problems.requireOne(of: ["NotRequired", "RestartContainer"], policy["restartPolicy"], isRequired: true)
        }
    }
}
