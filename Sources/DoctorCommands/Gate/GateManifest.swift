import CheckedJSON
import ClusterSnapshot
import KubernetesModel
import ManifestReading
import ManifestValidation
import ObjectDecoding
import Preflight
import ReportRendering
import SnapshotCollector

/// A manifest with its objects as values, before it meets a cluster.
struct GateManifest: Sendable {
    /// A DaemonSet of the manifest.
    struct Candidate: Sendable {
        var object: ManifestObject
        var daemonSet: DaemonSet
    }

    /// In the order of the manifest.
    private(set) var daemonSets: [Candidate] = []
    /// Everything else that placement and admission look at.
    private(set) var objects = Snapshot()
    /// The problems that concern no DaemonSet that can be judged.
    private(set) var problems: [PreflightProblem] = []
    private(set) var notJudged: [PreflightReport.UnjudgedObject] = []
    /// Namespaces of the manifest that stand behind objects in them.
    private var lateNamespaces: [String: ManifestObject] = [:]

    private static let workloads: Set<String> = [
        "Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "Pod", DaemonSet.kind,
    ]

    /// Kinds outside of namespaces that the model does not have.
    private static let clusterKinds: Set<String> = [
        "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "APIService", "IngressClass", "CSIDriver",
        "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "MutatingAdmissionPolicy", "DeviceClass",
        "SecurityContextConstraints", "PodSecurityPolicy", "VolumeAttachment", "FlowSchema",
    ]

    /// - Parameters:
    ///   - manifest: the manifest as it was read.
    ///   - namespace: the namespace that the user named, which objects must not contradict.
    ///   - fallback: the namespace of objects that name none.
    init(_ manifest: Manifest, namespace: String?, fallback: String) {
        problems = manifest.faults.map { fault in
            PreflightProblem(
                .manifestUnreadable, .unreadable,
                at: ManifestPlace(file: fault.file, line: fault.position?.line, column: fault.position?.column),
                fault.message)
        }
        var seen: Set<String> = []
        var used: Set<String> = []
        for object in manifest.objects {
            let isNamespaced = Self.isNamespaced(object)
            if let namespace, isNamespaced, !object.namespace.isEmpty, object.namespace != namespace {
                problems.append(
                    PreflightProblem(
                        .namespaceMismatch, .failure, at: object.place("metadata.namespace"),
                        field: "metadata.namespace",
                        "\(object.kind) \(object.name) is in namespace \(object.namespace), but --namespace is "
                            + "\(namespace)"))
            }
            let placed = isNamespaced ? object.inNamespace(namespace ?? fallback) : object
            let identity = "\(placed.apiVersion) \(placed.kind) \(placed.namespace)/\(placed.name)"
            if !seen.insert(identity).inserted, !placed.name.isEmpty {
                problems.append(
                    PreflightProblem(
                        .objectDuplicated, .warning, at: object.place(""),
                        "\(object.kind) \(object.name) appears more than once in the manifest; the last one counts"))
            }
            if object.kind == Namespace.kind, used.contains(object.name) { lateNamespaces[object.name] = object }
            if isNamespaced { used.insert(placed.namespace) }
            take(placed, asWritten: object)
        }
    }

    private static func isNamespaced(_ object: ManifestObject) -> Bool {
        if let kind = ObjectKind(rawValue: object.kind), kind.belongs(to: object.apiVersion) {
            return kind.isNamespaced
        }
        return !clusterKinds.contains(object.kind)
    }

    private mutating func take(_ object: ManifestObject, asWritten written: ManifestObject) {
        let kind = ObjectKind(rawValue: object.kind).flatMap { $0.belongs(to: object.apiVersion) ? $0 : nil }
        if kind == .daemonSet {
            guard let read = read(object), let daemonSet = read.daemonSets.first else {
                problems += written.refusals(existing: .unknown)
                return
            }
            daemonSets.append(Candidate(object: written, daemonSet: daemonSet))
            return
        }
        problems += written.refusals(existing: .unknown)
        if Self.workloads.contains(object.kind) {
            notJudged.append(
                .init(
                    kind: object.kind, namespace: object.namespace, name: object.name, place: written.place("")))
        } else if kind != nil, kind != .node, kind != .event, let read = read(object) {
            objects.add(read)
        }
    }

    /// The object as a value; nil, and a problem, for one that cannot be read.
    private mutating func read(_ object: ManifestObject) -> Snapshot? {
        do {
            return try SnapshotReader.read(bytes: object.json.bytes, name: object.file)
        } catch {
            problems.append(
                PreflightProblem(
                    .manifestUnreadable, .unreadable, at: object.place(""),
                    "\(object.kind) \(object.name) cannot be read: \(Self.reason(error))"))
            return nil
        }
    }

    private static func reason(_ error: CollectorError) -> String {
        switch error {
        case .nothingReadable(_, _, let reason), .notKubernetes(_, let reason):
            // The object is named already.
            reason.firstRange(of: " is left out: ").map { String(reason[$0.upperBound...]) } ?? reason
        default: "\(error)"
        }
    }

    /// Namespaces that a first `kubectl apply` would not find in time, in a cluster that lacks them.
    func lateNamespaces(in snapshot: Snapshot) -> [PreflightProblem] {
        let known = Set(snapshot.namespaces.map(\.name))
        return lateNamespaces.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }.map { name, object in
            PreflightProblem(
                .namespaceAppliedLate, .warning, at: object.place(""),
                "Namespace \(name) comes after objects in it: the first kubectl apply fails for those")
        }
    }
}

extension ManifestObject {
    /// Where a field stands.
    func place(_ field: String) -> ManifestPlace {
        let position = position(of: field)
        return ManifestPlace(file: file, line: position.line, column: position.column)
    }

    /// The API server's objections to the object itself.
    func refusals(existing: ManifestValidation.Existing) -> [PreflightProblem] {
        let daemonSet = kind == DaemonSet.kind ? "\(namespace.isEmpty ? "" : "\(namespace)/")\(name)" : nil
        return ManifestValidation.problems(of: node, file: file, existing: existing).map { problem in
            PreflightProblem(
                PreflightCode(validation: problem.code.rawValue), problem.severity == .error ? .failure : .warning,
                at: ManifestPlace(
                    file: problem.file, line: problem.position.line, column: problem.position.column),
                field: problem.path, problem.message,
                hint: problem.nearest.map { "did you mean \"\($0)\"?" }, daemonSet: daemonSet)
        }
    }
}

extension Snapshot {
    /// Adds the objects of a manifest that placement and admission look at.
    fileprivate mutating func add(_ other: Snapshot) {
        namespaces += other.namespaces
        priorityClasses += other.priorityClasses
        runtimeClasses += other.runtimeClasses
        resourceQuotas += other.resourceQuotas
        limitRanges += other.limitRanges
        serviceAccounts += other.serviceAccounts
        persistentVolumeClaims += other.persistentVolumeClaims
        persistentVolumes += other.persistentVolumes
        storageClasses += other.storageClasses
        podDisruptionBudgets += other.podDisruptionBudgets
        setObjects(objects(of: KarpenterNodePool.self) + other.objects(of: KarpenterNodePool.self))
        setObjects(objects(of: EC2NodeClass.self) + other.objects(of: EC2NodeClass.self))
    }
}
