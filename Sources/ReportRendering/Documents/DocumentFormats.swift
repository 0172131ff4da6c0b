extension RenderableReport where Self: DocumentReport {
    /// The formats of every report that programs read, a line for each notation.
    static var documentFormats: [ReportFormat<Self>] {
        [
            ReportFormat(DocumentRenderer<Self, JSONWriter>.self),
            ReportFormat(DocumentRenderer<Self, YAMLWriter>.self),
        ]
    }
}
