import ByteStreams
import CheckedJSON

/// What must hold of the formats that others read: tickets, chats, scrapers, and programs that gather results.
///
/// Written without the project's own rules, which are what is checked.
package enum FormatCheck {
    /// What is wrong with a document, a sentence each. Formats that are checked otherwise have nothing here.
    package static func problems(of document: [UInt8], in format: String) -> [String] {
        guard let text = String(validating: document, as: UTF8.self) else { return ["is no UTF-8"] }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        switch format {
        case "markdown": return markdown(lines)
        case "slack": return slack(text, lines)
        case "prometheus": return prometheus(text, lines)
        case "name": return lines.allSatisfy(isName) ? [] : ["has a line that is no name"]
        case "junit": return xml(text)
        case "sarif", "gitlab": return (try? JSONValue(document)) == nil ? ["is no JSON"] : []
        case "policyreport": return policyReport(text)
        case "html": return HTMLCheck.problems(of: text)
        default: return []
        }
    }

    // MARK: Markdown

    private static func markdown(_ lines: [String]) -> [String] {
        var problems: [String] = []
        var fence: String?
        for line in lines {
            if let open = fence {
                if line == open { fence = nil }
                continue
            }
            if line.hasPrefix("```") {
                fence = String(line.prefix { $0 == "`" })
                continue
            }
            if line == "<details>" || line == "</details>" { continue }
            if line.hasPrefix("<summary>"), line.hasSuffix("</summary>") {
                let inside = line.dropFirst(9).dropLast(10).replacing(#/<code>.*?<\/code>/#, with: "")
                if inside.contains(where: { "<>".contains($0) }) { problems.append("has HTML in a summary") }
                continue
            }
            let plain = withoutCodeAndEscapes(line)
            if plain.contains("<") { problems.append("has HTML: \(line.prefix(200))") }
            if plain.contains("](") || plain.contains("![") { problems.append("has a link: \(line.prefix(200))") }
            if plain.contains("://") || plain.contains("www.") {
                problems.append("has an address: \(line.prefix(200))")
            }
            if plain.contains(#/(^|[^A-Za-z0-9_])@[A-Za-z0-9]/#) { problems.append("mentions: \(line.prefix(200))") }
        }
        if fence != nil { problems.append("has a block of code without an end") }
        return problems
    }

    /// A line without stretches of code and without what a backslash makes text.
    private static func withoutCodeAndEscapes(_ line: String) -> String {
        var plain: [UInt8] = []
        let bytes = Array(line.utf8)
        func run(at start: Int) -> Int {
            var end = start
            while end < bytes.count, bytes[end] == UInt8(ascii: "`") { end += 1 }
            return end - start
        }
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] < 0x80 {
                position += 2
                continue
            }
            let opening = run(at: position)
            if opening > 0 {
                var end = position + opening
                while end < bytes.count, run(at: end) != opening { end += max(run(at: end), 1) }
                position = end < bytes.count ? end + opening : position + opening
                continue
            }
            plain.append(bytes[position])
            position += 1
        }
        return String(decoding: plain, as: UTF8.self)
    }

    // MARK: Slack

    private static func slack(_ text: String, _ lines: [String]) -> [String] {
        var problems: [String] = []
        if text.utf16.count > 3_000 { problems.append("has more than 3,000 characters") }
        if lines.count > 40 { problems.append("has more than 40 lines") }
        if text.contains(where: { "<>".contains($0) }) { problems.append("has a link or a mention") }
        if text.replacing(#/&(?:amp|lt|gt);/#, with: "").contains("&") { problems.append("has a bare &") }
        if text.contains(#/(?i)@(?:channel|here|everyone|group)/#) { problems.append("calls a group") }
        return problems
    }

    // MARK: Prometheus

    private static func prometheus(_ text: String, _ lines: [String]) -> [String] {
        var problems: [String] = []
        if lines.last != "# EOF" { problems.append("does not end with # EOF") }
        let sample = #/([a-z_]+)(\{[a-z]+="(?:[^"\\]|\\[\\"n])*"(?:,[a-z]+="(?:[^"\\]|\\[\\"n])*")*\})? (-?[0-9]+)/#
        var seen: Set<String> = []
        var family = ""
        for line in lines.dropLast() {
            if line.hasPrefix("# ") {
                let words = line.split(separator: " ", maxSplits: 3)
                if words.count < 4 { problems.append("has half a comment: \(line)") }
                if words.count > 2 { family = String(words[2]) }
                continue
            }
            guard let match = line.wholeMatch(of: sample) else {
                problems.append("has a line that is no sample: \(line.prefix(200))")
                continue
            }
            if match.1 != family { problems.append("has \(match.1) among \(family)") }
            if !seen.insert("\(match.1)\(match.2 ?? "")").inserted { problems.append("repeats \(line.prefix(200))") }
            if let labels = match.2, labels.contains(#/[{,](?:node|pod|instance)="/#) {
                problems.append("has a label for each node: \(line.prefix(200))")
            }
        }
        return problems
    }

    // MARK: Names, XML, policy reports

    private static func isName(_ line: String) -> Bool {
        line.wholeMatch(of: #/daemonset\.apps\/[A-Za-z0-9._%-]*/#) != nil
    }

    private static func xml(_ text: String) -> [String] {
        let tag =
            #/<(?:\?xml [^<>]*\?|\/?(?:testsuites|testsuite|testcase|failure|error|system-out)(?: [^<>]*)?|(?:testcase [^<>]*|properties|system-err)\/)>/#
        let left = text.replacing(tag, with: "").replacing(#/&(?:amp|lt|gt|quot);/#, with: "")
        return left.contains(where: { "<>&".contains($0) }) ? ["has markup that is not its own"] : []
    }

    private static func policyReport(_ text: String) -> [String] {
        var problems: [String] = []
        var document = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) + ["---"] {
            guard line == "---" else {
                document += "\(line)\n"
                continue
            }
            let value = YAMLCheck.value(of: Array(document.utf8))
            let kind = value?["kind"]?.string
            if value?["apiVersion"]?.string != "wgpolicyk8s.io/v1alpha2" || kind?.hasSuffix("PolicyReport") != true {
                problems.append("has a document that is no policy report: \(document.prefix(200))")
            }
            document = ""
        }
        return problems
    }
}
