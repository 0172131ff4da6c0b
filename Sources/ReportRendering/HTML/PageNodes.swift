// bare numbers in this file: positions of nodes.
import Wording

/// The nodes of a page, each called by its position.
struct PageNodes {
    /// In natural order.
    let names: [String]
    private let positions: [String: Int]

    init(_ names: [String]) {
        self.names = names
        positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> Int? { positions[name] }

    /// Nodes as ranges of positions; those that the page does not have are left out.
    func ranges(_ names: some Sequence<String>) -> String {
        CompactText.ranges(names.compactMap { positions[$0] })
    }
}
