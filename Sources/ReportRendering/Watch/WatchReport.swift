import KubernetesModel
import SecretRedaction

/// What `watch` tells of a moment: the diagnosis, where one could be made, and what is not current.
package struct WatchReport: Sendable {
    package var time: Timestamp
    /// Nil where the cluster could not be diagnosed.
    package var report: Report?
    /// Why there is no report.
    package var complaint = ""
    package var troubles: [Trouble] = []

    /// Lists or watches that are broken for one reason.
    package struct Trouble: Equatable, Sendable {
        /// What is not kept current, as kinds are called: `Pod`.
        package var kinds: [String]
        /// When it was last current.
        package var since: Timestamp
        package var message: String

        package init(kinds: [String], since: Timestamp, message: String) {
            self.kinds = kinds
            self.since = since
            self.message = message
        }
    }

    package init(time: Timestamp) { self.time = time }

    /// The report without secrets in what it quotes.
    package func redacted(by texts: TextRedactor) -> WatchReport {
        var copy = self
        copy.report = report?.redacted(by: texts)
        copy.complaint = texts.redacted(complaint)
        for position in troubles.indices {
            copy.troubles[position].message = texts.redacted(troubles[position].message)
        }
        return copy
    }
}
