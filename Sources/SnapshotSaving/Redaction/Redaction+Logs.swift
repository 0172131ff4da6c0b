import ClusterSnapshot
import SecretRedaction

extension Redaction {
    /// Logs without credentials, and how many lines were changed.
    package func redacted(_ logs: [ContainerLog]) -> (logs: [ContainerLog], changedLines: Int) {
        let texts = TextRedactor(self)
        var changed = 0
        let redacted = logs.map { log in
            guard let lines = texts.redacted(lines: log.lines) else { return log }
            changed += zip(lines, log.lines).count { $0 != $1 }
            var log = log
            log.lines = lines
            return log
        }
        return (redacted, changed)
    }
}
