import Glibc
import KubernetesModel

/// What time it is.
package enum ServerClock {
    /// The moment of a `Date` header (RFC 9110): `Sun, 22 Nov 2026 05:07:21 GMT`; nil for anything else.
    package static func moment(of header: String) -> Timestamp? {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = header.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])) else {
            return nil
        }
        let number = month + 1 < 10 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp("\(words[3])-\(number)-\(words[1])T\(words[4])Z")
    }

    /// This machine's clock.
    package static var ownMoment: Timestamp { Timestamp(seconds: WholeNumber(time(nil))) }
}
