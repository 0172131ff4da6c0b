import ClusterSnapshot
import DiagnosisEngine
import Foundation
import KubernetesModel
import PlacementEngine
import RemedyPlan
import RemedyPlaybooks
import TestBuilders
import Testing

@testable import ReportRendering

@Suite("Pages for a browser")
struct HTMLRendererTests {
    /// A page without its script and its style, which change more often than what is said.
    static func content(of page: String) -> String {
        page.replacing(#/<style>[\s\S]*?<\/style>/#, with: "<style>…</style>")
            .replacing(#/<script>[\s\S]*?<\/script>/#, with: "<script>…</script>")
            .replacing(#/sha256-[A-Za-z0-9+\/=]*/#, with: "sha256-…")
    }

    /// Texts that want to be markup in one place or another.
    private static let hostile = [
        "</script><script>pwned()</script>", "<img src=x onerror=pwned()>", "\" onfocus=\"pwned()",
        // To Swift a quote with an accent is one character, to a browser it ends an attribute.
        "\"\u{301} onfocus=pwned() x=\"", "'\u{301} onfocus='pwned()", "<\u{301}b>", "&lt;b&gt;", "<!--<script>", "]]>",
        "{{title}}", "{{{script}}}", "\u{2028}", "\u{202E}", "</style><style>*{display:none}",
    ]

    private static var hostileReport: Report {
        var report = SampleReports.healthy
        report.snapshot.source = hostile.joined()
        report.snapshot.kubernetesVersion = hostile[1]
        report.snapshot.gaps = [Gap(code: .collectorError, detail: hostile.joined())]
        report.daemonSets = hostile.map { text in
            let node = NodeAssessment(
                node: "n\(text)", state: .failing, shouldRun: true, shouldContinueRunning: true, cause: .causeUnknown,
                excludedBy: [text])
            let finding = Finding(
                code: .causeUnknown, severity: .critical, title: text, message: text, nodes: ["n\(text)"],
                pods: [text], evidence: [Evidence(kind: .log, object: text, text: text)])
            let remedy = Remedy(
                playbook: "x", title: text, risk: .low, steps: [text], commands: [["kubectl", text]],
                references: ["javascript:pwned()", "https://example.com/\(text)"])
            return SampleReports.unwell(
                text, text, .failing, .init(desired: 1), nodes: [node],
                findings: [FindingReport(finding: finding, remedies: [remedy], inVain: [text])])
        }
        return report
    }

    @Test func `The page is as recorded`() throws {
        let page = try SampleReports.full.rendered(as: "html")
        try Golden("full.html").expect(Self.content(of: page), suite: "HTMLRendererTests")
    }

    @Test func `Nothing in the page is asked for from elsewhere`() throws {
        let page = try SampleReports.full.rendered(as: "html")
        #expect(page.contains("content=\"default-src 'none'; script-src 'sha256-"))
        let content = Self.content(of: page)
        #expect(!content.contains(" src="))
        #expect(!content.contains(" style="))
        #expect(content.matches(of: #/ on[a-z]+=/#).isEmpty)
        // Links lead out, but only when somebody follows them.
        #expect(content.matches(of: #/href="(?!https:\/\/|#|data:)/#).isEmpty)
    }

    @Test func `Names and messages of the cluster stay text`() throws {
        let page = Self.content(of: try Self.hostileReport.rendered(as: "html"))
        // The data, and the script after it.
        #expect(page.matches(of: #/<script/#).count == 2)
        #expect(page.matches(of: #/<style/#).count == 1)
        #expect(!page.contains("<img") && !page.contains("<!--") && !page.contains("<\u{301}"))
        #expect(!page.contains("javascript:"))
        // A quote of the cluster would stand before a space and the name of an attribute.
        let text = try #require(page.firstRange(of: "<script type=\"application/json\"")).lowerBound
        #expect(!page[..<text].contains(#/["'][\u{301}]? onfocus/#))
        #expect(page.contains("&quot;\u{301} onfocus=pwned() x=&quot;"))
        #expect(page.contains("&amp;lt;b&amp;gt;") && !page.contains("&amp;amp;"))
        #expect(page.contains("{{title}}") && page.contains("{{{script}}}"))
        #expect(page.contains("\\u{202E}") && !page.unicodeScalars.contains("\u{202E}"))
    }

    @Test func `The data are JSON in which nothing can end the element around it`() throws {
        let page = try Self.hostileReport.rendered(as: "html")
        let start = try #require(page.firstRange(of: "id=\"data\">")).upperBound
        let end = try #require(page[start...].firstRange(of: "</script>")).lowerBound
        let data = page[start..<end]
        #expect(!data.contains("<") && !data.contains(">") && !data.contains("&"))
        let read = try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
        let sets = try #require(read["sets"] as? [[String: Any]])
        #expect(sets.count == Self.hostile.count)
        #expect(sets[1]["name"] as? String == "\(Self.hostile[1])/\(Self.hostile[1])")
    }

    @Test func `The policy names the script and the style that the page has`() throws {
        let page = try SampleReports.healthy.rendered(as: "html")
        for (text, hash) in [(WebFiles.script, WebFiles.scriptHash), (WebFiles.style, WebFiles.styleHash)] {
            #expect(page.contains(">\(text)</") && page.contains("'\(hash)'"))
            let sum = Process()
            sum.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
            let (input, output) = (Pipe(), Pipe())
            (sum.standardInput, sum.standardOutput) = (input, output)
            try sum.run()
            input.fileHandleForWriting.write(Data(text.utf8))
            try input.fileHandleForWriting.close()
            let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            let digits = Array(told.prefix(64))
            let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
                UInt8(String(digits[$0...$0 + 1]), radix: 16)
            }
            #expect("sha256-" + Data(bytes).base64EncodedString() == hash, "run ./scripts/generate")
        }
    }

    @Test func `The page of a plan begins with the plan`() throws {
        let plan = try PlanRendererTests.report.rendered(as: "html")
        let start = try #require(plan.firstRange(of: "<section id=\"plan\"")).lowerBound
        let causes = try #require(plan.firstRange(of: "<section id=\"causes\"")).lowerBound
        #expect(start < causes)
        #expect(plan.matches(of: #/<li id="step-/#).count == PlanRendererTests.report.plan.steps.count)
    }

    @Test func `A plan says where its numbers are others than those at the head`() throws {
        func node(_ name: String, _ state: NodeState) -> NodeAssessment {
            NodeAssessment(node: name, state: state, shouldRun: true, shouldContinueRunning: true)
        }
        var report = SampleReports.healthy
        report.daemonSets = [
            SampleReports.unwell(
                "apps", "agent", .degraded, .init(desired: 2, available: 2),
                nodes: [node("n1", .available), node("n2", .terminating)], findings: [])
        ]
        var picture = ClusterPicture()
        var plan = Plan()
        plan.before = PodTotals(available: 1, desired: 2)
        plan.after = PodTotals(available: 3, desired: 4)
        picture.plan = plan
        report.picture = picture
        let page = try report.rendered(as: "html")
        #expect(page.contains("The plan starts from 1 available pod and not from 2: 1 pod is being deleted."))
        #expect(page.contains("Desired pods go from 2 to 4: steps make nodes eligible."))
        plan.before = PodTotals(available: 2, desired: 2)
        plan.after = plan.before
        report.picture?.plan = plan
        #expect(try !report.rendered(as: "html").contains("and not from"))
    }

    @Test(arguments: [
        (48_000, "48"), (27_350, "27.35"), (1_005, "1.01"), (1_500, "1.5"), (2_999, "3"), (1_000, "1"),
    ])
    func `CPUs have two digits behind the point at most`(milliCPU: Int, text: String) {
        #expect(RoomViews.cores(WholeNumber(milliCPU)) == text)
    }

    @Test("A page of 5,000 nodes and 50 DaemonSets stays under 2 MB", .takes(atMostMinutes: 2))
    func largePagesStaySmall() throws {
        let names = (0..<5_000).map { "ip-10-\($0 / 250)-\($0 % 250).compute.internal" }
        var report = SampleReports.healthy
        report.daemonSets = (0..<50).map { set in
            let nodes = names.enumerated().map { position, name in
                let isMissing = (position * 7 + set * 13) % 10 == 0
                return NodeAssessment(
                    node: name, state: isMissing ? .pending : .available, shouldRun: true, shouldContinueRunning: true,
                    cause: isMissing ? .insufficientResource : nil)
            }
            let missing = nodes.filter { $0.state == .pending }.map(\.node)
            let finding = Finding(
                code: .insufficientResource, severity: .critical, title: "not enough memory free",
                message: "Memory: the pod asks for 1000Mi.", nodes: missing,
                pods: missing.map { "ns/pod-\($0)" },
                evidence: missing.map {
                    Evidence(kind: .event, object: "Pod ns/pod-\($0)", text: "0/5000 nodes are available.")
                })
            let remedy = Remedy(
                playbook: "x", title: "Delete the pods", risk: .low,
                commands: missing.map { ["kubectl", "-n", "ns", "delete", "pod", "pod-\($0)"] })
            return SampleReports.unwell(
                "ns", "agent-\(set)", .degraded, .init(desired: 5_000, available: 4_500), nodes: nodes,
                findings: [FindingReport(finding: finding, remedies: [remedy])])
        }
        let page = try report.rendered(as: "html")
        #expect(page.utf8.count < 2_000_000)
        #expect(page.contains("more commands: see -o json"))
    }
}

@Suite("Compact texts of a page")
struct CompactTextTests {
    @Test func `Runs, ranges and names`() {
        #expect(CompactText.runs([Int]()) == "")
        #expect(CompactText.runs([0, 0, 0, 1, 0, 51, 52, 52]) == "a3baZ.1g.2")
        #expect(CompactText.ranges([9, 0, 1, 2, 2]) == "0-2,9")
        #expect(CompactText.ranges([]) == "")
        #expect(CompactText.names(["gen-a-1", "gen-a-2", "gpu"]) == "0gen-a-1\n62\n1pu")
        // A line break in a name would begin another.
        #expect(CompactText.names(["a\nb"]) == "0a\\nb")
    }
}

@Suite("Pictures of a cluster")
struct ClusterPictureTests {
    private func picture(_ snapshot: Snapshot) -> ClusterPicture {
        let engine = PlacementEngine(ClusterIndex(snapshot))
        return ClusterPicture(engine, DiagnosisEngine(engine).diagnosis().daemonSets)
    }

    @Test func `Nodes are grouped by pool, zone, state and labels that make a few groups`() {
        let nodes = (1...4).map { number in
            node(
                "n\(number)",
                labels: [
                    "pool": number < 3 ? "a" : "b", NodeLabel.zone: "z1", NodeLabel.hostname: "n\(number)",
                    "tier": number == 4 ? "gold" : "iron",
                ], isReady: number > 1)
        }
        let groupings = picture(snapshot(nodes: nodes)).groupings
        // One zone is no grouping, names are none, and the label of the pool stands there as the pool.
        #expect(groupings.map(\.name) == ["pool", "node state", "tier"])
        #expect(groupings[0].groups == ["a", "b"] && groupings[0].groupOfNode == [0, 0, 1, 1])
        #expect(groupings[1].groups == ["NotReady", "Ready"] && groupings[1].groupOfNode == [0, 1, 1, 1])
    }

    @Test func `Full nodes tell who holds their room`() throws {
        let large = podSpec([container(requests: ["memory": "7Gi"])])
        let hungry = podSpec([container(requests: ["memory": "2Gi"])])
        let set = daemonSet("agent", spec: hungry)
        let nodes = ["n1", "n2"].map { node($0, memory: "8Gi", labels: ["pool": "small"]) }
        let room = try #require(
            picture(
                snapshot(
                    nodes: nodes,
                    pods: [
                        pod("web", on: "n1", spec: large), daemonPod(of: set, on: "n1", isBound: false),
                        daemonPod(of: set, on: "n2"),
                    ],
                    daemonSets: [set])
            ).rooms.first)
        #expect(room.pool == "small" && room.nodes == ["n1"])
        let memory = try #require(room.resources.first)
        #expect(memory.resource == "memory" && memory.isShort)
        #expect(memory.holders.map(\.workload) == ["default/web"])
        #expect(
            memory.requested == 7 * WholeNumber.gibibyte && memory.allocatable == 8 * WholeNumber.gibibyte
                && memory.mostFree == WholeNumber.gibibyte)
    }

