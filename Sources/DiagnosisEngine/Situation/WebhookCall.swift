import Wording

/// A webhook that the API server could not call, or that refused, in what a program says of an error of the API server.
///
/// The error is the API server's (`NewErrCallingWebhook`, `conversion webhook for … failed`): what it says of certificates,
/// names and ways concerns the way from the API server to the webhook, not the program's own.
struct WebhookCall: Equatable, Sendable {
    /// `webhook validator.longhorn.io`, `the conversion webhook for longhorn.io/v1beta2, Kind=EngineImage`.
    var webhook: String
    /// `longhorn-system/longhorn-admission-webhook`; nil where the text names none.
    var service: String?

    /// Nil for a text about no such call.
    init?(in text: String) {
        let plain = text.replacing("\\\"", with: "\"")
        let heads = ["failed calling webhook \"", "failed calling admission webhook \""]
        if let rest = heads.lazy.compactMap({ plain[...].after($0) }).first {
            webhook = "webhook \(rest.until("\""))"
        } else if let rest = plain[...].after("conversion webhook for "), rest.after(" failed") != nil {
            webhook = "the conversion webhook for \(rest.until(" failed"))"
        } else {
            return nil
        }
        service = WebhookFault.service(in: plain).map { "\($0.namespace)/\($0.name)" }
    }

    /// ` It is the API server that fails to call webhook validator.longhorn.io (Service longhorn-system/admission).`
    var sentence: String {
        " It is the API server that fails to call \(webhook)\(service.map { " (Service \($0))" } ?? "")."
    }
}
