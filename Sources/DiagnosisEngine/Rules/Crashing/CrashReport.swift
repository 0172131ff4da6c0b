import KubernetesModel
import Wording

/// A crash as the detail of a symptom.
struct CrashSymptom: Sendable {
    let container: CrashingContainer
    let log: TellingLine?
    /// How many nodes a pod of the same template serves on.
    let servesElsewhere: Int
    /// What the program says of it in an event; nil without one.
    var report: ProgramReport?
    /// The Service that the log says wasn't reached; nil where it names none.
    var addressee: LogAddressee?
    /// Other containers of the pod that fail too, with how.
    var alsoFailing: [String] = []
    /// A sentence on the other image of the earlier revision's pods, which serve; empty for none.
    var earlierImage = ""

    /// The facts that all findings about crashes carry.
    static let parameters: [ParameterDescription] =
        [
            .text("container"), .number("exitCode"), .number("restarts"), .text("logLine", .optional),
            .text("signature", .optional), .text("image"), .text("logMeaning", .optional),
            .text("logRemedy", .optional),
            .text("lastLogLine", .optional), .text("concerns", .optional), .number("servesElsewhere"),
            .texts("nodePaths", .optional), .texts("configObjects", .optional),
            .texts("alsoFailing", .optional), .truth("isHostNetwork"), .text("seLinuxType", .optional),
            .text("logAdvice", .optional),
        ] + PathElsewhere.parameters + ProgramReport.parameterDescriptions + LogAddressee.parameterDescriptions
}

extension NodeSituation {
    /// A symptom for a container that crashes in a way that `isWanted` picks.
    func crashSymptom(
        in situation: DaemonSetSituation, isInit: Bool = false, _ isWanted: (CrashKind) -> Bool
    ) -> Symptom<CrashSymptom>? {
        guard let crashes = situation.crashes[position], let pod,
            let crash = isInit ? crashes.initContainer : crashes.container, isWanted(crash.kind)
        else { return nil }
        let log = crash.log
        let known = log?.signature?.name ?? ""
        let report = ProgramReport(on: pod, in: situation)
        let addressee = log.flatMap { log -> LogAddressee? in
            guard log.signature.map({ Self.isOfNetwork($0) }) ?? false else { return nil }
            return LogAddressee(in: log.line, of: pod, in: situation)
        }
        return Symptom(
            grouping: "\(crash.name) \(crash.termination.exitCode) \(known)",
            detail: CrashSymptom(
                container: crash, log: log, servesElsewhere: situation.servingCount(likePod: pod), report: report,
                addressee: addressee, alsoFailing: failures(besides: crash.name, isInit: isInit),
                earlierImage: crash.spec.flatMap { situation.earlierImages[crash.name]?.sentence(on: $0) } ?? ""),
            evidence: Array(crash.evidence.prefix(1)) + (log.map { [$0.evidence] } ?? [])
                + (report.map { [Evidence($0.event)] } ?? []) + crash.evidence.dropFirst())
    }
}

extension NodeSituation {
    /// Whether a line of that kind is about somebody who wasn't reached.
    static func isOfNetwork(_ signature: LogSignature) -> Bool {
        [
            "timeout", "name-resolution", "name-server-silent", "connection-refused", "network-unreachable",
            "connection-reset", "unauthorized",
        ].contains(signature.name)
    }

    /// The pod's other containers that wait for their next try: `grafana-agent (exit code 1)`.
    fileprivate func failures(besides name: String, isInit: Bool) -> [String] {
        guard !isInit, let pod else { return [] }
        return pod.status.containerStatuses.compactMap { status in
            guard status.name != name, !status.isReady, status.waiting?.reason == ContainerWaiting.crashLoopBackOff,
                let end = status.termination
            else { return nil }
            return "\(status.name) (exit code \(end.exitCode))"
        }
    }
}

extension LocatedSymptom where Detail == CrashSymptom {
    var crash: CrashingContainer { detail.container }
}

