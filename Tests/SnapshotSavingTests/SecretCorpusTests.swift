import SnapshotCollector
import SnapshotSaving
import Testing

@Suite("Planted secrets")
struct SecretCorpusTests {
    @Test func `At least 99 of 100 planted secrets are hidden, wherever they stand`() throws {
        let entries = try CorpusEntry.entries(of: "planted.txt")
        #expect(entries.count >= 300 && entries.allSatisfy { !$0.secrets.isEmpty })
        let saved = try CorpusEntry.saved(entries)
        let leaked = zip(entries, saved).filter { $0.isLeaked(in: $1) || $1.isEmpty }
        #expect(leaked.count * 100 <= entries.count, "\(leaked.map { "\($0.testDescription) => \($1.prefix(200))" })")
    }

    @Test func `At most 1 of 100 texts without a secret is changed`() throws {
        let entries = try CorpusEntry.entries(of: "controls.txt")
        #expect(entries.count >= 300)
        let saved = try CorpusEntry.saved(entries)
        let changed = zip(entries, saved).filter {
            !$0.text.contains("REDACTED") && $1.contains("REDACTED") || $1.isEmpty
        }
        #expect(changed.count * 100 <= entries.count, "\(changed.map { "\($0.testDescription) => \($1.prefix(200))" })")
    }
}
