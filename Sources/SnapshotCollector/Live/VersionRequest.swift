import CheckedJSON
import KubernetesClient
import KubernetesModel
import Synchronization

/// Asks what version the server is of, and what time it is there.
package final class VersionRequest: Sendable {
    private let client: APIClient
    private let answer = Mutex<(text: String, moment: Timestamp?)>(("", nil))

    package init(client: APIClient) { self.client = client }

    /// For instance `v1.36.2`; empty where the server does not tell.
    package var text: String { answer.withLock { $0.text } }
    package var moment: Timestamp? { answer.withLock { $0.moment } }

    /// Asks, and waits for the answer.
    ///
    /// - Throws: ``ClientError`` where there is none.
    package func ask() throws(ClientError) {
        let request = APIRequest("/version")
        let told = try client.get(request, mostAttempts: 2, within: .seconds(20)) { (response) throws(ClientError) in
            let moment = response.date.flatMap(ServerClock.moment)
            let json = try? JSONValue(try response.bytes(limit: 64 << 10))
            return (json?["gitVersion"]?.string ?? "", moment)
        }
        answer.withLock { $0 = told }
    }

    /// Asks, and does without where there is no answer.
    func send() { try? ask() }
}
