import ClusterSnapshot

extension Redaction {
    /// Logs without credentials, and how many lines were changed.
    package func redacted(_ logs: [ContainerLog]) -> (logs: [ContainerLog], changedLines: Int) {
        let texts = TextRedactor(self)
        var changed = 0
        let redacted = logs.map { log in
            var log = log
            let keyLines = LogRedaction.linesOfPrivateKeys(in: log.lines)
            for place in log.lines.indices {
                let line = keyLines.contains(place) ? Self.placeholder : texts.redacted(log.lines[place])
                if line != log.lines[place] { changed += 1 }
                log.lines[place] = line
            }
            return log
        }
        return (redacted, changed)
    }
}

/// Private keys that go over many lines of a log.
private enum LogRedaction {
    /// The lines after one that begins a key, to the one that ends it; also those before an end whose beginning the log
    /// has lost.
    static func linesOfPrivateKeys(in lines: [String]) -> Set<Int> {
        var found: Set<Int> = []
        var isInKey = false
        for (place, line) in lines.enumerated() {
            let ends = line.contains("-----END ") && line.contains("PRIVATE KEY-----")
            if isInKey { found.insert(place) }
            if ends, !isInKey, !line.contains("-----BEGIN ") {
                found.insert(place)
                found.formUnion(encodedLines(before: place, in: lines))
            }
            if line.contains("-----BEGIN ") && line.contains("PRIVATE KEY-----") { isInKey = !ends }
            if ends { isInKey = false }
        }
        return found
    }

    private static func encodedLines(before end: Int, in lines: [String]) -> Range<Int> {
        var start = end
        while start > 0, lines[start - 1].utf8.count >= 16,
            lines[start - 1].utf8.allSatisfy({ ByteClasses.shared.table[Int($0)] & ByteClasses.encoded != 0 })
        { start -= 1 }
        return start..<end
    }
}
