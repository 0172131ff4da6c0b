import Wording

/// Holds what is told of a DaemonSet's Services to what people read: all are looked at, and the first are told one by one.
enum MostServices {
    /// How many findings a rule makes of one DaemonSet's Services.
    static let most = 50

    /// The first of them, those first that `comesFirst` picks.
    static func of<Element>(_ all: [Element], comesFirst: (Element) -> Bool = { _ in false }) -> [Element] {
        all.count <= most ? all : Array((all.filter(comesFirst) + all.filter { !comesFirst($0) }).prefix(most))
    }

    /// ` The same goes for 3950 more Services.`; empty for none.
    static func sentence(_ left: Int, _ noun: String = "Service") -> String {
        left > 0 ? " The same goes for \(Wording.count(left, "more \(noun)"))." : ""
    }
}
