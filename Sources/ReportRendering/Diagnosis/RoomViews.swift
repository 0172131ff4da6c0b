// bare numbers in this file: positions and thousandths of a bar.
import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

/// Views of full pools: what is allocatable there and who asks for it.
enum RoomViews {
    /// As many workloads as have a part of their own in a bar.
    private static let mostHolders = 7

    /// As many pools as a page has room for.
    static let most = 12

    static func views(of rooms: [PoolRoom]) -> [HTMLView] {
        rooms.enumerated().map { number, room in
            var view = HTMLView()
            view.set("room", number)
            view.set("pool", room.pool.isEmpty ? "nodes of no pool" : "pool \(room.pool)")
            view.set("fullCount", Wording.count(room.nodes.count, "full node"))
            view.set("fullNodes", NodeNameFolding(room.nodes).text(columns: 200))
            view.set("resources", room.resources.filter { $0.allocatable > 0 }.map(self.view))
            return view
        }
    }

    /// Whole CPUs with two digits behind the point at most: `27.35`. Smaller amounts are written as manifests write them.
    static func cores(_ milliCPU: WholeNumber) -> String {
        let hundredths = ((milliCPU + 5) / 10).int64
        let rest = hundredths % 100
        if rest == 0 { return "\(hundredths / 100)" }
        return "\(hundredths / 100)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
    }

    private static func view(of share: PoolRoom.Share) -> HTMLView {
        func amount(_ number: WholeNumber) -> String {
            if share.resource == ResourceName.pods { return String(number) }
            if share.resource == ResourceName.cpu, number >= 1_000 { return cores(number) }
            return ResourceAmounts.quantity(number, of: share.resource).readable(for: share.resource)
        }
        let whole = max(share.allocatable, share.requested)
        func thousandths(_ number: WholeNumber) -> Int { Int(clamping: (number * 1000 / max(whole, 1)).int64) }
        let told = share.holders.prefix(mostHolders)
        let rest = share.holders.dropFirst(mostHolders)
        var parts = told.map { ($0.workload, $0.pods, $0.requested) }
        if !rest.isEmpty {
            parts.append(
                (
                    "\(Wording.count(rest.count, "other workload"))", rest.reduce(0) { $0 + $1.pods },
                    rest.reduce(0) { $0 + $1.requested }
                ))
        }
        var view = HTMLView()
        view.set("resource", share.resource)
        view.set("isShort", share.isShort)
        view.set("requestedAmount", amount(share.requested))
        view.set("allocatableAmount", amount(share.allocatable))
        view.set("percent", Int(clamping: (share.requested * 100 / max(share.allocatable, 1)).int64))
        view.set("mostFree", share.isShort ? amount(share.mostFree) : nil)
        view.set("isTold", share.isShort)
        view.set("allocatableX", thousandths(share.allocatable))
        var sum: WholeNumber = 0
        view.set(
            "holders",
            parts.enumerated().map { number, part in
                var holder = HTMLView()
                holder.set("tone", number == mostHolders ? "rest" : String(number))
                holder.set("workload", part.0)
                holder.set("holderPods", Wording.count(part.1, "pod"))
                holder.set("holderAmount", amount(part.2))
                holder.set("x", thousandths(sum))
                sum += part.2
                holder.set("width", max(thousandths(sum) - thousandths(sum - part.2), 1))
                return holder
            })
        let free = share.allocatable - share.requested
        view.set("freeAmount", free > 0 ? amount(free) : nil)
        return view
    }
}
