import DiagnosisEngine
import Foundation
import Testing

@testable import RemedyPlaybooks

struct HostileNamesTests {
    static let names = [
        "a'; rm -rf /; '", "a\nb", "{{x}}", "{{namespace}}", "\"}]}} ", "$(reboot)", "`reboot`", "a b", "<b>&amp;</b>",
        "\u{1b}[31m", "\\", "ä\u{202e}ö",
    ]

    private func remedies(container: String) throws -> [Remedy] {
        var finding = SyntheticFindings.finding(.crashLoopOutOfMemory)
        finding.parameters["container"] = .text(container)
        return PlaybookCatalogue.embedded.remedies(for: finding, in: SyntheticFindings.context)
    }

    @Test(arguments: names)
    func `A name stays one word, as it is`(name: String) throws {
        let plain = try #require(try remedies(container: "plain").first { $0.playbook == "find-memory-use" })
        let hostile = try #require(try remedies(container: name).first { $0.playbook == "find-memory-use" })
        let expected = plain.commands.map { $0.map { $0 == "plain" ? name : $0 } }
        #expect(hostile.commands == expected)
    }

    @Test(arguments: names)
    func `A name in a patch is a JSON string`(name: String) throws {
        let remedy = try #require(try remedies(container: name).first { $0.playbook == "resize-memory-limit" })
        let patch = try #require(remedy.commands.first?.last)
        let document = try JSONSerialization.jsonObject(with: Data(patch.utf8)) as? [String: Any]
        let template = (document?["spec"] as? [String: Any])?["template"] as? [String: Any]
        let containers = (template?["spec"] as? [String: Any])?["containers"] as? [[String: Any]]
        #expect(containers?.count == 1)
        #expect(containers?.first?["name"] as? String == name)
    }

    @Test func `A name that would be taken for an option leaves its command out`() throws {
        let remedies = try remedies(container: "--all")
        let words = remedies.flatMap(\.commands).joined()
        #expect(!words.contains("--all"))
        #expect(remedies.contains { $0.playbook == "find-memory-use" })
    }

    /// The facts of a node that is reached by ssh.
    private static func sshLogs(_ node: String) -> Parameters.Value {
        .list([
            .object(["sshNode": .text(node), "kubeletUnit": .text("kubelet"), "runtimeUnit": .text("containerd")])
        ])
    }

    @Test func `A node's name cannot become an option of ssh`() {
        var finding = SyntheticFindings.finding(.nodeNotReady)
        finding.nodes = ["-oProxyCommand=reboot"]
        finding.parameters["sshLogs"] = Self.sshLogs(finding.nodes[0])
        let remedies = PlaybookCatalogue.embedded.remedies(for: finding, in: SyntheticFindings.clusterContext)
        #expect(!remedies.isEmpty)
        #expect(!remedies.flatMap { $0.commands + $0.verify }.joined().contains { $0.contains("ProxyCommand") })
    }

    @Test(arguments: ["root@evil", "a b", "a;reboot", "$(reboot)", "a\nb", "ssh://x", "*"])
    func `Only a plain name becomes a host of ssh`(name: String) {
        var finding = SyntheticFindings.finding(.nodeNotReady)
        finding.nodes = [name]
        finding.parameters["sshLogs"] = Self.sshLogs(name)
        let remedies = PlaybookCatalogue.embedded.remedies(for: finding, in: SyntheticFindings.clusterContext)
        #expect(!remedies.flatMap { $0.commands + $0.verify }.contains { $0.first == "ssh" })
        finding.nodes = ["node-1.example.com"]
        finding.parameters["sshLogs"] = Self.sshLogs(finding.nodes[0])
        let sound = PlaybookCatalogue.embedded.remedies(for: finding, in: SyntheticFindings.clusterContext)
        #expect(sound.flatMap(\.commands).contains { $0.first == "ssh" })
    }

    @Test(arguments: ["n1,status.phase!=Running", "n1,", "", "=n1", "n1 ", "(n1)"])
    func `A name adds no condition to a selector`(name: String) {
        let source = "spec.nodeName={{firstNode}}"
        let word = "spec.nodeName=" + name
        #expect(
            SyntaxHazard.isChanged(word, from: source, after: ["kubectl", "--field-selector"]) == !name.isEmpty)
    }

    @Test func `No name means all containers`() {
        let source = "{{container}}=RIGHT_IMAGE"
        #expect(SyntaxHazard.isChanged("*=RIGHT_IMAGE", from: source, after: ["kubectl", "set"]))
        #expect(!SyntaxHazard.isChanged("a=RIGHT_IMAGE", from: source, after: ["kubectl", "set"]))
    }

    @Test func `A DaemonSet whose name looks like an option gets no rollout commands`() {
        var context = SyntheticFindings.context
        context.namespace = "--kubeconfig=x"
        let finding = SyntheticFindings.finding(.insufficientResource).meeting([
            ParameterTest(path: ["isExtended"], condition: .isOneOf([false]))
        ])
        let remedies = PlaybookCatalogue.embedded.remedies(for: finding, in: context)
        #expect(!remedies.flatMap { $0.commands + $0.verify + $0.rollback }.joined().contains("--kubeconfig=x"))
    }
}
