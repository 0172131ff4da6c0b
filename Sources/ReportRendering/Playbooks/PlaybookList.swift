import RemedyPlaybooks

/// The playbooks that remedies come from, before they have a form.
package struct PlaybookList: Equatable, Sendable {
    /// A playbook and where it comes from.
    package struct Entry: Equatable, Sendable {
        package var playbook: Playbook
        /// Whether it stands in the place of a built-in one.
        package var replacesBuiltIn: Bool

        /// `built-in`, or the file.
        var source: String { playbook.isBuiltIn ? "built-in" : playbook.file }
    }

    /// Sorted by id.
    package var entries: [Entry]
    /// Whether all of them are built in, so that there is no need to say it.
    package var isBuiltIn: Bool { entries.allSatisfy(\.playbook.isBuiltIn) }

    package init(_ catalogue: PlaybookCatalogue) {
        let builtIn = Set(PlaybookCatalogue.embedded.playbooks.map(\.id))
        entries = catalogue.playbooks.sorted { $0.id < $1.id }.map {
            Entry(playbook: $0, replacesBuiltIn: !$0.isBuiltIn && builtIn.contains($0.id))
        }
    }
}

extension PlaybookList: RenderableReport {
    package static let formats: [ReportFormat<PlaybookList>] =
        [ReportFormat(PlaybookListTextRenderer.self)] + documentFormats
}

extension PlaybookList.Entry: RenderableReport {
    package static let formats: [ReportFormat<PlaybookList.Entry>] = [ReportFormat(PlaybookTextRenderer.self)]
}
