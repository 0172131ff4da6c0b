import ByteStreams
import DaemonSetPatching
import Foundation
import KubernetesModel
import SnapshotCollector

/// A cluster and the verdicts that Kubernetes gives on it: see `Fixtures/README.md`.
public struct PlacementCase {
    /// The name of the case: `case-00232`.
    public let id: String
    /// The cluster as `kubectl get -o json` would print it.
    public let list: [UInt8]
    /// The verdicts by node.
    public let expected: [String: ExpectedVerdict]

    private struct Header: Decodable {
        var id: String
        var expected: [String: ExpectedVerdict]
    }

    /// A case from a line of JSON.
    public init(line: Data) throws {
        let header = try JSONDecoder().decode(Header.self, from: line)
        id = header.id
        expected = header.expected
        let members = try JSONSerialization.jsonObject(with: line) as? [String: Any] ?? [:]
        list = try Array(JSONSerialization.data(withJSONObject: Self.list(of: members)))
    }

    /// The objects as a `v1 List`, the priority as a PriorityClass.
    private static func list(of members: [String: Any]) -> [String: Any] {
        var daemonSet = members["daemonSet"] as? [String: Any] ?? [:]
        var spec = daemonSet["spec"] as? [String: Any] ?? [:]
        var template = spec["template"] as? [String: Any] ?? [:]
        var podSpec = template["spec"] as? [String: Any] ?? [:]
        let priority = members["priority"] as? Int ?? 0
        let name = priority == 2_000_001_000 ? "system-node-critical" : "case-priority"
        podSpec["priorityClassName"] = name
        template["spec"] = podSpec
        spec["template"] = template
        daemonSet["spec"] = spec
        let priorityClass: [String: Any] = [
            "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": ["name": name],
            "value": priority, "preemptionPolicy": podSpec["preemptionPolicy"] ?? "PreemptLowerPriority",
        ]
        var items: [Any] = [daemonSet, priorityClass]
        for key in ["nodes", "pods", "podDisruptionBudgets", "objects"] { items += members[key] as? [Any] ?? [] }
        // The verdicts are those of this version's code; the snapshot says so.
        let envelope = ["kubernetesVersion": "v1.36.2"]
        return [
            "apiVersion": "v1", "kind": "List", "metadata": [String: Any](), "items": items, "dsdoctor": envelope,
        ]
    }
}

/// What Kubernetes says of one node.
public struct ExpectedVerdict: Decodable, Equatable {
    /// Whether the controller wants a pod there (`NodeShouldRunDaemonPod`).
    public var shouldRun: Bool
    /// Whether the controller leaves a pod there that runs already.
    public var shouldContinueRunning: Bool
    /// The reasons of each filter plugin, asked on its own; nil where the pod should not run.
    public var failedFilters: [String: [String]]?
    /// The plugin that fails first in the scheduler's order.
    public var firstFailure: String?
    /// The outcome of preemption: `victims`, `noVictims`, `insufficient`, `notHelpful` or `never`.
    public var preemption: String?
    /// The pods that preemption would evict, as `namespace/name`.
    public var victims: [String]?
    /// How many of the victims a PodDisruptionBudget protects.
    public var pdbViolations: Int?
}

/// The cases of a file.
public enum PlacementCaseFile {
    /// The simpler cases that ship with the tests.
    public static let shipped = fixtures + "/placement-cases.jsonl.gz"

    /// The richer ones: claims and volumes, namespaces, pods that resize, nominated pods.
    public static let shippedRich = fixtures + "/placement-cases-rich.jsonl.gz"

    /// The larger sets: the one that somebody named, else those that stand beside the project.
    public static let larger: [String] = {
        if let named = ProcessInfo.processInfo.environment["PLACEMENT_CASES"] { return [named] }
        let beside = ["placement", "placement-rich"].map { project + "/../shared/cases/\($0).jsonl.gz" }
        return beside.filter { FileManager.default.fileExists(atPath: $0) }
    }()

    private static let project = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    private static let fixtures = project + "/Tests/PlacementEngineTests/Fixtures"

    /// The cases of a file, one a line, compressed or not.
    public static func cases(at path: String) throws -> [PlacementCase] {
        try lines(at: path).map { try PlacementCase(line: $0) }
    }

    /// The lines of a compressed file.
    private static func lines(at path: String) throws -> [Data] {
        guard let packed = FileManager.default.contents(atPath: path) else {
            throw StreamError.unreadable(path: path, reason: "there is no such file")
        }
        let archive = try ArchiveHandle(MemoryByteStream(Array(packed)), path: path)
        guard try archive.nextEntry() != nil else { return [] }
        let stream = ArchiveByteStream(archive, path: path)
        var text = Data()
        var window = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try window.withUnsafeMutableBytes { try stream.read(into: $0) }
            if count == 0 { break }
            text.append(contentsOf: window[..<count])
        }
        return text.split(separator: UInt8(ascii: "\n")).map { Data($0) }
    }
}
