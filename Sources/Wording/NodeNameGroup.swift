/// Names that differ in one number alone.
struct NodeNameGroup {
    /// A number, or a range of them, as it is printed.
    struct Piece {
        var text: String
        /// How many names it stands for.
        var count: Int
    }

    /// The common beginning of all names.
    let prefix: String
    /// The common end of all names.
    let suffix: String
    let pieces: [Piece]

    /// How many names the group holds.
    var count: Int { pieces.reduce(0) { $0 + $1.count } }

    /// A name that stands alone.
    init(single name: String) {
        prefix = name
        suffix = ""
        pieces = [Piece(text: "", count: 1)]
    }

    /// Names in natural order that differ in the number at `position` alone.
    init(_ names: [NumberedName], varyingAt position: Int) {
        guard names.count > 1, let first = names.first else {
            self = NodeNameGroup(single: names.first?.name ?? "")
            return
        }
        let number = first.numbers[position]
        prefix = String(first.name[..<number.startIndex])
        suffix = String(first.name[number.endIndex...])
        var runs: [[Substring]] = []
        for name in names {
            let digits = name.numbers[position]
            if let last = runs.last?.last, Decimal.successor(of: last) == digits {
                runs[runs.count - 1].append(digits)
            } else {
                runs.append([digits])
            }
        }
        pieces = runs.flatMap { run in
            guard run.count > 2, let first = run.first, let last = run.last else {
                return run.map { Piece(text: String($0), count: 1) }
            }
            return [Piece(text: "\(first)…\(last)", count: run.count)]
        }
    }

    /// The group's names, as far as `shown` goes: `gen-a-01,03,05…08`, and in brackets where something follows.
    func text(of shown: some Collection<Piece>) -> String {
        let numbers = shown.map(\.text).joined(separator: ",")
        let isOneName = shown.count == 1 && shown.allSatisfy { $0.count == 1 }
        return suffix.isEmpty || isOneName ? prefix + numbers + suffix : "\(prefix)[\(numbers)]\(suffix)"
    }
}
