import ByteStreams
import ClusterSnapshot
import SnapshotCollector
import Testing

@Suite("The form of text is told by its content")
struct PastedTextTests {
    private static let nodes = """
        {
          "apiVersion": "v1",
          "items": [
            {"kind": "Node", "apiVersion": "v1", "metadata": {"name": "n1", "annotations": {"a": "ä€😀"}}}
          ],
          "kind": "List"
        }
        """
    private static let pods = """
        {"kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p1", "namespace": "x"}}]}
        """
    private static let yamlNodes = """
        apiVersion: v1
        items:
        - apiVersion: v1
          kind: Node
          metadata:
            name: n1
            annotations:
              note: |
                $ a prompt in a value

                Warning: another
        kind: List
        """
    private static let yamlPods = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: p1
          namespace: x
        """

    static let texts: [String: String] = [
        "concatenated": nodes + "\n" + pods,
        "side by side": nodes + pods,
        "after prompts":
            "jane@host:~$ kubectl get nodes -o json\n\(nodes)\njane@host:~$ kubectl get pods\n\(pods)\n$ \n",
        "after prompts in brackets":
            "[root@host ~]# kubectl get nodes\n\(nodes)\n[root@host ~]# kubectl\n\(pods)\n[root@host ~]# ",
        "in fences": "Here:\n```json\n\(nodes)\n```\nand\n```\n\(pods)\n```\n",
        "beside warnings and tables":
            "Warning: v1 Endpoints is deprecated\nNAME READY AGE\nx 1/1 4d\n\(nodes)\nWarning: x\n\(pods)",
        "in colour": "\u{1B}[32m$\u{1B}[0m kubectl get nodes\n\(nodes)\n\(pods)",
        "after much else": String(repeating: "words and words and words\n", count: 2_000) + nodes + pods,
        "marked twice": "\u{FEFF}\(nodes)\n\u{FEFF}\(pods)",
        "YAML after prompts":
            "$ kubectl get nodes -o yaml\n\(yamlNodes)\n$ kubectl get pods -o yaml\n\(yamlPods)\n$ exit\n",
        "YAML in fences": "Hi\n```yaml\n\(yamlNodes)\n```\nbye\n```yaml\n\(yamlPods)\n```\n",
        "YAML with a warning inside": yamlNodes.replacing("kind: List", with: "Warning: late\nkind: List") + "\n---\n"
            + yamlPods,
    ]

    @Test("as it stands, with Windows' line ends, and in every encoding", arguments: texts.keys.sorted())
    func text(_ name: String) throws {
        let text = try #require(Self.texts[name])
        for lines in [text, text.replacing("\n", with: "\r\n")] {
            try Self.check(Array(lines.utf8), "UTF-8")
            let utf16 = Array(lines.utf16)
            let utf32 = lines.unicodeScalars.map(\.value)
            for isMarked in [false, true] where isMarked || lines.first?.isASCII == true {
                let mark16: [UInt16] = isMarked ? [0xFEFF] : []
                let mark32: [UInt32] = isMarked ? [0xFEFF] : []
                try Self.check((mark16 + utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, "UTF-16LE")
                try Self.check((mark16 + utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, "UTF-16BE")
                try Self.check((mark32 + utf32).flatMap { Self.bytes(of: $0).reversed() }, "UTF-32LE")
                try Self.check((mark32 + utf32).flatMap { Self.bytes(of: $0) }, "UTF-32BE")
            }
        }
    }

    @Test(
        "what kubectl prints for people is named",
        arguments: [
            ("NAME   READY   AGE\nagent  3       4d\n", "kubectl get prints"),
            ("Name:  agent\nLabels:  app=agent\nAnnotations:  <none>\n", "kubectl describe"),
        ])
    func forPeople(_ line: (text: String, reason: String)) {
        let found = error(of: Array(line.text.utf8))
        #expect(found?.reason.contains(line.reason) == true)
    }

    private static func check(_ bytes: [UInt8], _ encoding: String) throws {
        let snapshot = try SnapshotReader.read(bytes: bytes, name: "x")
        #expect(snapshot.nodes.map(\.name) == ["n1"] && snapshot.pods.map(\.name) == ["p1"], "\(encoding)")
        #expect(snapshot.gaps.filter(\.isDamage).isEmpty, "\(encoding)")
    }

    private static func bytes(of scalar: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: scalar >> (24 - 8 * $0)) }
    }
}
