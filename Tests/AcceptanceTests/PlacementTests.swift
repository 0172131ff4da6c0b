import Foundation
import Testing

@Suite("dsdoctor placement")
struct PlacementTests {
    /// A directory with a cluster of two nodes and the DaemonSet `logging/agent`, and some manifests.
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("placement-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try write(
            "cluster.yaml", Self.node("n1", memory: "8Gi"), Self.node("n2", memory: "2Gi"), Self.agent(memory: "1Gi"),
            Self.others)
        try write("new.yaml", Self.agent(memory: "1Gi").replacingOccurrences(of: "agent", with: "other"))
        try write("greedy.yaml", Self.agent(memory: "4Gi"))
        try write("no-namespace.yaml", Self.agent(memory: "1Gi").replacing("  namespace: logging\n", with: ""))
        try write("none.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n")
        try write("broken.yaml", "apiVersion: v1\nkind: [\n")
    }

    private func write(_ name: String, _ documents: String...) throws {
        try documents.joined(separator: "---\n")
            .write(to: directory.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }

    private static func node(_ name: String, memory: String) -> String {
        """
        apiVersion: v1
        kind: Node
        metadata:
          name: \(name)
        status:
          allocatable: {cpu: "4", memory: \(memory), pods: "110"}

        """
    }

    /// Namespaces, and proof that there is nothing else that admission looks at.
    private static let others = """
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Namespace, metadata: {name: default}}
        - {apiVersion: v1, kind: Namespace, metadata: {name: logging}}
        ---
        {apiVersion: v1, kind: PodList, items: []}
        ---
        {apiVersion: v1, kind: LimitRangeList, items: []}
        ---
        {apiVersion: v1, kind: ResourceQuotaList, items: []}

        """

    private static func agent(memory: String) -> String {
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
          namespace: logging
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              containers:
              - name: agent
                image: registry.example/agent:1
                resources:
                  requests: {memory: \(memory)}

        """
    }

    /// Runs a line of shell in the directory.
    private func run(_ line: String) throws -> BuiltBinary {
        let run = try BuiltBinary(shell: "cd '\(directory.path)' && \(line)")
        try FileManager.default.removeItem(at: directory)
        return run
    }

    /// The names of the DaemonSets that were asked about, each with the nodes that its pods fit on.
    private func fitting(_ output: String) throws -> [String: [String]] {
        let report = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        let daemonSets = try #require(report["daemonSets"] as? [[String: Any]])
        var fitting: [String: [String]] = [:]
        for daemonSet in daemonSets {
            let nodes = try #require(daemonSet["nodes"] as? [[String: Any]])
            fitting["\(daemonSet["namespace"] ?? "")/\(daemonSet["name"] ?? "")"] =
                nodes.filter { $0["fits"] as? Bool == true }.compactMap { $0["node"] as? String }
        }
        return fitting
    }

    @Test(
        "The DaemonSets of the snapshot are asked about, or those of a manifest",
        arguments: [
            ("--snapshot cluster.yaml", 0, ["logging/agent": ["n1", "n2"]]),
            ("--snapshot cluster.yaml agent", 0, ["logging/agent": ["n1", "n2"]]),
            ("--snapshot cluster.yaml -f new.yaml", 0, ["logging/other": ["n1", "n2"]]),
            ("--snapshot cluster.yaml -f greedy.yaml", 1, ["logging/agent": ["n1"]]),
            ("--snapshot cluster.yaml -f no-namespace.yaml", 0, ["default/agent": ["n1", "n2"]]),
            ("--snapshot - -f greedy.yaml < cluster.yaml", 1, ["logging/agent": ["n1"]]),
            ("--snapshot cluster.yaml -f - < greedy.yaml", 1, ["logging/agent": ["n1"]]),
        ] as [(String, Int32, [String: [String]])])
    func whoIsAskedAbout(arguments: String, exitCode: Int32, expected: [String: [String]]) throws {
        let run = try run("dsdoctor placement -o json \(arguments)")
        #expect(run.exitCode == exitCode, "\(run.errors)")
        #expect(run.errors == "")
        #expect(try fitting(run.output) == expected)
    }

    @Test("People are told what is short where, and how much")
    func textTellsTheShortfall() throws {
        let run = try run("dsdoctor placement -f greedy.yaml --snapshot cluster.yaml")
        #expect(run.exitCode == 1)
        #expect(run.output.contains("logging/agent    fits on 1 of 2 eligible nodes"))
        #expect(run.output.contains("memory 4Gi asked, 2Gi left, 2Gi short"))
    }

    @Test(
        "What cannot be read is one line and exit code 2, and nothing is printed",
        arguments: [
            ("-f none.yaml --snapshot cluster.yaml", "none.yaml"),
            ("-f missing.yaml --snapshot cluster.yaml", "missing.yaml"),
            ("-f new.yaml --snapshot missing.json", "missing.json"),
            ("-f new.yaml --snapshot none.yaml", "none.yaml"), ("-f new.yaml", "--snapshot"),
            ("--snapshot cluster.yaml agnet", "did you mean logging/agent?"),
        ])
    func inputErrors(arguments: String, named: String) throws {
        let run = try run("dsdoctor placement \(arguments)")
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors.contains(named))
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test(
        "A command line that cannot be understood exits with 64",
        arguments: [
            "-f - --snapshot -", "-f - -f - --snapshot cluster.yaml", "--snapshot cluster.yaml --summary",
            "--snapshot cluster.yaml --allow-gaps", "-f new.yaml --snapshot cluster.yaml --snapshots .",
            "--snapshot cluster.yaml -f", "--nonsense",
        ])
    func usageErrors(arguments: String) throws {
        let run = try run("dsdoctor placement \(arguments)")
        #expect(run.exitCode == 64)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("dsdoctor: ") && run.errors.filter(\.isNewline).count == 1, "\(run.errors)")
    }
}
