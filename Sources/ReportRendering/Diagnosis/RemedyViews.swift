import RemedyPlaybooks
import Wording

/// Views of remedies with their commands.
enum RemedyViews {
    /// As many commands as a page shows of a list of them.
    private static let mostCommands = 24
    /// As long as a command may be that people are to read.
    private static let longestCommand = 4_000

    /// A remedy in full.
    ///
    /// - Parameters:
    ///   - remedy: the remedy.
    ///   - map: the number of the map that shows what it does; nil for none.
    ///   - daemonSet: the DaemonSet that it is for, where that is not told around it.
    /// - Returns: the view.
    static func view(of remedy: Remedy, map: Int?, daemonSet: String? = nil) -> HTMLView {
        var view = HTMLView()
        view.set("remedyTitle", (daemonSet.map { "\($0): " } ?? "") + remedy.title)
        view.set("risk", remedy.risk.rawValue)
        view.set("isProven", remedy.simulation?.status == .proven && remedy.acts)
        view.set("effects", texts: SimulationWording.lines(remedy.simulation))
        view.set("instructions", texts: remedy.steps)
        view.set("map", map.map(String.init))
        let commands = remedy.commands.isEmpty ? [] : [commandView("Run", remedy.commands)]
        let check = remedy.verify.isEmpty ? [] : [commandView("Check", remedy.verify)]
        let undo = remedy.rollback.isEmpty ? [] : [commandView("Undo", remedy.rollback)]
        view.set("commandLists", commands + check + undo)
        view.set(
            "references",
            remedy.references.filter { $0.hasPrefix("https://") }.map { address in
                var view = HTMLView()
                view.set("address", address)
                return view
            })
        return view
    }

    private static func commandView(_ label: String, _ commands: [[String]]) -> HTMLView {
        var view = HTMLView()
        view.set("label", label)
        view.set(
            "lines",
            commands.prefix(mostCommands).map { words in
                var line = HTMLView()
                let command = ShellQuoting.commandLine(words)
                let isShown = command.map { $0.utf8.count <= longestCommand } ?? false
                line.set("command", isShown ? command : nil)
                line.set(
                    "note",
                    command == nil
                        ? "This command has characters that a display hides: see -o json."
                        : isShown ? nil : "This command is too long for a page: see -o json.")
                return line
            })
        let left = commands.count - mostCommands
        view.set("moreCommands", left > 0 ? "\(Wording.count(left, "more command")): see -o json" : nil)
        return view
    }
}
