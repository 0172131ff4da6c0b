/// Many names folded into a few words: `small-a-{01..06}`, `gen-a-{01,03,{05..08}}`, `ip-10-0-1-{23..25}.internal`.
///
/// Names are folded only where exactly one number in them varies. A shell expands the text to the same names, so that
/// it can be pasted into a command.
public struct NodeNameFolding {
    /// The groups that the names fall into, in the natural order of their first names.
    private let groups: [NodeNameGroup]
    /// How many names there are, each counted once.
    public let count: Int
    /// All names, folded.
    public let text: String

    /// Folds the names; their order does not matter.
    public init(_ names: some Sequence<String>) {
        let names = Array(names)
        var sorted = names.map(NumberedName.init)
        // Most lists come in order, and thousands of names take long to sort.
        let isInOrder = zip(sorted, sorted.dropFirst()).allSatisfy { $0 < $1 }
        if !isInOrder { sorted = Set(names).map(NumberedName.init).sorted() }
        groups = Self.groups(of: sorted)
        count = sorted.count
        text = Self.text(of: groups, pieces: .max).text
    }

    /// As many of the names as fit `columns`, then `… and 593 more`; at least one is always named.
    public func text(columns: Int) -> String {
        if DisplayWidth.of(text) <= columns { return text }
        // The most pieces that fit, found by halving: more pieces are never shorter.
        var (fitting, tooMany) = (1, groups.reduce(0) { $0 + $1.pieces.count })
        while tooMany - fitting > 1 {
            let middle = (fitting + tooMany) / 2
            if DisplayWidth.of(shortened(toPieces: middle)) <= columns {
                fitting = middle
            } else {
                tooMany = middle
            }
        }
        return shortened(toPieces: fitting)
    }

    private func shortened(toPieces pieces: Int) -> String {
        let (text, shown) = Self.text(of: groups, pieces: pieces)
        return shown < count ? "\(text) … and \(count - shown) more" : text
    }

    /// The first `pieces` pieces of `groups`, and how many names they stand for.
    private static func text(of groups: [NodeNameGroup], pieces: Int) -> (text: String, names: Int) {
        var left = pieces
        var (texts, names) = ([String](), 0)
        for group in groups where left > 0 {
            let shown = group.pieces.prefix(left)
            texts.append(group.text(of: shown))
            names += shown.reduce(0) { $0 + $1.count }
            left -= shown.count
        }
        return (texts.joined(separator: ", "), names)
    }

    private static func groups(of names: [NumberedName]) -> [NodeNameGroup] {
        var byShape: [[Substring]: [NumberedName]] = [:]
        var groups: [(first: NumberedName, group: NodeNameGroup)] = []
        for name in names {
            if name.isFoldable {
                byShape[name.texts, default: []].append(name)
            } else {
                groups.append((name, NodeNameGroup(single: TerminalText.escaped(name.name))))
            }
        }
        for alike in byShape.values {
            for members in fewestGroups(of: alike) {
                groups.append((members.names[0], NodeNameGroup(members.names, varyingAt: members.position)))
            }
        }
        return groups.sorted { $0.first < $1.first }.map(\.group)
    }

    /// Names of one shape, grouped by the number whose variation makes the fewest groups; the last such number.
    private static func fewestGroups(of names: [NumberedName]) -> [(names: [NumberedName], position: Int)] {
        var best: [(names: [NumberedName], position: Int)] = []
        for position in names[0].numbers.indices.reversed() where best.count != 1 {
            let groups = Dictionary(grouping: names) { $0.rest(without: position) }
            if best.isEmpty || groups.count < best.count { best = groups.values.map { ($0, position) } }
        }
        return best
    }
}
