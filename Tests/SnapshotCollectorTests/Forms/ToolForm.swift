import ClusterSnapshot
import Foundation
import KubernetesModel
import ObjectDecoding
import SnapshotCollector
import Testing

/// A cluster as tools save it: files with their names, and what such files can hold.
struct ToolForm: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// The kinds that the form holds; nil for all.
    var kinds: Set<String>?
    var holdsLogs = false
    var files: @Sendable ([RawObject], [ContainerLog]) -> [(name: String, content: [UInt8])]
}

extension RawObject {
    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any] ?? [:]
    }

    var metadata: [String: Any] { json["metadata"] as? [String: Any] ?? [:] }
    var name: String { metadata["name"] as? String ?? "" }
    var namespace: String { metadata["namespace"] as? String ?? "" }
}

/// How tools write objects.
private enum Written {
    static func json(_ value: Any, pretty: Bool = true) -> [UInt8] {
        let options: JSONSerialization.WritingOptions = pretty ? [.prettyPrinted, .sortedKeys] : [.sortedKeys]
        return [UInt8]((try? JSONSerialization.data(withJSONObject: value, options: options)) ?? Data())
    }

    static func object(_ object: RawObject, withKind: Bool) -> [String: Any] {
        var json = object.json
        if !withKind {
            json["kind"] = nil
            json["apiVersion"] = nil
        }
        return json
    }

    /// As an API server's list: its items name no kind. Go writes an empty one as null.
    static func typedList(_ objects: [RawObject], kind: String, apiVersion: String) -> [UInt8] {
        let items: Any = objects.isEmpty ? NSNull() : objects.map { object($0, withKind: false) }
        return json(["kind": kind + "List", "apiVersion": apiVersion, "metadata": [String: Any](), "items": items])
    }

    static func bareArray(_ objects: [RawObject]) -> [UInt8] { json(objects.map { object($0, withKind: false) }) }

    /// YAML, which may be written as JSON with a comment before it, but not by kubectl: here block style is used.
    static func yaml(_ value: Any, indent: String = "") -> String {
        switch value {
        case let members as [String: Any] where !members.isEmpty:
            return members.sorted { $0.key < $1.key }.map { key, value in
                "\n\(indent)\(quoted(key)):" + yaml(value, indent: indent + "  ")
            }
            .joined()
        case let elements as [Any] where !elements.isEmpty:
            return elements.map { "\n\(indent)-" + yaml($0, indent: indent + "  ") }.joined()
        default: return " " + scalar(value)
        }
    }

    private static func scalar(_ value: Any) -> String {
        String(decoding: json([value], pretty: false).dropFirst().dropLast(), as: UTF8.self)
    }

    private static func quoted(_ text: String) -> String {
        text.allSatisfy { $0.isASCII && $0.isLetter } ? text : scalar(text)
    }

    static func yamlDocument(_ value: Any) -> [UInt8] { Array(("---" + yaml(value) + "\n").utf8) }

    static func yamlList(_ objects: [RawObject]) -> [UInt8] {
        yamlDocument(["apiVersion": "v1", "kind": "List", "items": objects.map(\.json)])
    }
}

extension [RawObject] {
    func of(_ kind: String) -> [RawObject] { filter { $0.kind == kind } }

    /// By namespace; cluster-scoped ones under an empty one.
    var byNamespace: [(namespace: String, objects: [RawObject])] {
        Dictionary(grouping: self, by: \.namespace).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var namespaces: [String] { Set(map(\.namespace)).filter { !$0.isEmpty }.sorted() }
}

extension ToolForm {
    private static func list(_ objects: [RawObject], pretty: Bool) -> [UInt8] {
        Written.json(["apiVersion": "v1", "kind": "List", "items": objects.map(\.json)], pretty: pretty)
    }

    private static let documents = ToolForm(testDescription: "many JSON documents") { objects, _ in
        [("objects.json", objects.flatMap { $0.bytes + [UInt8(ascii: "\n")] })]
    }

    private static let yamlDocuments = ToolForm(testDescription: "many YAML documents") { objects, _ in
        [("objects.yaml", objects.flatMap { Written.yamlDocument($0.json) })]
    }

    private static let oneFileAKind = ToolForm(testDescription: "one YAML file a kind") { objects, _ in
        Set(objects.map(\.kind)).sorted().map { ("kinds/\($0.lowercased()).yaml", Written.yamlList(objects.of($0))) }
    }

    private static let oneFileAnObject = ToolForm(testDescription: "one file an object") { objects, _ in
        objects.enumerated().map { ("objects/\($0.offset).json", $0.element.bytes) }
    }

