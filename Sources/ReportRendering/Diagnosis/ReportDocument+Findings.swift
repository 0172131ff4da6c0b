import DiagnosisEngine
import RemedyPlaybooks

extension DocumentWriter where Self: ~Copyable {
    mutating func write(_ findings: [FindingReport]) throws {
        try beginArray()
        for finding in findings { try write(finding) }
        endArray()
    }

    private mutating func write(_ report: FindingReport) throws {
        let finding = report.finding
        try beginObject()
        member("code", finding.code.rawValue)
        member("severity", finding.severity.rawValue)
        member("confidence", finding.confidence.rawValue)
        member("title", finding.title)
        member("message", finding.message)
        name("parameters")
        try write(finding.parameters, .lines)
        try member("nodes", finding.nodes)
        try member("pods", finding.pods)
        name("evidence")
        try beginArray()
        for evidence in finding.evidence {
            try beginObject(.inline)
            member("kind", evidence.kind.rawValue)
            member("object", evidence.object)
            member("text", evidence.text)
            endObject()
        }
        endArray()
        name("remedies")
        try beginArray()
        for remedy in report.remedies { try write(remedy) }
        endArray()
        if !report.inVain.isEmpty { try member("triedInVain", report.inVain, .lines) }
        endObject()
    }

    private mutating func write(_ remedy: Remedy) throws {
        try beginObject()
        member("playbook", remedy.playbook)
        member("title", remedy.title)
        member("risk", remedy.risk.rawValue)
        try member("steps", remedy.steps, .lines)
        try member("commands", commands: remedy.commands)
        try member("rollback", commands: remedy.rollback)
        try member("verify", commands: remedy.verify)
        try member("references", remedy.references, .lines)
        if !remedy.changes.isEmpty {
            name("changes")
            try beginArray()
            for change in remedy.changes { try write(change, .inline) }
            endArray()
        }
        if let simulation = remedy.simulation {
            name("simulation")
            try write(simulation)
        }
        endObject()
    }

    mutating func write(_ parameters: Parameters, _ layout: DocumentLayout) throws {
        try beginObject(layout)
        for (name, value) in parameters.entries {
            self.name(name)
            try write(value)
        }
        endObject()
    }

    /// Lists and objects inside parameters take one line each.
    private mutating func write(_ value: Parameters.Value) throws {
        switch value {
        case .text(let text): string(text)
        case .quantity(let quantity, let notation): string(quantity.written(notation))
        case .number(let number): self.number(number.int64)
        case .truth(let truth): self.truth(truth)
        case .list(let values):
            try beginArray(.inline)
            for value in values { try write(value) }
            endArray()
        case .object(let parameters): try write(parameters, .inline)
        case .absent: try write(Parameters.Value.list([]))
        }
    }
}
