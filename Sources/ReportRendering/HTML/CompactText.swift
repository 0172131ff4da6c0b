// bare numbers in this file: positions in lists.
import Wording

/// Short texts for long lists, which the page's script takes apart: a page of 5,000 nodes and 50 DaemonSets stays small.
enum CompactText {
    /// Numbers from 0, those that follow one another and are alike as one: `a12ba3` is 0 twelve times, 1, 0 three times.
    /// A number of 52 and more is written `.1s.`, to the base of 36.
    static func runs(_ values: some Sequence<Int>) -> String {
        var text = ""
        var run: (value: Int, count: Int)?
        func finish() {
            guard let run else { return }
            text += letter(run.value)
            if run.count > 1 { text += String(run.count) }
        }
        for value in values {
            if run?.value == value {
                run?.count += 1
            } else {
                finish()
                run = (value, 1)
            }
        }
        finish()
        return text
    }

    /// Positions in ascending order, neighbours as a range: `0-5,9`.
    static func ranges(_ positions: [Int]) -> String {
        var parts: [String] = []
        var range: ClosedRange<Int>?
        func finish() {
            guard let range else { return }
            parts.append(range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)")
        }
        for position in positions.sorted() where position != range?.upperBound {
            if let known = range, known.upperBound + 1 == position {
                range = known.lowerBound...position
            } else {
                finish()
                range = position...position
            }
        }
        finish()
        return parts.joined(separator: ",")
    }

    /// Names, each without what it shares with the one before: a digit to the base of 36 says how many letters.
    static func names(_ names: [String]) -> String {
        var before: [Unicode.Scalar] = []
        let parts = names.map { name -> String in
            let scalars = Array(TerminalText.escaped(name).unicodeScalars)
            let shared = min(zip(before, scalars).prefix { $0 == $1 }.count, 35)
            before = scalars
            var rest = String.UnicodeScalarView()
            rest.append(contentsOf: scalars[shared...])
            return String(shared, radix: 36) + String(rest)
        }
        return parts.joined(separator: "\n")
    }

    private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

    private static func letter(_ value: Int) -> String {
        letters.indices.contains(value) ? String(letters[value]) : ".\(String(value, radix: 36))."
    }
}
