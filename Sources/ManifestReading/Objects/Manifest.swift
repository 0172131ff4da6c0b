import ManifestValidation

/// Everything that was given to be applied.
package struct Manifest: Sendable {
    /// The objects in the order of the input; those of Lists one by one.
    package var objects: [ManifestObject] = []
    /// The part that could not be read.
    package var faults: [ManifestFault] = []

    package init() {}

    /// The names of the files that were read.
    package var files: [String] = []
}

/// A part of a manifest that could not be read.
package struct ManifestFault: Error, Hashable, Sendable {
    /// The file as it was named; `-` for standard input.
    package var file: String
    /// Where; nil where it concerns the whole file.
    package var position: ManifestPosition?
    /// A sentence without its end.
    package var message: String

    package init(file: String, at position: ManifestPosition? = nil, _ message: String) {
        self.file = file
        self.position = position
        self.message = message
    }
}
