/// The last lines that a container wrote.
public struct ContainerLog: Equatable, Sendable {
    public var namespace: String
    public var pod: String
    public var container: String
    /// Whether the lines are of the container before the last restart.
    public var isPrevious: Bool
    /// The lines, oldest first, without their ends.
    public var lines: [String]

    public init(namespace: String, pod: String, container: String, isPrevious: Bool, lines: [String]) {
        self.namespace = namespace
        self.pod = pod
        self.container = container
        self.isPrevious = isPrevious
        self.lines = lines
    }
}
