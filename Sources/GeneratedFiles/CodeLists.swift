import ClusterSnapshot
import DiagnosisEngine
import ObjectDecoding

/// The lists of codes in schemas: those of findings and those of gaps.
enum CodeLists {
    /// The schema with all its lists of codes as the rules and the kinds of objects have them: every array of words of
    /// which more than half are codes. The layout stays: a line for each word.
    static func updated(_ schema: String) -> String {
        [FindingCode.allCases.map(\.rawValue), Gap.Code.allCases.map(\.rawValue)].reduce(schema) {
            updated($0, codes: $1)
        }
    }

    private static func updated(_ schema: String, codes: [String]) -> String {
        let known = Set(codes)
        var lines: [Substring] = []
        var list: [Substring]?
        for line in schema.split(separator: "\n", omittingEmptySubsequences: false) {
            if let open = list {
                if word(in: line) != nil {
                    list = open + [line]
                    continue
                }
                lines += updated(open, codes: codes, known: known)
                list = nil
            }
            lines.append(line)
            if line.hasSuffix("[") { list = [] }
        }
        return (lines + (list ?? [])).joined(separator: "\n")
    }

    private static func updated(_ list: [Substring], codes: [String], known: Set<String>) -> [Substring] {
        let words = list.compactMap { word(in: $0) }
        guard words.count(where: known.contains) * 2 > words.count, let first = list.first else { return list }
        let indent = first.prefix { $0 == " " }
        return codes.map { "\(indent)\"\($0)\"\($0 == codes.last ? "" : ",")" }
    }

    /// The word of a line that holds nothing else.
    private static func word(in line: Substring) -> String? {
        let text = line.drop { $0 == " " }
        guard text.first == "\"", let end = text.dropFirst().firstIndex(of: "\"") else { return nil }
        let rest = text[text.index(after: end)...]
        return rest.isEmpty || rest == "," ? String(text[text.index(after: text.startIndex)..<end]) : nil
    }
}
