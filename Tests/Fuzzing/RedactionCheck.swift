import CheckedJSON
import SecretRedaction
import SnapshotSaving

/// An object whose secrets are hidden: what is left is JSON to the letter, and hiding them again changes nothing.
func checkRedaction(_ bytes: [UInt8]) {
    guard isWellFormed(bytes) else { return }
    guard let hidden = try? Redaction.standard.redacted(bytes) else { return }
    require(isWellFormed(hidden), "JSON to the letter: \(String(decoding: hidden, as: UTF8.self))")
    let again = try? Redaction.standard.redacted(hidden)
    require(again == hidden, "the same again: \(String(decoding: again ?? [], as: UTF8.self))")
}
