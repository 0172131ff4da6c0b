// bare numbers in this file: states of the automaton.
/// Finds which of many phrases a text holds in one pass over its bytes, however many phrases there are and whatever the
/// text is: the automaton of Aho and Corasick.
///
/// The 26 Latin letters match in upper and lower case, all other bytes only themselves.
struct PhraseMatcher: Sendable {
    /// A small number for each byte that occurs in some phrase; 0 for all others.
    private let symbols: [Int]
    private let symbolCount: Int
    /// The state after a symbol, at state × `symbolCount` + symbol.
    private let next: [Int32]
    /// The least group of the phrases that end in a state; `noGroup` where none does.
    private let groups: [Int32]

    private static let noGroup = Int32.max

    /// - Parameter phrases: by group.
    init(_ phrases: [[String]]) {
        let folded = phrases.map { group in group.map { $0.utf8.map(Self.folded) } }
        var symbols = [Int](repeating: 0, count: 256)
        var symbolCount = 1
        for byte in folded.joined().joined() where symbols[Int(byte)] == 0 {
            symbols[Int(byte)] = symbolCount
            symbolCount += 1
        }
        for letter in UInt8(ascii: "A")...UInt8(ascii: "Z") {
            symbols[Int(letter)] = symbols[Int(Self.folded(letter))]
        }
        var trie = Trie(symbolCount: symbolCount)
        for (group, phrases) in folded.enumerated() {
            for phrase in phrases { trie.add(phrase.map { symbols[Int($0)] }, group: Int32(group)) }
        }
        trie.connect()
        self.symbols = symbols
        self.symbolCount = symbolCount
        next = trie.next
        groups = trie.groups
    }

    /// The least group with a phrase that `text` holds; nil where there is none.
    func leastGroup(in text: String) -> Int? {
        var text = text
        return text.withUTF8 { bytes in
            var state = 0
            var least = Self.noGroup
            for byte in bytes {
                state = Int(next[state * symbolCount + symbols[Int(byte)]])
                if groups[state] < least { least = groups[state] }
            }
            return least == Self.noGroup ? nil : Int(least)
        }
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }

    private struct Trie {
        let symbolCount: Int
        var next: [Int32]
        var groups = [PhraseMatcher.noGroup]

        init(symbolCount: Int) {
            self.symbolCount = symbolCount
            next = [Int32](repeating: 0, count: symbolCount)
        }

        /// Adds a phrase. No step leads back to state 0 yet, so that a 0 is a missing step.
        mutating func add(_ phrase: [Int], group: Int32) {
            if phrase.isEmpty { return }
            var state = 0
            for symbol in phrase {
                let place = state * symbolCount + symbol
                if next[place] == 0 {
                    next[place] = Int32(groups.count)
                    groups.append(PhraseMatcher.noGroup)
                    next += repeatElement(0, count: symbolCount)
                }
                state = Int(next[place])
            }
            groups[state] = min(groups[state], group)
        }

        /// Fills in the missing steps: each leads where the longest ending that begins a phrase leads.
        mutating func connect() {
            var endings = [Int](repeating: 0, count: groups.count)
            var queue = [0]
            var head = 0
            while head < queue.count {
                let state = queue[head]
                head += 1
                for symbol in 0..<symbolCount {
                    let place = state * symbolCount + symbol
                    let fallback = state == 0 ? 0 : Int(next[endings[state] * symbolCount + symbol])
                    let child = Int(next[place])
                    if child == 0 {
                        next[place] = Int32(fallback)
                    } else {
                        endings[child] = fallback
                        groups[child] = min(groups[child], groups[fallback])
                        queue.append(child)
                    }
                }
            }
        }
    }
}
