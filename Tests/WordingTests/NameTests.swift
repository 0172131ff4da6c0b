import Testing
@testable import Wording

@Suite("Names")
struct NameTests {
    @Test(
        "The edit distance counts letters put in, taken out, replaced and swapped",
        arguments: [
            ("abc", "abc", 0), ("", "abc", 3), ("abc", "acb", 1), ("agent", "agnet", 1), ("kitten", "sitting", 3),
        ])
    func countsDifferences(left: String, right: String, distance: Int) {
        #expect(EditDistance.between(left, right) == distance)
        #expect(EditDistance.between(right, left) == distance)
        #expect(EditDistance.between(left, right, limit: 2) == min(distance, 2))
    }

    @Test(
        "The nearest name is the one with the fewest differences, of equals the first by the alphabet",
        arguments: [
            ("kube-proxi", ["kube-router", "kube-proxy"], "kube-proxy"), ("agnt", ["urgent", "agent"], "agent"),
            ("node", ["nodf", "node", "nodd"], "node"), ("nod3", ["nodf", "node"], "node"),
            ("prometheus", ["kube-proxy", "calico"], nil), ("x", [], nil),
        ] as [(String, [String], String?)])
    func findsTheNearest(name: String, candidates: [String], nearest: String?) {
        #expect(NearestName.of(name, among: candidates) == nearest)
        #expect(NearestName.of(name, among: candidates.reversed()) == nearest)
    }

    @Test("Natural order counts as people do, and no two names are equal in it")
    func ordersNaturally() {
        let names = ["", "a", "a-", "n1", "n01", "n2", "n02b", "n10", "n10b", "n010b", "n99999999999999999999", "é"]
        for (place, name) in names.enumerated() {
            #expect(!NaturalOrder.precedes(name, name))
            for later in names[(place + 1)...] {
                #expect(NaturalOrder.precedes(name, later), "\(name) before \(later)")
                #expect(!NaturalOrder.precedes(later, name), "\(later) after \(name)")
            }
        }
    }
}
