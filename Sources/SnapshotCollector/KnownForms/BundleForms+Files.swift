// Written by scripts/generate from the names in Forms/.
extension BundleForms {
    /// A form for each file, in the order of their names.
    static let files: [any BundleForm] = [
        ClusterInfoDump(),
        MustGather(),
        PlainFiles(),
        SavedSnapshot(),
        SupportBundle(),
    ]
}
