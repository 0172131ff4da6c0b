/// Words that a second shell takes apart again, where quoting the first time does not help.
enum ShellHazard {
    private static let shells: Set<String> = ["sh", "bash", "ash", "dash", "zsh"]

    /// Parameters whose values are this program's own, plain words: no name of a cluster.
    private static let ownWords: Set<String> = ["kubeletUnit", "runtimeUnit"]

    /// Whether the cluster has no say in the word's variables.
    static func isOwn(_ word: CommandTemplate.Word) -> Bool {
        guard case .text(let template) = word else { return false }
        return ownWords.contains { template.source == "{{\($0)}}" }
    }

    /// Whether the word at `index`, after `words`, is read by a shell: what `ssh` sends to the host, and what follows
    /// `sh -c`.
    static func isReadByShell(at index: Int, after words: [CommandTemplate.Word]) -> Bool {
        let texts = words.map { if case .text(let template) = $0 { template.source } else { "" } }
        if texts.first == "ssh" { return index > 1 }
        let shell = texts.firstIndex { shells.contains($0.split(separator: "/").last.map(String.init) ?? $0) }
        guard let shell else { return false }
        return texts[shell...].contains("-c")
    }
}
