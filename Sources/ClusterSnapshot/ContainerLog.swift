/// The last lines that a container wrote.
public struct ContainerLog: Equatable, Sendable {
    /// The namespace of the pod.
    public var namespace: String
    /// The name of the pod.
    public var pod: String
    /// The name of the container.
    public var container: String
    /// Whether the lines are of the container before the last restart.
    public var isPrevious: Bool
    /// The lines, oldest first, without their ends.
    public var lines: [String]

    /// The last lines of a container.
    public init(namespace: String, pod: String, container: String, isPrevious: Bool, lines: [String]) {
        self.namespace = namespace
        self.pod = pod
        self.container = container
        self.isPrevious = isPrevious
        self.lines = lines
    }
}
