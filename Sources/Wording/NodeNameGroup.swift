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
            if let run = runs.last, let last = run.last, Self.continues(run, last, digits) {
                runs[runs.count - 1].append(digits)
            } else {
                runs.append([digits])
            }
        }
        pieces = runs.flatMap { run in
            guard run.count > 2, let first = run.first, let last = run.last else {
                return run.map { Piece(text: String($0), count: 1) }
            }
            return [Piece(text: "\(first)..\(last)", count: run.count)]
        }
    }

    /// Whether a shell that expands `{first..digits}` comes to `digits` right after `last`: it pads all numbers alike,
    /// and counts no further than 64 bits do.
    private static func continues(_ run: [Substring], _ last: Substring, _ digits: Substring) -> Bool {
        let isPadded = run[0].hasPrefix("0") && run[0].count > 1
        return digits.count <= 18 && (digits.count == last.count || !isPadded)
            && Decimal.successor(of: last) == digits
    }

    /// The group's names, as far as `shown` goes, as a shell expands them: `gen-a-{01,03,{05..08}}`.
    func text(of shown: some Collection<Piece>) -> String {
        guard let first = shown.first else { return "" }
        if shown.count == 1 {
            return first.count == 1 ? prefix + first.text + suffix : "\(prefix){\(first.text)}\(suffix)"
        }
        let numbers = shown.map { $0.count == 1 ? $0.text : "{\($0.text)}" }.joined(separator: ",")
        return "\(prefix){\(numbers)}\(suffix)"
    }
}
