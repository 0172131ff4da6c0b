import KubernetesModel
import Testing

@Suite("Look-up among few and among many")
struct LookupTests {
    private static let sizes = [0, 1, 2, 16, 17, 32, 33, 500]

    @Test("Labels give what a dictionary would, the later of two with one key", arguments: sizes)
    func labels(count: Int) {
        let unsorted = (0..<count).map { Labels.Pair(key: "k\($0 * 7 % max(count / 2, 1))", value: "v\($0)") }
        let expected = Dictionary(unsorted.map { ($0.key, $0.value) }) { _, later in later }
        let labels = Labels(unsorted)
        #expect(Dictionary(uniqueKeysWithValues: labels.pairs.map { ($0.key, $0.value) }) == expected)
        for number in -1...count { #expect(labels["k\(number)"] == expected["k\(number)"]) }
    }

    @Test("Amounts too, whatever the order in which they come", arguments: sizes)
    func amounts(count: Int) {
        var list = ResourceList()
        for number in 0..<count { list["r\(number * 7 % max(count, 1))"] = Quantity(units: WholeNumber(number)) }
        #expect(list.entries.map(\.name) == list.entries.map(\.name).sorted())
        for entry in list.entries { #expect(list[entry.name] == entry.quantity) }
        list["r0"] = nil
        #expect(list["r0"] == nil && list["s"] == nil)
        #expect(list.entries.count == max(0, count - 1) || count % 7 == 0)
    }

    @Test("Added up, raised and completed, few and many amounts are those of each name", arguments: sizes, sizes)
    func amountsTogether(own: Int, other: Int) {
        func list(_ count: Int, every step: Int) -> ResourceList {
            ResourceList(
                (0..<count).map {
                    ResourceList.Entry(name: "r\($0 * step)", quantity: Quantity(units: WholeNumber($0 % 5 + step)))
                })
        }
        let (left, right) = (list(own, every: 2), list(other, every: 3))
        let names = Set((left.entries + right.entries).map(\.name))
        var (sum, most, completed) = (left, left, left)
        sum.add(right)
        most.raise(to: right)
        completed.complete(from: right)
        for list in [sum, most, completed] { #expect(list.entries.map(\.name) == names.sorted()) }
        for name in names {
            let (mine, theirs) = (left[name], right[name])
            #expect(sum[name] == (mine ?? .zero) + (theirs ?? .zero))
            #expect(most[name] == max(mine ?? .zero, theirs ?? .zero))
            #expect(completed[name] == mine ?? theirs)
        }
    }

    @Test("A set of tolerations covers what its tolerations cover", arguments: sizes)
    func tolerations(count: Int) {
        let tolerations = (0..<count).map { number -> Toleration in
            let key = number % 5 == 0 ? "" : "k\(number)"
            return Toleration(
                key: key, comparison: number % 3 == 0 && !key.isEmpty ? .exists : .equal, value: "v",
                effect: number % 2 == 0 ? .noSchedule : nil)
        }
        let set = TolerationSet(tolerations)
        for number in 0...count {
            for value in ["v", "w"] {
                for effect in [Taint.Effect.noSchedule, .noExecute] {
                    let taint = Taint(key: "k\(number)", value: value, effect: effect)
                    #expect(set.tolerate(taint) == tolerations.tolerate(taint))
                }
            }
        }
    }

    @Test(
        "A selector that is printed is the same when it is read",
        arguments: ["a=", "a in (,b)", "a notin ()", "a=b,c!=d,e in (f,g),!h,i", "node-role.kubernetes.io/worker="])
    func selectors(_ text: String) throws {
        let selector = try #require(LabelSelector(parsing: text))
        #expect(LabelSelector(parsing: selector.description) == selector)
        #expect(LabelSelector(parsing: "a=")?.matches(["a": ""]) == true)
    }

    @Test(
        "A text is no selector where a key or value could be no label's",
        arguments: ["a b=c", "=", "!", "a=(b", "a=b c", "a\u{0}b", "ä=b", "a in (b=c)", "a=b=c", "a in b)"])
    func noSelectors(_ text: String) {
        #expect(LabelSelector(parsing: text) == nil)
    }
}
