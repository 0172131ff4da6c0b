// bare numbers in this file: positions of nodes, DaemonSets and cells.
import DiagnosisEngine
import Wording

extension PageData {
    /// The data as JSON for the page's script.
    func json() -> [UInt8] {
        PageJSON.bytes { writer in
            try writer.beginObject(.inline)
            try nodes.write(groupings, to: &writer)
            try writer.member("states", NodeState.allCases.map(\.rawValue))
            try writeDaemonSets(to: &writer)
            try writeFindings(to: &writer)
            try writeCauses(to: &writer)
            try write(maps, "maps", to: &writer)
            try write(steps, "steps", to: &writer)
            if !rooms.isEmpty { try writer.member("rooms", rooms.map { nodes.ranges($0) }) }
            try writeTimeline(to: &writer)
            writer.endObject()
        }
    }

    /// How a DaemonSet stands on a node: what many nodes have in common.
    private struct Cell: Hashable {
        var state: NodeState
        var cause: FindingCode?
        var others: [FindingCode]
        var excludedBy: [String]
    }

    private func writeDaemonSets(to writer: inout JSONWriter) throws {
        writer.name("sets")
        try writer.beginArray(.inline)
        for daemonSet in daemonSets {
            var cells: [Cell] = []
            var known: [Cell: Int] = [:]
            // Nodes that nobody judged are cell -1 for the script: the number of the cells.
            var cellOfNode = [Int?](repeating: nil, count: nodes.names.count)
            var last: (cell: Cell, number: Int)?
            for (offset, node) in daemonSet.diagnosis.nodes.enumerated() {
                let isInPlace = offset < nodes.names.count && nodes.names[offset] == node.node
                guard let position = isInPlace ? offset : nodes[node.node] else { continue }
                let cell = Cell(
                    state: node.state, cause: node.cause, others: node.otherCauses, excludedBy: node.excludedBy)
                if let last, last.cell == cell {
                    cellOfNode[position] = last.number
                    continue
                }
                let number = known[cell] ?? cells.count
                if number == cells.count {
                    cells.append(cell)
                    known[cell] = number
                }
                cellOfNode[position] = number
                last = (cell, number)
            }
            try writer.beginObject(.inline)
            writer.member("name", shown(daemonSet.name))
            writer.member("namespace", shown(daemonSet.diagnosis.namespace))
            writer.member("verdict", daemonSet.diagnosis.verdict.rawValue)
            writer.name("cells")
            try writer.beginArray(.inline)
            for cell in cells { try write(cell, to: &writer) }
            writer.endArray()
            writer.member("of", CompactText.runs(cellOfNode.map { $0 ?? cells.count }))
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(_ cell: Cell, to writer: inout JSONWriter) throws {
        try writer.beginObject(.inline)
        writer.member("state", NodeState.allCases.firstIndex(of: cell.state) ?? 0)
        if let cause = cell.cause { writer.member("cause", cause.rawValue) }
        if !cell.others.isEmpty { try writer.member("also", cell.others.map(\.rawValue)) }
        if !cell.excludedBy.isEmpty {
            try writer.member("why", cell.excludedBy.prefix(4).map { shown(Wording.shortened($0, limit: 120)) })
        }
        writer.endObject()
    }

    private func writeFindings(to writer: inout JSONWriter) throws {
        writer.name("findings")
        try writer.beginArray(.inline)
        for finding in findings {
            try writer.beginObject(.inline)
            writer.member("set", finding.daemonSet ?? -1)
            writer.member("code", finding.finding.code.rawValue)
            if let cause = finding.cause { writer.member("cause", cause) }
            writer.member("nodes", nodes.ranges(finding.finding.nodes))
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeCauses(to writer: inout JSONWriter) throws {
        writer.name("causes")
        try writer.beginArray(.inline)
        for cause in causes.map(\.cause) {
            try writer.beginObject(.inline)
            writer.member("id", cause.id)
            writer.member("title", shown(cause.title.capitalizedFirst))
            try writer.member("codes", cause.codes.map(\.rawValue))
            writer.name("sets")
            try writer.beginArray(.inline)
            for name in cause.daemonSets.map(\.name) { if let set = position(of: name) { writer.number(set) } }
            writer.endArray()
            writer.member("nodes", nodes.ranges(cause.nodes))
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(_ maps: [PageMap], _ name: StaticString, to writer: inout JSONWriter) throws {
        writer.name(name)
        try writer.beginArray(.inline)
        for map in maps {
            try writer.beginObject(.inline)
            writer.member("set", map.daemonSet)
            writer.member("gains", nodes.ranges(map.gains))
            if !map.loses.isEmpty { writer.member("loses", nodes.ranges(map.loses)) }
            if !map.leavesOut.isEmpty { writer.member("leavesOut", nodes.ranges(map.leavesOut)) }
            writer.endObject()
        }
        writer.endArray()
    }

    private func writeTimeline(to writer: inout JSONWriter) throws {
        guard let timeline, !timeline.moments.isEmpty else { return }
        writer.name("timeline")
        try writer.beginArray(.inline)
        for moment in timeline.moments {
            guard let set = position(of: moment.daemonSet) else { continue }
            try writer.beginArray(.inline)
            writer.string(moment.kind.rawValue)
            writer.number(moment.secondsAgo.int64)
            writer.number(set)
            writer.number(nodes[moment.node] ?? -1)
            writer.number(moment.count.int64)
            writer.string(shown(moment.words))
            writer.endArray()
        }
        writer.endArray()
        writer.member("timelineLeftOut", timeline.leftOut)
    }

    /// What a display hides or obeys becomes visible; the script puts text on the page as text and never as HTML.
    private func shown(_ text: String) -> String { TerminalText.escaped(text) }
}
