import ByteStreams
import ClusterSnapshot
import KubernetesModel

/// A form in which a tool saves clusters: its paths, its side files, the names of its logs.
///
/// A form is a file of `Forms/` that bears its name. Of each file the first form decides that knows the path;
/// objects are told by their content in any form, so that a form says only what content cannot.
protocol BundleForm: Sendable {
    /// The form's name, to tell it from others.
    var name: String { get }

    /// Its turn among the forms, the greatest first: forms with paths that no other has come before those that take
    /// nearly any.
    var precedence: Int { get }

    /// The role of a file of a directory or archive; nil if the form has no such file.
    func purpose(of file: FilePath) -> FilePurpose?

    /// The kind, and perhaps the namespace, that a file is saved for by its path; nil where the form has no such path.
    func place(of file: FilePath) -> ListPlace?

    /// The JSON or YAML documents of a stream that only this form begins so; nil for any other.
    func documents(of stream: PeekedByteStream, for assembly: SnapshotAssembly) -> (any ByteStream)?

    /// Whether a file with objects shows that the input is of this form, and of no other.
    func isShown(by file: FilePath) -> Bool

    /// Reads what the form keeps beside a snapshot that is one file.
    func readFiles(besideFileAt path: String, into assembly: SnapshotAssembly)

    /// The gaps of an input of this form as a whole.
    func gaps(of input: AssembledInput) -> [Gap]
}

extension BundleForm {
    func purpose(of file: FilePath) -> FilePurpose? { nil }
    func place(of file: FilePath) -> ListPlace? { nil }
    func documents(of stream: PeekedByteStream, for assembly: SnapshotAssembly) -> (any ByteStream)? { nil }
    func isShown(by file: FilePath) -> Bool { false }
    func readFiles(besideFileAt path: String, into assembly: SnapshotAssembly) {}
    func gaps(of input: AssembledInput) -> [Gap] { [] }
}

/// The role of a file in a directory or an archive.
enum FilePurpose {
    /// JSON or YAML, plain or compressed.
    case document
    /// Perhaps a document or an archive, which only the content tells, by this test of its beginning.
    case unnamed(isWanted: ([UInt8]) -> Bool)
    /// An archive inside of the input.
    case archive
    /// The logs of containers.
    case logs(LogReader)
    /// Something beside the objects.
    case side(SideReader)
    /// Not worth opening.
    case useless

    /// Reads the last lines of the logs in a file.
    typealias LogReader = (any ByteStream) throws(StreamError) -> [ContainerLog]

    /// Reads a file; whatever is wrong with it, the objects are what matters.
    typealias SideReader = (any ByteStream, SnapshotAssembly) throws(StreamError) -> Void
}
