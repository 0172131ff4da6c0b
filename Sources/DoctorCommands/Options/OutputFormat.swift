import ArgumentParser
import ReportRendering

/// The forms of a report.
enum OutputFormat: String, ChoiceArgument {
    case text
    case json

    /// What renders a report in this form.
    func renderer(_ options: TextRenderer.Options) -> any ReportRenderer {
        switch self {
        case .text: return TextRenderer(options)
        case .json: return JSONRenderer()
        }
    }
}