    @Test func `The timeline has restarts and evictions of DaemonSets' pods, latest first`() {
        let set = daemonSet("agent")
        var restarted = daemonPod(of: set, on: "n1")
        var status = ContainerStatus()
        status.name = "main"
        status.restartCount = 4
        var end = ContainerTermination()
        end.reason = "OOMKilled"
        end.exitCode = 137
        end.finishedAt = Timestamp(seconds: 9_900)
        status.lastState = .terminated(end)
        restarted.status.containerStatuses = [status]
        func event(_ reason: String, _ pod: String, _ message: String = "", at second: WholeNumber) -> Event {
            var event = Event()
            event.regarding = ObjectReference(kind: Pod.kind, namespace: "default", name: pod)
            event.reason = reason
            event.message = message
            event.host = "n2"
            event.lastTimestamp = Timestamp(seconds: second)
            return event
        }
        let timeline = picture(
            snapshot(nodes: [node("n1"), node("n2")], pods: [restarted], daemonSets: [set]) { snapshot in
                snapshot.events = [
                    event("Evicted", "agent-x7k2p", at: 9_000), event("Evicted", "web-5d9c-abcde", at: 9_500),
                    event("Pulled", "agent-x7k2p", at: 9_950),
                    event("TaintManagerEviction", "agent-x7k2p", "Cancelling deletion of Pod", at: 9_960),
                ]
            }
        ).timeline
        #expect(timeline.moments.map(\.kind) == [.outOfMemory, .evicted])
        #expect(timeline.moments.map(\.secondsAgo) == [100, 1_000])
        #expect(timeline.moments.map(\.node) == ["n1", "n2"])
        #expect(timeline.moments.map(\.count) == [4, 1])
    }
}
