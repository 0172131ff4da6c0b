import Wording

/// The pods on fresh nodes of the pools: a row for each pool that the DaemonSet wants, then what a number can't tell.
extension PlacementTextRenderer {
    func writePools(of preflight: DaemonSetPreflight, to page: inout TextPage) {
        let wanted = preflight.pools.filter(\.isEligible)
        guard !wanted.isEmpty else { return }
        let pools = isVerbose ? wanted : Self.tightest(of: wanted)
        let columns = PoolColumns(pools, page: page)
        page.row(
            [
                TextPage.Cell("", 2), TextPage.Cell("FRESH NODE OF", columns.name, .dim), .head("NOW", 4),
                TextPage.Cell("POD", 4, .dim), .head("CPU", 7), .head("MEMORY", 7), .head("ALL CPU", 7),
                .head("ALL MEM", 7), TextPage.Cell("ROOM FOR ALL ON", columns.type, .dim),
            ], gap: 1)
        for pool in pools {
            let (word, style) = Self.word(for: pool)
            page.row(
                [
                    TextPage.Cell("", 2), TextPage.Cell(pool.name, columns.name), .number(pool.nodeCount, 4),
                    TextPage.Cell(word, 4, style), .share("cpu", of: pool.shares), .share("memory", of: pool.shares),
                    .share("cpu", of: pool.allShares), .share("memory", of: pool.allShares),
                    TextPage.Cell(pool.smallest ?? "none seen", columns.type, pool.smallest == nil ? .dim : .plain),
                ], gap: 1)
        }
        if pools.count < wanted.count {
            page.paragraph(indent: 3, "… \(Wording.count(wanted.count - pools.count, "more pool")), filled less: -v")
        }
        writeNotes(pools, to: &page)
    }

    private static let mostPools = 8

    /// So many that a screen holds them, in their order: those that the pod does not fit in, and those that are filled most.
    private static func tightest(of pools: [DaemonSetPreflight.PoolReport]) -> [DaemonSetPreflight.PoolReport] {
        guard pools.count > mostPools else { return pools }
        let ranked = pools.indices.sorted { left, right in
            let (one, other) = (pools[left], pools[right])
            if (one.fits == false) != (other.fits == false) { return one.fits == false }
            return one.fullness == other.fullness ? left < right : one.fullness > other.fullness
        }
        return ranked.prefix(mostPools).sorted().map { pools[$0] }
    }

    private static func word(for pool: DaemonSetPreflight.PoolReport) -> (text: String, style: TextStyle) {
        switch pool.fits {
        case true?: ("fits", .good)
        case false?: ("no", .critical)
        case nil: ("?", .warning)
        }
    }

    /// Sentences about pools, each once, with all the pools that it is true of.
    private func writeNotes(_ pools: [DaemonSetPreflight.PoolReport], to page: inout TextPage) {
        var notes: [(text: String, pools: [String])] = []
        var places: [String: Int] = [:]
        for pool in pools {
            for text in pool.notes {
                if let place = places[text] {
                    notes[place].pools.append(pool.name)
                } else {
                    places[text] = notes.count
                    notes.append((text, [pool.name]))
                }
            }
        }
        for note in notes {
            page.paragraph(
                [TextPage.Span("  ! ", .warning)], indent: 4, "Fresh node of \(Wording.list(note.pools)): \(note.text)")
        }
    }
}

/// How wide the columns with names are: the numbers beside them take 52 columns of the page.
private struct PoolColumns {
    let name: Int
    let type: Int

    init(_ pools: [DaemonSetPreflight.PoolReport], page: TextPage) {
        func widest(_ texts: [String], _ least: Int) -> Int {
            texts.map { DisplayWidth.of(page.shown($0)) }.reduce(least, max)
        }
        let room = max(page.columns - 52, 28)
        let types = widest(pools.map { $0.smallest ?? "none seen" }, 15)
        name = min(widest(pools.map(\.name), 13), max(room - types, 13))
        type = min(types, max(room - name, 15))
    }
}

extension TextPage.Cell {
    fileprivate static func head(_ text: String, _ columns: Int) -> Self {
        var cell = Self(text, columns, .dim)
        cell.isRight = true
        return cell
    }

    /// The share of a resource out of `cpu 7.5 %` and the like.
    fileprivate static func share(_ resource: String, of shares: [String]) -> Self {
        let found = shares.first { $0.hasPrefix(resource + " ") }?.dropFirst(resource.count + 1)
        var cell = Self(found.map(String.init) ?? "–", 7)
        cell.isRight = true
        return cell
    }
}
