import DiagnosisEngine
import Foundation
import Testing

@testable import RemedyPlaybooks

struct EmbeddedPlaybooksTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("playbooks")

    @Test func `Every file of playbooks/ is compiled in: if not, run scripts/generate`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).map { "playbooks/\($0)" }
        #expect(EmbeddedPlaybooks.files.map(\.name) == names.sorted(), "run scripts/generate")
    }

    @Test func `Every embedded playbook is in order`() {
        #expect(PlaybookCatalogue.problems(in: EmbeddedPlaybooks.files).map(\.description) == [])
        #expect(PlaybookCatalogue.embedded.playbooks.count == EmbeddedPlaybooks.files.count)
    }

    @Test(arguments: FindingCode.allCases)
    func `The playbooks read for a code offer the same remedies as all`(code: FindingCode) {
        let finding = SyntheticFindings.finding(code)
        let some = PlaybookCatalogue.embedded(for: [code])
        #expect(some.playbooks.count < PlaybookCatalogue.embedded.playbooks.count)
        #expect(
            some.remedies(for: finding, in: SyntheticFindings.context)
                == PlaybookCatalogue.embedded.remedies(for: finding, in: SyntheticFindings.context))
    }

    @Test func `A playbook's id is its file's name`() {
        for playbook in PlaybookCatalogue.embedded.playbooks {
            #expect(playbook.file == "playbooks/\(playbook.id).yaml")
        }
    }

    @Test(arguments: FindingCode.allCases)
    func `There is a playbook for every code, whatever its findings lack`(code: FindingCode) {
        for isComplete in [true, false] {
            let finding = SyntheticFindings.finding(code, isComplete: isComplete)
            let applicable = PlaybookCatalogue.embedded.playbooks.flatMap(\.appliesTo).filter { $0.code == code }
            #expect(!applicable.isEmpty)
            let remedies = applicable.flatMap { application in
                PlaybookCatalogue.embedded.remedies(
                    for: finding.meeting(application.tests), in: SyntheticFindings.context)
            }
            #expect(!remedies.isEmpty, "complete: \(isComplete)")
            for remedy in remedies { expectNoHoles(in: remedy) }
        }
    }

    @Test(arguments: PlaybookCatalogue.embedded.playbooks.map(\.id))
    func `Every step and command of a playbook is printed for some finding`(id: String) throws {
        let playbook = try #require(PlaybookCatalogue.embedded.playbook(id))
        let groups = playbook.commands + playbook.verify + (playbook.rollback ?? [])
        var views: [TemplateView] = []
        for application in playbook.appliesTo {
            let base = SyntheticFindings.finding(application.code, isSearched: true).meeting(application.tests)
            let conditions = [[]] + playbook.steps.map(\.tests) + groups.map(\.tests)
            for tests in conditions {
                let view = TemplateView(base.meeting(tests).meeting(application.tests), in: SyntheticFindings.context)
                views.append(view)
                let remedy = playbook.remedy(for: application.code, in: view)?.remedy
                #expect(remedy != nil, "\(application.code)")
                if let remedy { expectNoHoles(in: remedy) }
            }
        }
        for step in playbook.steps {
            #expect(views.contains { step.rendered(in: $0) != nil }, "\(step.text.source)")
        }
        for group in groups {
            #expect(views.contains { !group.rendered(in: $0).isEmpty }, "\(group.commands)")
        }
    }

    @Test(arguments: PlaybookCatalogue.embedded.playbooks.map(\.id))
    func `A playbook names what is tried, or says why nothing is`(id: String) throws {
        let playbook = try #require(PlaybookCatalogue.embedded.playbook(id))
        #expect(playbook.isSimulated || playbook.notSimulated != nil)
        #expect(playbook.unproven == nil || playbook.isSimulated)
    }

    @Test func `A playbook has references, and its patches of what is no DaemonSet have a way back`() {
        for playbook in PlaybookCatalogue.embedded.playbooks {
            #expect(!playbook.references.isEmpty, "\(playbook.id)")
            let patchesOthers = playbook.commands.flatMap(\.commands).contains { command in
                let words = command.map { if case .text(let template) = $0 { template.source } else { "" } }
                return words.contains("patch") && !words.contains("daemonset")
            }
            // A pod whose finalizers are taken off is gone; a NodePool's list has no index that is known before.
            let isFinal = ["release-terminating-pod", "scale-nodes"].contains(playbook.id)
            #expect(!patchesOthers || !(playbook.rollback ?? []).isEmpty || isFinal, "\(playbook.id)")
        }
    }

    private func expectNoHoles(in remedy: Remedy) {
        let commands = remedy.commands + remedy.verify + remedy.rollback
        for text in [remedy.title] + remedy.steps + commands.joined() {
            #expect(!text.isEmpty)
            #expect(!text.contains("{{") && !text.contains("}} "), "\(text)")
            // Patches are JSON, and may hold lists.
            #expect(
                text.hasPrefix("{") || text.hasPrefix("[{") || !text.contains("[\""),
                "a list was printed as such: \(text)")
        }
        for text in [remedy.title] + remedy.steps {
            #expect(!text.contains("  ") && !text.contains(" ,") && !text.contains(" ."), "\(remedy.playbook): \(text)")
        }
        for step in remedy.steps {
            let isSentence = step.count > 20 && ".)".contains(step.suffix(1)) && !" .,".contains(step.prefix(1))
            #expect(isSentence, "\(remedy.playbook): \(step)")
        }
        for command in commands {
            for (option, word) in zip(command, command.dropFirst()) where option == "-p" && command[0] == "kubectl" {
                #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(word.utf8)) }
            }
        }
    }
}
