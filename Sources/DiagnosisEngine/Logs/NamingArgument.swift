import KubernetesModel
import Wording

/// An argument of a container whose value a line of its log names.
enum NamingArgument {
    /// ` Its argument --domainlabels=region,zone names that.` for a line that has a value of an argument and not the
    /// argument itself; empty for others.
    static func sentence(in line: String, of container: Container?) -> String {
        guard let container else { return "" }
        let found = (container.command + container.args).first { argument in
            guard argument.hasPrefix("-"), let sign = argument.firstIndex(of: "="), !line.contains(argument[..<sign])
            else {
                return false
            }
            return argument[argument.index(after: sign)...].split { ", ;".contains($0) }
                .contains { $0.utf8.count > 2 && !$0.contains("$") && isWord($0, in: line) }
        }
        return found.map { " Its argument \(Wording.essence($0)) names that." } ?? ""
    }

    /// Whether a value stands in a line as a word of its own.
    private static func isWord(_ value: Substring, in line: String) -> Bool {
        line.split { " \"'`[](){},;=".contains($0) }.contains {
            $0 == value || $0.dropLast() == value && $0.last == ":"
        }
    }
}
