import ClusterSnapshot
import KubernetesModel
import Wording

/// A fault of an exec probe itself: its program is not there, may not be run, or doesn't know its arguments. The
/// container is well then, and more patience of the probe changes nothing.
struct ProbeFault: Equatable, Sendable {
    /// The words of the probe's program, or of the runtime in its place.
    var said: String
    /// Their meaning.
    var meaning: String

    /// Reads what an Unhealthy event says of a probe; nil where the probe's program did run and answer.
    init?(of probe: Probe?, saying message: String, signatures: LogSignatures) {
        guard let probe, probe.action.hasPrefix("exec ") else { return nil }
        guard let first = LogSignatures.output(in: message).first, let signature = signatures.signature(in: first)
        else { return nil }
        switch signature.name {
        case "invalid-flag": meaning = "the probe's program doesn't know that argument; perhaps another version does"
        case "command-not-found": meaning = "the image doesn't hold the probe's program"
        case "no-such-file" where first.contains("exec: ") || first.contains("OCI runtime exec"):
            meaning = "the image doesn't hold the probe's program"
        case "wrong-architecture", "missing-library", "missing-interpreter": meaning = signature.meaning
        default: return nil
        }
        said = Wording.sentence(StartFailure(first).said)
    }
}

extension LogSignatures {
    /// The lines that a probe printed, from what an Unhealthy event says.
    fileprivate static func output(in message: String) -> [String] {
        let words = message.split(separator: "(×").first ?? ""
        let output = ["probe failed: ", "probe errored: "].lazy.compactMap { words[...].after($0) }.first ?? words
        return output.split(whereSeparator: \.isNewline).map(String.init)
    }

    /// The signature of an exec probe's answer that names the root of the trouble by itself. Of what it couldn't reach
    /// or find it doesn't: there the program that it asks is at fault.
    func root(inAnswer message: String, of probe: Probe?) -> LogSignature? {
        guard let probe, probe.action.hasPrefix("exec ") else { return nil }
        return Self.output(in: message).lazy.compactMap { signature(in: $0) }.first { $0.rank == .root }
    }
}
