import ClusterSnapshot
import KubernetesModel

extension DaemonSetSituation {
    /// The line that matters in the container's last log before it ended, with what it means for this pod; nil without a
    /// log of the program's own. Of a container that runs on, `isRunning`, only the present log counts.
    func tellingLine(
        of pod: Pod, container: String, on node: NodeSituation, isRunning: Bool = false
    ) -> TellingLine? {
        let logs = index.logs(ofPod: pod.name, namespace: pod.namespace).filter { $0.container == container }
        // The log of the container before the restart holds its end; the present one may have just begun.
        let present = logs.filter { !$0.isPrevious }
        let all = isRunning ? present : logs.filter(\.isPrevious) + present + terminationMessage(of: pod, container)
        for log in all {
            guard var line = cluster.logSignatures.tellingLine(of: log) else { continue }
            if let signature = line.signature, !signature.variants.isEmpty {
                line.signature = signature.resolved(
                    in: circumstances(of: container, in: pod, on: node, line: line.line)
                        .union(WebhookCall(in: line.full) == nil ? [] : [.webhook]))
            }
            return line
        }
        return nil
    }

    /// The program's termination message, which may be the end of its log
    /// (`terminationMessagePolicy: FallbackToLogsOnError`).
    private func terminationMessage(of pod: Pod, _ container: String) -> [ContainerLog] {
        guard let end = pod.status.allContainerStatuses.first(where: { $0.name == container })?.termination,
            !end.message.isEmpty, !end.isOfRuntime
        else { return [] }
        return [
            ContainerLog(
                namespace: pod.namespace, pod: pod.name, container: container, isPrevious: true,
                lines: end.message.split(whereSeparator: \.isNewline).map(String.init))
        ]
    }

    /// The facts of a container that decide what its log means.
    private func circumstances(
        of name: String, in pod: Pod, on node: NodeSituation, line: String
    ) -> Set<LogSignature.Circumstance> {
        var found: Set<LogSignature.Circumstance> = []
        let container = pod.spec.allContainers.first { $0.name == name }
        if let container {
            let user = container.securityContext.runAsUser ?? pod.spec.securityContext.runAsUser
            if container.securityContext.isPrivileged { found.formUnion([.privileged, .root]) }
            if user == 0 { found.insert(.root) }
            if container.securityContext.isRootFileSystemReadOnly { found.insert(.readOnlyRoot) }
            if user ?? 0 == 0, node.node.usesSELinux { found.insert(.seLinux) }
            if let user, user != 0 { found.insert(.nonRoot) }
            if container.securityContext.adds("NET_BIND_SERVICE") { found.insert(.portCapability) }
            if container.securityContext.allowsPrivilegeEscalation == false { found.insert(.noPrivilegeEscalation) }
            found.formUnion(MountedPath.circumstances(of: line, for: container, pod: pod))
        }
        if KernelModule.isMissed(by: line) { found.insert(.kernelModule) }
        let folded = line.lowercased()
        if folded.contains("operation not permitted") || folded.contains("permission denied") {
            found.insert(.notPermitted)
        }
        if PathElsewhere.paths(in: line).contains(where: DevicePath.isOne) { found.insert(.devicePath) }
        if HostFileSystem.isEntered(by: container, saying: line) { found.insert(.hostFileSystem) }
        if node.node.conditions[Node.ConditionType.diskPressure]?.status == .isFalse { found.insert(.diskNotFull) }
        if node.node.info.operatingSystem == "windows" { found.insert(.windows) }
        if node.node.isOfKubeEdge { found.insert(.edgeNode) }
        if node.node.offersGPUs, container?.asksForGPU == false { found.insert(.gpusOffered) }
        if pod.spec.isHostNetwork {
            found.insert(.hostNetwork)
            if pod.spec.dnsPolicy != "ClusterFirstWithHostNet" { found.insert(.nodeDNS) }
        }
        if KubernetesAPI.isNamed(by: line, address: cluster.apiAddress) { found.insert(.kubernetesAPI) }
        if LocalAddress.isNamed(by: line) { found.insert(.localhost) }
        if IPv6Address.isNamed(by: line) { found.insert(.ipv6) }
        if RefusedProgram.isNamed(by: line) { found.insert(.program) }
        if servingCount(likePod: pod) > 0 { found.insert(.servesElsewhere) }
        return found
    }

    /// On how many nodes a pod of the same template as this one, which does not, serves.
    func servingCount(likePod pod: Pod) -> Int { servingByTemplate[Self.template(of: pod)] ?? 0 }

    /// Of which template a pod is; pods without labels that tell are compared by their images.
    static func template(of pod: Pod) -> String {
        let labels = pod.metadata.labels
        let told = [ControllerRevision.Label.hash, ControllerRevision.Label.templateGeneration].compactMap {
            labels[$0]
        }
        return told.isEmpty ? pod.spec.allContainers.map(\.image).joined(separator: " ") : told.joined(separator: " ")
    }

