import CheckedJSON
import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import Foundation
import KubernetesModel
import PlacementEngine
import ReportRendering
import SnapshotCollector
import TestBuilders
import Testing

@testable import RemedyPlaybooks

/// What an SRE would ask of any remedy before signing it, asked of all that the rules' examples and the shipped snapshots
/// lead to.
struct SignableRemediesTests {
    /// Remedies with the cluster that they are for, each named for messages.
    private struct Case {
        var name: String
        var offered: OfferedRemedy
        var snapshot: Snapshot

        var remedy: Remedy { offered.remedy }
        var finding: Finding { offered.finding }
        var code: FindingCode { finding.code }
    }

    private static let cases: [Case] = {
        var cases: [Case] = []
        func collect(_ snapshot: Snapshot, _ source: String) {
            let index = ClusterIndex.completing(snapshot)
            for offered in OfferedRemedy.all(in: index) {
                let name = "\(offered.remedy.playbook) for \(offered.code.rawValue), \(source)"
                cases.append(Case(name: name, offered: offered, snapshot: index.snapshot))
            }
        }
        for code in FindingCode.allCases {
            for example in RuleCatalogue.rule(of: code)?.examples ?? [] where example.fires {
                collect(example.snapshot, "\"\(example.name)\"")
            }
        }
        for sample in ShippedSnapshot.allCases {
            if let snapshot = try? SnapshotReader.read(path: sample.path) { collect(snapshot, "\(sample)") }
        }
        return cases
    }()

    @Test func `The examples lead to remedies of nearly all playbooks`() {
        let offered = Set(Self.cases.map(\.remedy.playbook))
        let missing = PlaybookCatalogue.embedded.playbooks.map(\.id).filter { !offered.contains($0) }
        #expect(Self.cases.count > 400)
        #expect(missing.count <= 45, "\(missing)")
    }

    // MARK: - Commands

    private static let programs: Set<String> = [
        "kubectl", "oc", "ssh", "talosctl", "eksctl", "aws", "gcloud", "az",
    ]

