import RemedyPlaybooks

extension MarkdownPage {
    /// A remedy in full: what it does, its steps and commands, how to see that it worked, and the way back.
    mutating func write(_ remedy: Remedy, title: String, label: String) {
        paragraph("**\(label): \(title)** (risk \(remedy.risk.rawValue))")
        for line in SimulationWording.lines(remedy.simulation) { item("\(line)") }
        for (position, step) in remedy.steps.enumerated() {
            if remedy.steps.count == 1 { paragraph("\(step)") } else { item(position + 1, "\(step)") }
        }
        commands(remedy.commands)
        if !remedy.verify.isEmpty {
            paragraph("Check:")
            commands(remedy.verify)
        }
        if !remedy.rollback.isEmpty {
            paragraph("Undo:")
            commands(remedy.rollback)
        }
    }
}
