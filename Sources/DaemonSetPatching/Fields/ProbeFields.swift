import CheckedJSON
import KubernetesModel

extension Probe {
    static let fields = ObjectFields<Probe>(
        [
            .object("httpGet", httpGetFields) { $0.address(of: "http-get") },
            .object("tcpSocket", tcpSocketFields) { $0.address(of: "tcp-socket") },
            .object("exec", execFields) { $0.target(of: "exec") },
            .object("grpc", grpcFields) { $0.address(of: "grpc") },
            .integer("initialDelaySeconds") { $0.initialDelaySeconds == 0 ? nil : $0.initialDelaySeconds },
            .integer("periodSeconds", \.periodSeconds), .integer("timeoutSeconds", \.timeoutSeconds),
            .integer("failureThreshold", \.failureThreshold), .unseen("successThreshold"),
            .unseen("terminationGracePeriodSeconds"),
        ], alternatives: ["httpGet", "tcpSocket", "exec", "grpc"])

    /// A hook of a container's life: what it does, and none of a probe's times.
    static let hookFields = ObjectFields<Probe>(
        [
            .object("httpGet", httpGetFields) { $0.address(of: "http-get") },
            .object("tcpSocket", tcpSocketFields) { $0.address(of: "tcp-socket") },
            .object("exec", execFields) { $0.target(of: "exec") }, .unseen("sleep", .anything),
        ], alternatives: ["httpGet", "tcpSocket", "exec", "sleep"])

    private static let httpGetFields = ObjectFields<Address>([
        .text("host", \.host), .scalar("port") { $0.encodedPort }, .text("path", \.path), .unseen("scheme"),
        .unseen("httpHeaders", .list(.anything)),
    ])

    private static let tcpSocketFields = ObjectFields<Address>([
        .text("host", \.host), .scalar("port") { $0.encodedPort },
    ])

    private static let grpcFields = ObjectFields<Address>([.scalar("port") { $0.encodedPort }, .unseen("service")])

    private static let execFields = ObjectFields<Substring>([
        .texts("command") {
            // Where one word ended and the next began is not known any more.
            let command = String($0.dropFirst().dropLast())
            return command.isEmpty ? [] : [command]
        }
    ])

    // MARK: - The parts of an action

    /// The text behind the kind in ``action``, if it is of that kind.
    private func target(of kind: String) -> Substring? {
        action.hasPrefix(kind + " ") ? action.dropFirst(kind.count + 1) : nil
    }

    private func address(of kind: String) -> Address? { target(of: kind).map { Address($0) } }

    /// `HOST:PORT/PATH`.
    private struct Address {
        var host: String
        var port: String
        var path: String

        init(_ text: Substring) {
            let slash = text.firstIndex(of: "/") ?? text.endIndex
            let place = text[..<slash]
            let colon = place.lastIndex(of: ":") ?? place.startIndex
            host = String(place[..<colon])
            port = String(place[colon...].dropFirst())
            path = String(text[slash...])
        }

        var encodedPort: JSONValue? { Int32(port).map { .integer($0) } ?? .text(port) }
    }
}
