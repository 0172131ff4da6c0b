import Testing
import Wording

@Suite("Lists in sentences")
struct ListTests {
    @Test("are short, and say how many they leave out")
    func lists() {
        #expect(Wording.list([]) == "")
        #expect(Wording.list(["a"]) == "a")
        #expect(Wording.list(["a", "b", "c"]) == "a, b and c")
        #expect(Wording.list(["a", "b", "c"], most: 2) == "a, b and 1 other")
        #expect(Wording.commas(["a", "b", "c"], most: 3) == "a, b, c")
    }

    @Test("name at most twelve of whatever a cluster has")
    func most() {
        let names = (1...40_000).map { "n\($0)" }
        #expect(Wording.list(names).hasSuffix(", n12 and 39988 others"))
    }
}
