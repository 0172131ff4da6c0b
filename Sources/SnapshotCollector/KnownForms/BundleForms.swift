/// The forms that are known, in the order in which they are asked.
enum BundleForms {
    static let all = files.sorted { $0.precedence > $1.precedence }

    /// The role of a file.
    static func purpose(of file: FilePath) -> FilePurpose {
        for form in all {
            if let purpose = form.purpose(of: file) { return purpose }
        }
        return .useless
    }

    /// The kind and namespace that a file is saved for, as far as its path tells.
    static func place(of file: FilePath) -> ListPlace? {
        for form in all {
            if let place = form.place(of: file) { return place }
        }
        return nil
    }
}
