import KubernetesModel
import ObjectDecoding

/// Which kind a file was saved for, and of which namespace.
struct ListPlace: Hashable {
    var kind: ObjectKind
    /// Empty where the file is of all namespaces, or does not tell.
    var namespace = ""
}