    /// How many nodes are served, by the template of the pods there.
    static func servingByTemplate(_ nodes: [NodeSituation]) -> [String: Int] {
        var counts: [String: Int] = [:]
        for node in nodes where node.state == .available || node.state == .stale {
            if let pod = node.pod { counts[template(of: pod), default: 0] += 1 }
        }
        return counts
    }
}

extension SecurityContext {
    /// Whether the container asks for a capability beyond the runtime's default, by its name without `CAP_`.
    fileprivate func adds(_ capability: String) -> Bool {
        addedCapabilities.contains { $0 == capability || $0 == "CAP_\(capability)" || $0 == "ALL" }
    }
}

extension Node {
    /// Whether a device plugin has the node offer GPUs or the like to pods.
    fileprivate var offersGPUs: Bool {
        allocatable.entries.contains { GPUResource.isOne($0.name) && !$0.quantity.isZero }
    }
}

extension Container {
    /// Whether the container asks for a GPU or the like, and so gets the driver's libraries and devices.
    fileprivate var asksForGPU: Bool {
        (resources.requests.entries + resources.limits.entries).contains { GPUResource.isOne($0.name) }
    }
}

/// Tells resources of device plugins for GPUs and the like from others.
enum GPUResource {
    /// Whether a resource is one: `nvidia.com/gpu`, `nvidia.com/mig-1g.5gb`, `amd.com/gpu`, `gpu.intel.com/i915`.
    static func isOne(_ name: String) -> Bool {
        name.hasSuffix("/gpu") || ["nvidia.com/", "gpu.intel.com/", "habana.ai/"].contains { name.hasPrefix($0) }
    }
}

/// Tells programs that work in the node's own file system.
enum HostFileSystem {
    /// Whether a container's command, or its log, enters it.
    static func isEntered(by container: Container?, saying line: String) -> Bool {
        let words = (container?.command ?? []) + (container?.args ?? [])
        return words.contains { isEntry($0) } || isEntry(line)
    }

    private static func isEntry(_ text: String) -> Bool {
        text.contains("nsenter") || text.contains("chroot ") || text.hasSuffix("chroot")
    }
}

/// Tells lines about a program that the kernel refuses to run (EPERM of `execve`): it carries file capabilities that the
/// process isn't allowed.
enum RefusedProgram {
    /// Whether a line says so, and not that a program was refused something: `start.sh: line 83: /usr/sbin/iptables:
    /// Operation not permitted`, `ovs-ctl: 1: ovs-vswitchd: …`, `exec /usr/bin/tini: …`, `/nginx-ingress-controller: …`.
    static func isNamed(by line: String) -> Bool {
        var rest = line[...]
        while let last = rest.last, last.isWhitespace || last == "." || last == "\"" { rest.removeLast() }
        let end = ": operation not permitted"
        guard rest.lowercased().hasSuffix(end) else { return false }
        let parts = rest.dropLast(end.count).split(separator: ":").map { $0.drop { $0 == " " } }
        guard let last = parts.last else { return false }
        for verb in ["exec ", "fork/exec "] {
            if last.hasPrefix(verb) || last.contains(" \(verb)") {
                return last.split(separator: " ").last.map { $0.hasPrefix("/") } ?? false
            }
        }
        guard !last.contains(" ") else { return false }
        guard parts.count > 1 else { return last.hasPrefix("/") }
        let before = parts[parts.count - 2]
        if before == "exec" { return true }
        let number = before.hasPrefix("line ") ? before.dropFirst(5) : before
        if !number.isEmpty, number.allSatisfy(\.isNumber) { return true }
        return parts.count == 2 && MissingCommand.isShell(String(before))
    }
}

/// Tells lines about an IPv6 address.
enum IPv6Address {
    /// Whether a line has one in brackets: `[fd00:ec2::23]:80`, `[::1]:15053`, `bind() to [::]:80`.
    static func isNamed(by line: String) -> Bool {
        line.split(separator: "[", omittingEmptySubsequences: false).dropFirst().contains { rest in
            guard let end = rest.firstIndex(of: "]") else { return false }
            let address = rest[..<end].prefix { $0 != "%" }
            return address.contains("::") && address.allSatisfy { $0.isHexDigit || ":.".contains($0) }
        }
    }
}

/// Tells what is said about an address of the pod itself.
enum LocalAddress {
    /// Whether a line names a port of it.
    static func isNamed(by line: String) -> Bool {
        ["localhost:", "127.0.0.1:", "[::1]:"].contains { line.contains($0) }
    }
}

/// Tells what is said about the Kubernetes API.
enum KubernetesAPI {
    /// Whether a line names the API server: by its Service, its usual port or its paths.
    static func isNamed(by line: String, address: String) -> Bool {
        if !address.isEmpty, line.contains("\(address):") || line.contains("[\(address)]:") { return true }
        return [":6443", "kubernetes.default", "/api/v1", "/apis/"].contains { line.contains($0) }
    }
}

extension ContainerTermination {
    /// Whether the message is the runtime's, and none of the program's.
    var isOfRuntime: Bool {
        reason == "StartError" || reason == "ContainerCannotRun" || reason == "ContainerStatusUnknown"
    }
}