extension [LocatedSymptom<CrashSymptom>] {
    /// The facts as ``CrashSymptom/parameters`` describes them.
    func parameters() -> Parameters {
        let crash = self[0].crash
        let restarts = map(\.crash.status.restartCount).max() ?? 0
        var parameters: Parameters = [
            "container": .text(crash.name), "exitCode": .number(crash.termination.exitCode),
            "restarts": .number(restarts), "image": .text(crash.spec?.image ?? crash.status.image),
            "servesElsewhere": .number(WholeNumber(self[0].detail.servesElsewhere)),
        ]
        let paths = self[0].crash.spec.flatMap { container in self[0].node.pod?.nodePaths(of: container) } ?? []
        if !paths.isEmpty, self[0].detail.servesElsewhere > 0 { parameters["nodePaths"] = .texts(paths) }
        for (name, value) in pathElsewhere?.parameters.entries ?? [] { parameters[name] = value }
        parameters["isHostNetwork"] = .truth(self[0].node.pod?.spec.isHostNetwork ?? false)
        for (name, value) in report?.parameters.entries ?? [] { parameters[name] = value }
        for (name, value) in addressee?.parameters.entries ?? [] { parameters[name] = value }
        parameters["seLinuxType"] = seLinuxLabel.map { .text($0.type) }
        let others = self[0].detail.alsoFailing
        parameters["alsoFailing"] = others.isEmpty ? nil : .texts(others)
        let configuration = self[0].node.pod?.configObjects(of: self[0].crash.spec) ?? []
        if !configuration.isEmpty { parameters["configObjects"] = .texts(configuration) }
        if let log = compactMap(\.detail.log).first {
            parameters["logLine"] = .text(log.line)
            parameters["lastLogLine"] = log.last.map { .text($0) }
            parameters["logAdvice"] = log.advice.map { .text($0) }
            if let signature = log.signature {
                parameters["signature"] = .text(signature.name)
                parameters["logMeaning"] = signature.meaning.isEmpty ? nil : .text(signature.meaning)
                parameters["logRemedy"] =
                    signature.remedy.isEmpty ? nil : .text(Wording.sentence(signature.remedy, limit: .max))
                parameters["concerns"] = signature.concern.map { .text($0.rawValue) }
            }
        }
        // The program's own report tells what to do where its log doesn't.
        if parameters["logRemedy"] == nil, let signature = report?.signature, !signature.remedy.isEmpty {
            parameters["logRemedy"] = .text(Wording.sentence(signature.remedy, limit: .max))
        }
        return parameters
    }

    private var report: ProgramReport? { lazy.compactMap(\.detail.report).first }

    private var addressee: LogAddressee? { lazy.compactMap(\.detail.addressee).first }

    /// What else the snapshot holds on why the container fails, as sentences.
    private var bearings: String {
        let others = self[0].detail.alsoFailing
        let also = others.isEmpty ? "" : " Also failing in the pod: \(Wording.list(others))."
        let image = self[0].detail.earlierImage
        return "\(webhook)\(addressee?.sentence ?? "")\(report?.sentence ?? "")\(also)\(image)\(ownLog)"
    }

    /// ` It is the API server that fails to call webhook …` where the log tells of that; else empty.
    private var webhook: String {
        compactMap(\.detail.log).first.flatMap { WebhookCall(in: $0.full) }?.sentence ?? ""
    }

    /// ` It may keep a log of its own on the node, in /var/log/aws-routed-eni.` where the container mounts such a directory
    /// and its log as Kubernetes has it names no cause; else empty.
    private var ownLog: String {
        guard let symptom = first, let pod = symptom.node.pod, let container = symptom.crash.spec,
            compactMap(\.detail.log).allSatisfy({ $0.signature.map { $0.rank == .symptom } ?? true })
        else { return "" }
        let paths = pod.ownLogPaths(of: container)
        return paths.isEmpty ? "" : " It may keep a log of its own on the node, in \(Wording.list(paths, most: 2))."
    }

    /// ` Its log says: …`, and what that means where it is known; empty without a log.
    var lastWords: String {
        guard let log = compactMap(\.detail.log).first else { return bearings }
        let end = log.last.map { ", and at its end: \($0)" } ?? ""
        let said = log.before.map { "\($0), then: \(log.line)" } ?? log.line
        let path = pathElsewhere?.sentence ?? ""
        guard let meaning = log.signature?.meaning, !meaning.isEmpty else {
            return " Its log says: \(said)\(end)".followed(by: path + bearings)
        }
        return
            " Its log says: \(said) (\(meaning))\(end).\(kernel)\(path)\(readOnlyMount)\(origin)\(setting)\(seLinux)\(bearings)"
    }

    /// The SELinux type that the template gives the container, where its log is about something that it may not do.
    private var seLinuxLabel: SELinuxLabel? {
        guard let symptom = first(where: { $0.detail.log != nil }), let pod = symptom.node.pod,
            let name = symptom.detail.log?.signature?.name,
            ["socket-denied", "permission-denied", "security-module", "device-plugin-socket"].contains(name)
        else { return nil }
        return SELinuxLabel(of: pod, container: symptom.crash.spec, saying: "")
    }

    /// ` The template asks for SELinux type rte.process (seLinuxOptions).`; empty where that is of no concern.
    private var seLinux: String { seLinuxLabel.map { " " + $0.sentence } ?? "" }

