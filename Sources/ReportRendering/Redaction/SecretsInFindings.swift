import ClusterSnapshot
import DiagnosisEngine
import RemedyPlaybooks
import SecretRedaction

extension TextRedactor {
    /// Texts without secrets, one after another.
    func hiding(_ texts: [String]) -> [String] { texts.map { redacted($0) } }

    /// Gaps without the secrets in what they tell.
    func hiding(_ gaps: [Gap]) -> [Gap] {
        gaps.map { gap in
            var gap = gap
            gap.detail = redacted(gap.detail)
            return gap
        }
    }

    func hiding(_ summary: SnapshotSummary) -> SnapshotSummary {
        var summary = summary
        summary.source = redacted(summary.source)
        summary.gaps = hiding(summary.gaps)
        return summary
    }

    func hiding(_ finding: Finding) -> Finding {
        var finding = finding
        finding.title = redacted(finding.title)
        finding.message = redacted(finding.message)
        finding.parameters = hiding(finding.parameters)
        finding.evidence = hiding(finding.evidence)
        return finding
    }

    /// Lines of one log are searched together: a private key goes over many.
    private func hiding(_ evidence: [Evidence]) -> [Evidence] {
        var result = evidence
        var start = 0
        while start < evidence.count {
            var end = start + 1
            while end < evidence.count, evidence[end].kind == evidence[start].kind,
                evidence[end].object == evidence[start].object
            { end += 1 }
            if let texts = redacted(lines: evidence[start..<end].map(\.text)) {
                for (offset, text) in texts.enumerated() { result[start + offset].text = text }
            }
            start = end
        }
        return result
    }

    func hiding(_ parameters: Parameters) -> Parameters {
        var result = parameters
        for (name, value) in parameters.entries { result[name] = hiding(value) }
        return result
    }

    private func hiding(_ value: Parameters.Value) -> Parameters.Value {
        switch value {
        case .text(let text): return .text(redacted(text))
        case .list(let values): return .list(values.map(hiding))
        case .object(let parameters): return .object(hiding(parameters))
        case .number, .truth, .quantity, .absent: return value
        }
    }

    // MARK: - Remedies

    func hiding(_ report: FindingReport) -> FindingReport {
        FindingReport(
            finding: hiding(report.finding), remedies: report.remedies.map(hiding), inVain: hiding(report.inVain))
    }

    /// A command that holds a secret is left out: with a placeholder in its place it would do harm.
    func hiding(_ remedy: Remedy) -> Remedy {
        var result = remedy
        result.title = redacted(remedy.title)
        result.steps = hiding(remedy.steps)
        result.changes = remedy.changes.map(hiding)
        result.commands = withoutSecrets(remedy.commands)
        result.rollback = withoutSecrets(remedy.rollback)
        result.verify = withoutSecrets(remedy.verify)
        let leftOut =
            remedy.commands.count + remedy.rollback.count + remedy.verify.count
            - result.commands.count - result.rollback.count - result.verify.count
        if leftOut > 0 {
            result.steps.append(
                leftOut == 1
                    ? "1 command contains a secret and is left out; --no-redact prints it."
                    : "\(leftOut) commands contain secrets and are left out; --no-redact prints them.")
        }
        result.simulation?.reason = remedy.simulation?.reason.map { redacted($0) }
        result.simulation?.blockers = hiding(remedy.simulation?.blockers ?? [])
        result.simulation?.lossReasons = hiding(remedy.simulation?.lossReasons ?? [])
        return result
    }

    private func withoutSecrets(_ commands: [[String]]) -> [[String]] {
        // What a person is to put in for VALUE is none yet.
        commands.filter { command in
            let words = command.map { word in
                // To look for it costs as much as to look for secrets, and most words have no such sign.
                word.utf8.contains(UInt8(ascii: "=")) ? word.replacing("=VALUE", with: "=") : word
            }
            return words == hiding(words)
        }
    }

    /// A cause without secrets in its words and its remedies.
    func hiding(_ report: CauseReport) -> CauseReport {
        var result = report
        result.cause.title = redacted(report.cause.title)
        result.cause.message = redacted(report.cause.message)
        for position in result.remedies.indices {
            result.remedies[position].remedy = hiding(report.remedies[position].remedy)
        }
        return result
    }
}
