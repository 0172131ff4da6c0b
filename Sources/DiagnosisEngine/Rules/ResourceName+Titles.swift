import KubernetesModel

extension ResourceName {
    /// A resource in a title: `memory`, `CPU`, `nvidia.com/gpu`.
    static func inTitles(_ resource: String) -> String { resource == cpu ? "CPU" : resource }
}
