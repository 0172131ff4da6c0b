// bare numbers in this file: positions of nodes, states and cells.
import Wording

/// What a page's script draws where there is no diagnosis: how DaemonSets stand on nodes, and how they stand later.
struct MapData {
    var nodes: PageNodes
    var groupings: [NodeGrouping]
    /// The states that cells can have, by the names that the script knows.
    var states: [String]
    var sets: [MapSet] = []
    /// Whether maps leave out nodes that a DaemonSet was not judged on: those of other clusters.
    var hidesOthers = false

    init(nodes: [String], groupings: [NodeGrouping], states: [String]) {
        self.nodes = PageNodes(nodes)
        self.groupings = groupings
        self.states = states
    }

    /// The data as JSON for the page's script.
    func json() -> [UInt8] {
        PageJSON.bytes { writer in
            try writer.beginObject(.inline)
            try nodes.write(groupings, to: &writer)
            try writer.member("states", states)
            if hidesOthers { writer.member("hidesOthers", true) }
            writer.name("sets")
            try writer.beginArray(.inline)
            let numbers = Dictionary(states.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            for set in sets { try set.write(states: numbers, to: &writer) }
            writer.endArray()
            for name in ["findings", "causes", "maps", "steps"] as [StaticString] { try writer.member(name, []) }
            writer.endObject()
        }
    }
}

/// A DaemonSet on a map.
struct MapSet {
    private let name: String
    private let namespace: String
    private let verdict: String
    private var cells: [Cell] = []
    private var known: [Cell: Int] = [:]
    private var last: (cell: Cell, number: Int)?
    private var before: [Int?]
    private var after: [Int?]?

    /// How it stands on a node: what many nodes have in common.
    struct Cell: Hashable {
        var state: String
        var cause: String?
        /// Why, in a few words each.
        var reasons: [String] = []
    }

    /// - Parameters:
    ///   - name: what people call it, `namespace/name`.
    ///   - namespace: what filters call it.
    ///   - verdict: the word that orders it among others.
    ///   - nodeCount: how many nodes the page has.
    ///   - hasAfter: whether it has a later state.
    init(_ name: String, namespace: String, verdict: String, nodeCount: Int, hasAfter: Bool = false) {
        self.name = name
        self.namespace = namespace
        self.verdict = verdict
        before = Array(repeating: nil, count: nodeCount)
        after = hasAfter ? before : nil
    }

    /// Notes how it stands on a node.
    mutating func place(_ cell: Cell, on node: Int, isAfter: Bool = false) {
        let number = number(of: cell)
        if isAfter { after?[node] = number } else { before[node] = number }
    }

    /// Notes how it stands on all nodes of which nothing else is noted later.
    mutating func placeEverywhere(_ cell: Cell, isAfter: Bool = false) {
        let all = [Int?](repeating: number(of: cell), count: before.count)
        if isAfter { after = all } else { before = all }
    }

    private mutating func number(of cell: Cell) -> Int {
        // Neighbours are mostly alike.
        if let last, last.cell == cell { return last.number }
        let number = known[cell] ?? cells.count
        if number == cells.count {
            cells.append(cell)
            known[cell] = number
        }
        last = (cell, number)
        return number
    }

    fileprivate func write(states: [String: Int], to writer: inout JSONWriter) throws {
        try writer.beginObject(.inline)
        writer.member("name", TerminalText.escaped(name))
        writer.member("namespace", TerminalText.escaped(namespace))
        writer.member("verdict", verdict)
        writer.name("cells")
        try writer.beginArray(.inline)
        for cell in cells {
            try writer.beginObject(.inline)
            writer.member("state", states[cell.state] ?? 0)
            if let cause = cell.cause { writer.member("cause", cause) }
            let reasons = cell.reasons.prefix(4).map { TerminalText.escaped(Wording.shortened($0, limit: 160)) }
            if !reasons.isEmpty { try writer.member("why", reasons) }
            writer.endObject()
        }
        writer.endArray()
        // The number of the cells stands for nodes that nobody judged.
        writer.member("of", CompactText.runs(before.map { $0 ?? cells.count }))
        if let after { writer.member("later", CompactText.runs(after.map { $0 ?? cells.count })) }
        writer.endObject()
    }
}

extension PageNodes {
    /// The names of the nodes and the ways to group them.
    func write(_ groupings: [NodeGrouping], to writer: inout JSONWriter) throws {
        writer.member("nodes", CompactText.names(names))
        writer.member("nodeCount", names.count)
        writer.name("groupings")
        try writer.beginArray(.inline)
        for grouping in groupings {
            try writer.beginObject(.inline)
            writer.member("name", TerminalText.escaped(grouping.name))
            try writer.member("groups", grouping.groups.map(TerminalText.escaped))
            writer.member("of", CompactText.runs(grouping.groupOfNode))
            writer.endObject()
        }
        writer.endArray()
    }
}
