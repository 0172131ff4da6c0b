import KubernetesModel
import Wording

/// An argument of a container whose value a line of its log names.
enum NamingArgument {
    /// ` Its argument --domainlabels=region,zone names that.` for a line that has a value of an argument and not the
    /// argument itself; empty for others.
    static func sentence(in line: String, of container: Container?) -> String {
        guard let container else { return "" }
        let words = container.command + container.args
        for (place, argument) in words.enumerated() where argument.hasPrefix("-") {
            var (name, value, said) = (argument[...], ""[...], argument)
            if let sign = argument.firstIndex(of: "=") {
                (name, value) = (argument[..<sign], argument[argument.index(after: sign)...])
            } else if place + 1 < words.count, !words[place + 1].hasPrefix("-") {
                value = words[place + 1][...]
                said += " \(value)"
            }
            if !isWord(name, in: line), parts(of: value).contains(where: { isWord($0, in: line) }) {
                return " Its argument \(Wording.essence(said)) names that."
            }
        }
        return ""
    }

    /// The names that a value may hold: its elements, and of `$(POD_NAMESPACE)/nginx-config` the object's name.
    private static func parts(of value: Substring) -> [Substring] {
        let elements = value.split { ", ;".contains($0) }
        let names = elements.flatMap { element -> [Substring] in
            let isPath = element.hasPrefix("/") || element.hasPrefix(".") || element.contains("://")
            return isPath ? [element] : [element] + element.split(separator: "/")
        }
        return names.filter { $0.utf8.count > 2 && !$0.contains("$") }
    }

    /// Whether a value stands in a line as a word of its own.
    private static func isWord(_ value: Substring, in line: String) -> Bool {
        line.split { " \"'`[](){},;=".contains($0) }.contains {
            $0 == value || $0.dropLast() == value && $0.last == ":"
        }
    }
}
