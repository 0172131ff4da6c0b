/// What failed, the same thing once.
struct FailureList {
    private struct Group {
        var count = 0
        /// The first inputs, by family.
        var examples: [String: String] = [:]
        var order: [String] = []
    }

    private(set) var count = 0
    /// How many were looked into for where they happen.
    var tracedCount = 0
    private var groups: [String: Group] = [:]
    private var seen: Set<String> = []

    /// Whether no failure of this kind, command and family of inputs was noted yet.
    mutating func isNew(_ text: String, _ input: any FuzzedInput, _ command: FuzzedCommand) -> Bool {
        seen.insert("\(command.name) \(input.family) \(Self.kind(of: text))").inserted
    }

    mutating func add(_ text: String, _ input: (any FuzzedInput)?, _ command: FuzzedCommand?) {
        count += 1
        let key = "\(command?.name ?? "the fuzzer"): \(Self.kind(of: text))"
        let family = input?.family ?? ""
        if groups[key] == nil { StandardError.write("\(key.prefix(200)): \(family)") }
        groups[key, default: Group()].count += 1
        if groups[key]?.examples[family] == nil {
            groups[key]?.examples[family] = "\(input?.description ?? "")   (\(text))"
            groups[key]?.order.append(family)
        }
    }

    func printAll() {
        for (kind, group) in groups.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
            print("\n\(group.count) × \(kind)")
            for family in group.order.prefix(40) { print("    \(group.examples[family] ?? "")") }
            if group.order.count > 40 { print("    and \(group.order.count - 40) kinds of input more") }
        }
    }

    /// The text without numbers and what is quoted, so that the same trouble counts as one.
    private static func kind(of text: String) -> String {
        var kind = ""
        for character in text.prefix(160) {
            let kept = character.isNumber ? "#" : character
            if kept == "#", kind.last == "#" { continue }
            kind.append(kept)
        }
        return kind
    }
}
