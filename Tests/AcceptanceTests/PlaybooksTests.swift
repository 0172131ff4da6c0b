import Foundation
import Testing

@Suite("dsdoctor playbooks")
struct PlaybooksTests {
    private static let own = """
        id: free-space
        title: Ask the storage team for {{nodeCount}} larger disks
        order: 1
        changesTemplate: false
        appliesTo:
          - code: evicted-node-pressure
        steps:
          - Open a ticket{{#available}} and tell them that {{available}} is left{{/available}}.
        commands:
          - when: {nodeCount: {greaterThan: 1}}
            run:
              - [ticket, --title, "disk of {{firstNode}}"]
        """

    /// Runs the program beside a directory `own` with one playbook that takes the place of a built-in one.
    private func run(_ arguments: String..., playbook: String = own) throws -> RecordedRun {
        let workspace = try Workspace()
        try workspace.write(playbook, to: "own.yaml")
        return RecordedRun(["playbooks"] + arguments.map { $0 == "DIR" ? workspace.url.path : $0 })
    }

    @Test("list fits the page and has a line for each playbook", arguments: [40, 80, 200])
    func list(columns: Int) throws {
        let run = try run("list", "--width", "\(columns)")
        #expect(run.exitCode == 0)
        let lines = run.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("ID ") == true)
        #expect(lines.contains { $0.hasPrefix("free-space  ") })
        #expect(
            lines.map { $0.split(separator: " ")[0] }.dropFirst().sorted()
                == lines.dropFirst().map { $0.split(separator: " ")[0] })
        if columns >= 80 { #expect(lines.allSatisfy { $0.count <= columns }) }
    }

    @Test("list -o json holds every playbook, and where it comes from")
    func listAsJSON() throws {
        let run = try run("list", "-o", "json", "--playbooks", "DIR")
        let root = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let playbooks = try #require(root["playbooks"] as? [[String: Any]])
        let own = try #require(playbooks.first { $0["id"] as? String == "free-space" })
        #expect(own["builtIn"] as? Bool == false)
        #expect(own["replacesBuiltIn"] as? Bool == true)
        #expect((own["file"] as? String)?.hasSuffix("/own.yaml") == true)
        #expect(own["codes"] as? [String] == ["evicted-node-pressure"])
        #expect(playbooks.count { $0["builtIn"] as? Bool == true } > 50)
    }

    @Test("show prints a playbook with what is filled in, and on what conditions")
    func show() throws {
        let run = try run("show", "free-space", "--playbooks", "DIR", "--width", "200")
        #expect(run.exitCode == 0)
        for part in [
            "Ask the storage team for <nodeCount> larger disks", "/own.yaml, in place of the built-in one",
            "evicted-node-pressure", "Open a ticket[ and tell them that <available> is left].",
            "ticket --title 'disk of <firstNode>'", "(when nodeCount is above 1)",
        ] { #expect(run.output.contains(part), "\(run.output)") }
    }

    @Test("Every playbook can be shown, and no Mustache is left in it")
    func showAll() throws {
        let list = try run("list").output.split(separator: "\n").dropFirst().map { $0.split(separator: " ")[0] }
        for id in list {
            let run = try run("show", String(id))
            #expect(run.exitCode == 0)
            #expect(!run.output.contains("{{") && !run.output.contains("}}}}{{"), "\(run.output)")
        }
    }

    @Test("A playbook that is not there is told with the nearest one")
    func unknownPlaybook() throws {
        let run = try run("show", "free-spcae")
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors == "dsdoctor: playbook free-spcae not found; did you mean free-space?\n")
        #expect(try self.run("show", "zzzzzz").errors.contains("see `dsdoctor playbooks list`"))
    }

    @Test("validate tells every problem with its place and exits with 1, and else how many playbooks are valid")
    func validate() throws {
        let good = try run("validate", "DIR")
        #expect(good.exitCode == 0)
        #expect(good.output == "1 playbook is valid\n")
        let bad = try run(
            "validate", "DIR",
            playbook: Self.own.replacing("changesTemplate: false", with: "changesTemplate: maybe").replacing(
                "steps:", with: "stepps:"))
        #expect(bad.exitCode == 1)
        #expect(bad.errors == "")
        let lines = bad.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.hasSuffix("/own.yaml:4:18: expected true or false") == true)
        #expect(lines.last?.hasSuffix("/own.yaml:7:1: unknown key \"stepps\"; did you mean \"steps\"?") == true)
        #expect(try run("validate").output.hasSuffix(" playbooks are valid\n"))
    }

    @Test("What cannot be read is one line and exit code 2", arguments: ["/nowhere", "/dev/null", "/proc/self/fd"])
    func unreadable(directory: String) throws {
        for arguments in [["validate", directory], ["list", "--playbooks", directory]] {
            let run = RecordedRun(["playbooks"] + arguments)
            #expect(run.exitCode == 2)
            #expect(run.output == "")
            #expect(run.errors.filter(\.isNewline).count == 1)
        }
    }
}
