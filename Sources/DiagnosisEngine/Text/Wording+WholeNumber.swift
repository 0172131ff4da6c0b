import KubernetesModel
import Wording

extension Wording {
    /// `1 node`, `6 nodes`.
    public static func count(_ number: WholeNumber, _ noun: String) -> String { count(Int(number), noun) }

    /// A length of time: `45 s`, `12 min`, `3 h`, `4 d`.
    public static func duration(seconds: WholeNumber) -> String { duration(seconds: seconds.int64) }
}
