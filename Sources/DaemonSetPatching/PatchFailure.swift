/// Why a patch cannot be applied.
struct PatchFailure: Error, Equatable {
    /// The path of the field or the operation; empty for the patch as a whole.
    var place: String
    var reason: String
    var hint: String

    /// The error for people; `path` is the file that the patch comes from.
    func patchError(path: String) -> PatchError {
        .badPatch(path: path, place: place, reason: reason, hint: hint)
    }
}