    /// What `clusterResources` of troubleshoot.sh calls its files.
    private static let bundleNames = [
        "Pod": "pods", "DaemonSet": "daemonsets", "Event": "events", "Service": "services",
        "EndpointSlice": "endpointslices", "PodDisruptionBudget": "pod-disruption-budgets",
        "ResourceQuota": "resource-quota", "LimitRange": "limitranges", "PersistentVolumeClaim": "pvcs",
        "ServiceAccount": "serviceaccounts", "Node": "nodes", "Namespace": "namespaces",
        "PriorityClass": "priorityclasses", "PersistentVolume": "pvs", "StorageClass": "storage-classes",
    ]
    private static let clusterScoped: Set = ["Node", "Namespace", "PriorityClass", "PersistentVolume", "StorageClass"]

    private static func bundleLogs(_ root: String, _ logs: [ContainerLog]) -> [(name: String, content: [UInt8])] {
        logs.map { log in
            let name = "\(root)/\(log.namespace)/\(log.pod)/\(log.container)\(log.isPrevious ? "-previous" : "").log"
            return (name, Array((log.lines.joined(separator: "\n") + "\n").utf8))
        }
    }

    /// What stands in bundles beside the objects.
    private static func bundleSideFiles(_ root: String) -> [(name: String, content: [UInt8])] {
        [
            (
                "version.yaml",
                "apiVersion: troubleshoot.sh/v1beta2\nkind: SupportBundle\nspec: {versionNumber: 0.9.0}\n"
            ),
            ("analysis.json", #"[{"name": "x", "insight": {"primary": "y"}}]"#),
            ("cluster-info/cluster_version.json", #"{"info": {"gitVersion": "v1.36.2"}, "string": "v1.36.2"}"#),
            ("cluster-resources/auth-cani-list/apps.json", #"[{"verbs": ["*"], "apiGroups": ["*"]}]"#),
            ("cluster-resources/groups.json", #"[{"name": "apps", "versions": []}]"#),
            ("cluster-resources/custom-resources/engines.longhorn.io/x.yaml", "- ip: ***HIDDEN***\n"),
            ("configmaps/kube-system/coredns.json", #"{"namespace": "kube-system", "name": "coredns"}"#),
            ("configmaps-errors/kurl/kurl.json", #"["configmaps \"kurl\" not found"]"#),
            ("collectd/archive.tar", ""), ("http.json", "502 Bad Gateway"), ("kots/error.txt", "no container"),
        ]
        .map { ("\(root)/\($0.0)", Array($0.1.utf8)) }
    }

    private static let bundle = ToolForm(
        testDescription: "support bundle", kinds: Set(bundleNames.keys), holdsLogs: true
    ) { objects, logs in
        let root = "support-bundle-2026-11-21T21_08_14"
        var files = bundleSideFiles(root) + bundleLogs("\(root)/cluster-resources/pods/logs", logs)
        for (kind, name) in bundleNames.sorted(by: { $0.key < $1.key }) {
            let own = objects.of(kind)
            let version = own.first?.apiVersion ?? "v1"
            if clusterScoped.contains(kind) {
                files.append(
                    ("\(root)/cluster-resources/\(name).json", Written.typedList(own, kind: kind, apiVersion: version)))
                continue
            }
            for namespace in objects.namespaces {
                let list = Written.typedList(
                    own.filter { $0.namespace == namespace }, kind: kind, apiVersion: version)
                files.append(("\(root)/cluster-resources/\(name)/\(namespace).json", list))
            }
        }
        return files
    }

    /// Before 2023: arrays of objects that name no kind, no DaemonSets, logs elsewhere.
    static let oldBundle = ToolForm(
        testDescription: "old support bundle",
        kinds: ["Node", "Namespace", "Pod", "Event", "Service", "LimitRange", "PersistentVolumeClaim", "StorageClass"],
        holdsLogs: true
    ) { objects, logs in
        var files = bundleSideFiles("bundle") + bundleLogs("bundle/pods/logs", logs)
        for kind in ["Node", "Namespace", "StorageClass"] {
            let name = bundleNames[kind] ?? kind
            files.append(("bundle/cluster-resources/\(name).json", Written.bareArray(objects.of(kind))))
        }
        for kind in ["Pod", "Event", "Service", "LimitRange", "PersistentVolumeClaim"] {
            for (namespace, own) in objects.of(kind).byNamespace {
                let name = bundleNames[kind] ?? kind
                files.append(("bundle/cluster-resources/\(name)/\(namespace).json", Written.bareArray(own)))
            }
        }
        return files
    }

    private static let mustGather = ToolForm(
        testDescription: "must-gather with its extra folder level",
        kinds: ["Node", "Namespace", "Pod", "Event", "Service", "DaemonSet", "EndpointSlice", "ControllerRevision"],
        holdsLogs: true
    ) { objects, logs in
        let root = "must-gather.local.1/quay-io-example-sha256-0000"
        var files: [(name: String, content: [UInt8])] = [
            ("\(root)/timestamp", Array("2026-11-21 21:08:14.5 +0000 UTC m=+0.1\n".utf8)),
            ("\(root)/event-filter.html", Array("<html>".utf8)),
        ]
        for node in objects.of("Node") {
            let name = "\(root)/cluster-scoped-resources/core/nodes/\(node.name).yaml"
            files.append((name, Written.yamlDocument(node.json)))
        }
        for namespace in objects.of("Namespace") {
            let name = "\(root)/namespaces/\(namespace.name)/\(namespace.name).yaml"
            files.append((name, Written.yamlDocument(namespace.json)))
        }
        let groups = [
            "Pod": "core/pods", "Event": "core/events", "Service": "core/services", "DaemonSet": "apps/daemonsets",
            "EndpointSlice": "discovery.k8s.io/endpointslices", "ControllerRevision": "apps/controllerrevisions",
        ]
        for (kind, path) in groups.sorted(by: { $0.key < $1.key }) {
            for (namespace, own) in objects.of(kind).byNamespace {
                files.append(("\(root)/namespaces/\(namespace)/\(path).yaml", Written.yamlList(own)))
            }
        }
        // Each pod stands there a second time.
        for pod in objects.of("Pod").prefix(20) {
            let name = "\(root)/namespaces/\(pod.namespace)/pods/\(pod.name)/\(pod.name).yaml"
            files.append((name, Written.yamlDocument(pod.json)))
        }
        for log in logs {
            let place = "namespaces/\(log.namespace)/pods/\(log.pod)/\(log.container)/\(log.container)/logs"
            let name = "\(root)/\(place)/\(log.isPrevious ? "previous" : "current").log"
            files.append((name, Array(log.lines.joined(separator: "\n").utf8)))
        }
        return files
    }

    private static let dumpKinds: [(kind: String, file: String)] = [
        ("Event", "events"), ("ReplicationController", "replication-controllers"), ("Service", "services"),
        ("DaemonSet", "daemonsets"), ("Deployment", "deployments"), ("ReplicaSet", "replicasets"), ("Pod", "pods"),
    ]

    /// `kubectl cluster-info dump -A --output-directory`, as JSON.
    private static let dump = ToolForm(
        testDescription: "cluster-info dump", kinds: ["Node", "Event", "Service", "DaemonSet", "Pod"]
    ) { objects, _ in
        var files = [("nodes.json", Written.typedList(objects.of("Node"), kind: "Node", apiVersion: "v1"))]
        for namespace in objects.namespaces {
            for (kind, file) in dumpKinds {
                let own = objects.of(kind).filter { $0.namespace == namespace }
                let list = Written.typedList(own, kind: kind, apiVersion: own.first?.apiVersion ?? "v1")
                files.append(("\(namespace)/\(file).json", list))
            }
        }
        return files
    }

    /// `kubectl cluster-info dump -A > dump`: all of it in one stream, the logs as text between the lists.
    private static func printedDump(_ name: String, _ print: @escaping @Sendable (Any) -> String) -> ToolForm {
        ToolForm(
            testDescription: "printed \(name)", kinds: ["Node", "Event", "Service", "DaemonSet", "Pod"], holdsLogs: true
        ) { objects, logs in
            func list(_ kind: String, _ objects: [RawObject]) -> String {
                print([
                    "kind": kind + "List", "apiVersion": objects.first?.apiVersion ?? "v1",
                    "items": objects.map { Written.object($0, withKind: false) },
                ])
            }
            var text = list("Node", objects.of("Node"))
            for namespace in objects.namespaces {
                for (kind, _) in dumpKinds {
                    text += list(kind, objects.of(kind).filter { $0.namespace == namespace })
                }
                for log in logs where log.namespace == namespace && !log.isPrevious {
                    let place = "logs for container \(log.container) of pod \(log.namespace)/\(log.pod) ===="
                    text += "==== START \(place)\n\(log.lines.joined(separator: "\n"))\n==== END \(place)\n"
                }
            }
            return [(name, Array(text.utf8))]
        }
    }

    /// Every form in which tools save a whole cluster.
    static let all: [ToolForm] = [
        ToolForm(testDescription: "kubectl's list") { objects, _ in [("list.json", list(objects, pretty: true))] },
        ToolForm(testDescription: "a list in one line") { objects, _ in [("list", list(objects, pretty: false))] },
        documents, yamlDocuments, oneFileAKind, oneFileAnObject, bundle, mustGather, dump,
        printedDump("dump.txt") { value in
            // Two blanks as Foundation writes them become kubectl's four, and the kind comes first.
            let text = String(decoding: Written.json(value), as: UTF8.self)
            guard let members = value as? [String: Any], let kind = members["kind"] as? String else { return text }
            return "{\n    \"kind\": \"\(kind)\"," + text.dropFirst() + "\n"
        },
        printedDump("dump.yaml") { value in
            // As kubectl, which quotes no word that needs no quotes.
            Written.yaml(value).dropFirst().replacing(#"apiVersion: "v1""#, with: "apiVersion: v1") + "\n---\n"
        },
    ]
}