    @Test func `Commands begin with a program, have no empty word, and are read by bash and dash`() throws {
        var lines: Set<String> = []
        for example in Self.cases {
            for command in example.remedy.commands + example.remedy.verify + example.remedy.rollback {
                #expect(Self.programs.contains(command.first ?? ""), "\(example.name): \(command)")
                // An annotation may be set to nothing.
                let isWhole = command.allSatisfy { !$0.isEmpty && (!$0.hasSuffix("=") || $0.hasSuffix("selector=")) }
                #expect(isWhole, "\(example.name): \(command)")
                #expect(!command.contains("<none>") && !command.contains("null"), "\(example.name): \(command)")
                let line = try #require(ShellQuoting.commandLine(command), "\(example.name)")
                lines.insert(line)
            }
        }
        let script = FileManager.default.temporaryDirectory.appendingPathComponent("remedies-\(UUID().uuidString).sh")
        defer { try? FileManager.default.removeItem(at: script) }
        try lines.sorted().joined(separator: "\n").write(to: script, atomically: true, encoding: .utf8)
        for shell in ["bash", "dash"] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [shell, "-n", script.path]
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(shell)")
        }
    }

    @Test func `Commands name containers, tolerations and nodes that are there`() {
        for example in Self.cases {
            let containers = Set(example.offered.daemonSet.template.spec.allContainers.map(\.name))
            for command in example.remedy.commands where command.contains("daemonset") && command.contains("patch") {
                guard let patch = try? PatchCommand(command, daemonSet: example.offered.daemonSet.name) else {
                    continue
                }
                for list in ["containers", "initContainers"] {
                    let named = patch.patch["spec"]?["template"]?["spec"]?[list]?.elements ?? []
                    for container in named.compactMap({ $0["name"]?.string }) {
                        #expect(containers.contains(container), "\(example.name): \(container)")
                    }
                }
            }
            let nodes = Dictionary(example.snapshot.nodes.map { ($0.name, $0) }) { first, _ in first }
            for command in example.remedy.commands where command.first == "ssh" {
                let shell = nodes[command[1]]?.shell
                #expect(shell == .ssh || shell == .debug, "\(example.name): \(command)")
                if command.contains("crictl") {
                    #expect(nodes[command[1]]?.isOfDocker == false, "\(example.name): \(command)")
                }
            }
        }
    }

    @Test func `What is on a node is asked by the lists that know how one gets at it`() {
        let lists: Set<String> = [
            "shellNodes", "shellLogs", "sshNodes", "sshLogs", "sshDockerNodes", "sshCRINodes", "criReclaimNodes",
            "dockerReclaimNodes",
        ]
        for playbook in PlaybookCatalogue.embedded.playbooks {
            for group in playbook.commands + playbook.verify + (playbook.rollback ?? []) {
                let usesSSH = group.commands.contains { command in
                    if case .text(let program)? = command.first { program.source == "ssh" } else { false }
                }
                if usesSSH { #expect(lists.contains(group.repeatedFor ?? ""), "\(playbook.id)") }
            }
        }
    }

    @Test func `A value that the finding knows has no word in its place`() {
        for example in Self.cases {
            let words = example.remedy.commands.joined()
            if example.finding.parameters["firstKey"] != nil || example.finding.parameters["key"] != nil {
                #expect(!words.contains { $0.contains("KEY=") || $0.contains("\"KEY\"") }, "\(example.name)")
            }
            if example.finding.parameters.text("registry") != nil {
                #expect(!words.contains { $0.contains("REGISTRY") }, "\(example.name)")
            }
        }
    }

    @Test func `Deletions take all affected pods`() {
        for example in Self.cases {
            let own = Set(example.finding.pods.compactMap { $0.split(separator: "/").last.map(String.init) })
            let deleted = example.remedy.commands.filter { $0.contains("delete") && $0.contains("pod") }.joined()
            let named = own.intersection(deleted)
            // Some playbooks leave pods out on purpose: those that a duplicate is kept for, those that stay.
            let keeps = ["delete-duplicate-pods", "delete-stale-pods"].contains(example.remedy.playbook)
            if !named.isEmpty, !keeps, own.count <= CommandTemplate.maximumNames {
                #expect(named == own, "\(example.name)")
            }
        }
    }

    // MARK: - Proof, check, way back

    @Test func `What only looks, or waits for a person's word, is never proven`() {
        for example in Self.cases where !example.remedy.isRunnable {
            #expect(example.remedy.simulation?.status != .proven, "\(example.name)")
        }
    }

    @Test func `A proven remedy has a typed change, and says what it promises`() {
        for example in Self.cases where example.remedy.simulation?.status == .proven {
            #expect(!example.remedy.changes.isEmpty, "\(example.name)")
            #expect((example.remedy.simulation?.unblocks ?? 0) > 0, "\(example.name)")
        }
    }

    @Test func `A check asks about what the remedy promises`() {
        for example in Self.cases {
            let daemonSet = example.offered.daemonSet
            let verify = example.remedy.verify
            #expect(!verify.isEmpty, "\(example.name)")
            let names =
                Set(example.finding.nodes + [daemonSet.name, "daemonset/\(daemonSet.name)"])
                .union(example.finding.pods.compactMap { $0.split(separator: "/").last.map(String.init) })
                .union([PodSelector.text(of: daemonSet)].compactMap(\.self))
                .union(example.finding.parameters.entries.compactMap { example.finding.parameters.text($0.name) })
            let isAboutIt = verify.joined().contains { word in
                names.contains(word) || names.contains { !$0.isEmpty && word.hasSuffix($0) }
            }
            #expect(isAboutIt, "\(example.name): \(verify)")
        }
    }

    @Test func `A check waits for the whole rollout only where that can end`() {
        for example in Self.cases {
            let waits = example.remedy.verify.contains { $0.contains("rollout") && $0.contains("status") }
            guard waits else { continue }
            #expect(example.offered.daemonSet.updateStrategy != .onDelete, "\(example.name)")
            #expect(example.remedy.simulation?.isRolloutStalled != true, "\(example.name)")
            #expect(example.remedy.simulation?.stillBlocked ?? [] == [], "\(example.name)")
        }
    }

    @Test func `A way back stands only where commands change something, and leads back over the same objects`() {
        for example in Self.cases where !example.remedy.rollback.isEmpty {
            #expect(example.remedy.acts, "\(example.name)")
            let touched = Set(example.remedy.commands.filter { CommandEffect($0) != .reads }.joined())
            for command in example.remedy.rollback {
                #expect(!command.contains("undo"), "\(example.name): back to an unknown revision")
                #expect(CommandEffect(command) != .reads, "\(example.name): \(command)")
                let objects = command.filter {
                    !$0.hasPrefix("-") && !$0.hasPrefix("{") && !$0.hasPrefix("[") && !$0.contains("=")
                }
                let isOfCommands = objects.contains { word in
                    word != "kubectl" && word != "patch" && touched.contains { $0 == word || $0.hasSuffix("/\(word)") }
                }
                #expect(isOfCommands, "\(example.name): \(command)")
            }
        }
    }

    @Test func `A patch of the DaemonSet has its exact way back, or none where what was before is bad`() throws {
        // What these replace is what is wrong.
        let replacesBad: Set<String> = ["fix-image", "use-image-for-platform", "pin-image", "undo-rollout"]
        for example in Self.cases {
            let daemonSet = example.offered.daemonSet
            let patches = try example.remedy.commands.compactMap { try PatchCommand($0, daemonSet: daemonSet.name) }
            guard !patches.isEmpty else {
                if replacesBad.contains(example.remedy.playbook) { #expect(example.remedy.rollback == []) }
                continue
            }
            let back = try example.remedy.rollback.compactMap { try PatchCommand($0, daemonSet: daemonSet.name) }
            #expect(back.count == patches.count, "\(example.name)")
            for (patch, reverse) in zip(patches, back.reversed()) where patch.kind != .json {
                let changed = patch.patch.leaves.keys
                // One of the two may replace a whole value where the other goes further in.
                let stray = reverse.patch.leaves.keys.filter { path in
                    !path.hasSuffix(".$patch") && !changed.contains { path.hasPrefix($0) || $0.hasPrefix(path) }
                }
                #expect(stray == [], "\(example.name)")
            }
        }
    }

    // MARK: - Effect

    @Test func `After a proven remedy the finding is gone from the nodes that it promises`() throws {
        var checked = 0
        for example in Self.cases where example.remedy.simulation?.status == .proven {
            guard let changes = example.offered.changes, !example.finding.nodes.isEmpty,
                !changes.contains(where: { $0.freesDisks || $0.avoidsNodes }),
                // What was seen of a pod that is gone stays seen.
                example.code != .evictedByPreemption
            else { continue }
            let simulator = Simulator(PlacementEngine(ClusterIndex(example.snapshot)))
            let placement = simulator.engine.placement(of: example.offered.daemonSet)
            let outcome = try simulator.outcome(of: changes, for: placement)
            var changed = try ReallyChanged(example.snapshot, changes, for: example.offered.daemonSet, outcome: outcome)
            changed.remove(outcome.evictions.map(\.pod))
            let blocked = Set(example.remedy.simulation?.stillBlocked ?? [])
            let promised = Set(example.finding.nodes).subtracting(blocked)
            // The controller makes the pods anew, and the scheduler has not said a word yet.
            let served = outcome.nodes.filter(\.after.hasPlace).map(\.name)
            let pods = zip(example.snapshot.nodes, placement.pods.onNode).filter { promised.contains($0.0.name) }
                .flatMap(\.1)
            changed.remove(pods.map { example.snapshot.pods[$0].metadata.qualifiedName })
            let after = DiagnosisEngine(PlacementEngine(ClusterIndex(changed.snapshot))).diagnosis()
            let name = example.offered.daemonSet.metadata.qualifiedName
            let still =
                after.daemonSets.first { "\($0.namespace)/\($0.name)" == name }?.findings
                .filter { $0.code == example.finding.code }.flatMap(\.nodes) ?? []
            #expect(Set(still).intersection(promised).intersection(served).isEmpty, "\(example.name): \(still)")
            checked += 1
        }
        #expect(checked >= 60)
    }
}