    /// The path in the log that the pod mounts from another place of the node.
    private var pathElsewhere: PathElsewhere? {
        guard let symptom = first(where: { $0.detail.log != nil }), let log = symptom.detail.log,
            let pod = symptom.node.pod
        else { return nil }
        return PathElsewhere(in: log.line, of: symptom.crash.spec, pod: pod)
    }

    /// Which mount keeps the program from writing, where the log is about that; else empty.
    private var readOnlyMount: String {
        guard let symptom = first(where: { $0.detail.log != nil }), let log = symptom.detail.log,
            log.signature?.name == "read-only-file-system"
        else { return "" }
        return MountedPath.readOnlySentence(in: log.line, of: symptom.crash.spec, pod: symptom.node.pod)
    }

    /// Where a path of the log comes from, and as which user the container runs, where the log is about a file; else empty.
    private var origin: String {
        guard let symptom = first(where: { $0.detail.log != nil }), let log = symptom.detail.log,
            let pod = symptom.node.pod,
            let name = log.signature?.name, Self.areOfFiles.contains(name), readOnlyMount.isEmpty, pathElsewhere == nil
        else { return "" }
        let container = symptom.crash.spec
        let user = container?.securityContext.runAsUser ?? pod.spec.securityContext.runAsUser
        let isDenied = name == "permission-denied"
        let place = MountedPath.origin(
            in: log.line, of: container, pod: pod, isOfImage: isDenied && (user ?? 0) != 0)
        guard isDenied, let user, user != 0 else { return place }
        return place + " The container runs as user \(user)."
    }

    /// Which argument of the container names what the log misses, where it is a label, a device or the like; else empty.
    private var setting: String {
        guard let symptom = first(where: { $0.detail.log != nil }), let log = symptom.detail.log,
            let name = log.signature?.name,
            ["node-label-missing", "interface-not-found", "object-not-found"].contains(name)
        else { return "" }
        let said = [log.line, log.before].compactMap { $0 }.joined(separator: " ")
        return NamingArgument.sentence(in: said, of: symptom.crash.spec)
    }

    /// Signatures about files.
    private static var areOfFiles: [String] {
        ["permission-denied", "read-only-file-system", "no-such-file", "directory-for-file", "kubelet-directory"]
    }

    /// ` The nodes have kernel 5.15.0-131-generic (Ubuntu 22.04.5 LTS).` where the log is about the kernel; else empty.
    private var kernel: String {
        guard let name = compactMap(\.detail.log).first?.signature?.name,
            name.hasPrefix("kernel-") || Self.areOfKernel.contains(name)
        else { return "" }
        let kernels = Set(
            map(\.node.node.info).filter { !$0.kernelVersion.isEmpty }.map { info in
                info.kernelVersion + (info.osImage.isEmpty ? "" : " (\(info.osImage))")
            })
        guard !kernels.isEmpty else { return "" }
        return " The \(count == 1 ? "node has" : "nodes have") \(kernels.count == 1 ? "kernel" : "kernels") "
            + "\(Wording.list(kernels.sorted(by: NaturalOrder.precedes), most: 3))."
    }

    /// Other signatures about the node's kernel.
    private static var areOfKernel: [String] {
        [
            "system-unsupported", "driver-download-failed", "driver-build-failed", "package-missing",
            "module-build-failed",
            "iptables-tables-missing",
        ]
    }

    /// ` These nodes are arm64.` where the program is for another architecture; empty otherwise.
    var architecture: String {
        let names = Set(map(\.node.node.info.architecture)).filter { !$0.isEmpty }.sorted()
        guard compactMap(\.detail.log).first?.signature?.name == "wrong-architecture", !names.isEmpty else { return "" }
        return count == 1 ? " The node is \(names[0])." : " These nodes are \(Wording.list(names))."
    }

    /// ` Exit code …` with what it means by itself; empty where that is nothing, or the log tells more.
    var meaningOfExitCode: String {
        let (crash, detail) = (self[0].crash, self[0].detail)
        if let status = WindowsStatus.meaning(of: crash.termination.exitCode) {
            return " Exit code \(WindowsStatus.name(of: crash.termination.exitCode)) is Windows' for \(status)."
        }
        guard detail.log?.signature == nil, [126, 127].contains(crash.termination.exitCode), detail.servesElsewhere > 0
        else { return "" }
        return " The same template works on \(Wording.count(detail.servesElsewhere, "other node")), so the image has "
            + "the program: look at what differs on the node, such as its processor or its hostPath mounts."
    }

    /// `6 restarts`, or `4 to 6 restarts` where pods differ.
    var restarts: String {
        let counts = map(\.crash.status.restartCount)
        let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
        return least == most ? Wording.count(most, "restart") : "\(least) to \(Wording.count(most, "restart"))"
    }
}
