import CLibCurl

/// The meaning of a failure of curl's.
struct TransferFailure {
    let error: ClientError

    init(_ handle: EasyHandle, _ code: CURLcode, server: String) {
        let text = handle.failureText.isEmpty ? String(cString: clc_easy_strerror(code)) : handle.failureText
        let target = handle.transfer.request.target
        switch code {
        case CURLE_OUT_OF_MEMORY: error = .outOfMemory
        case CURLE_COULDNT_RESOLVE_HOST:
            error = .unreachable(
                server: server, reason: "its name cannot be resolved",
                hint: "check the server's address and the network")
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            error = Self.proxyFailure(server: server, text: text)
        case CURLE_COULDNT_CONNECT:
            error = .unreachable(
                server: server, reason: text, hint: "check that the cluster runs and can be reached from here")
        case CURLE_OPERATION_TIMEDOUT: error = Self.timeout(server: server, target: target, text: text)
        case CURLE_UNSUPPORTED_PROTOCOL where text.contains("HTTP/0.9"):
            error = .unexpectedAnswer(target: target, reason: "it is not HTTP")
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            error = .unreachable(
                server: server, reason: "not a server address", hint: "write it as https://host:port")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CONNECT_ERROR,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_USE_SSL_FAILED:
            error = .notTrusted(
                server: server, reason: Self.tlsReason(code, text), hint: Self.tlsHint(handle, code, text))
        case CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2:
            error = .unexpectedAnswer(target: target, reason: text)
        default:
            // Alerts of TLS 1.3 arrive after the handshake, as a failure to receive.
            if text.contains("certificate required") || text.contains("bad certificate") {
                error = .notTrusted(
                    server: server, reason: text, hint: Self.tlsHint(handle, CURLE_SSL_CONNECT_ERROR, text))
            } else if Self.isProxyFailure(text) {
                error = Self.proxyFailure(server: server, text: text)
            } else {
                // Some servers that ask for a client certificate hang up on whoever has none, without a word.
                let isRefusal =
                    server.hasPrefix("https:") && !handle.hasAnswer
                    && handle.transfer.request.credentials.clientCertificate == nil
                let guess = isRefusal ? "; perhaps the server asks for a client certificate" : ""
                error = .connectionLost(server: server, target: target, reason: text + guess)
            }
        }
    }

    private static func proxyFailure(server: String, text: String) -> ClientError {
        .unreachable(
            server: server, reason: "the proxy refuses the connection: \(text)",
            hint: "check proxy-url, HTTPS_PROXY and NO_PROXY")
    }

    private static func isProxyFailure(_ text: String) -> Bool {
        text.contains("CONNECT tunnel") || text.contains("from proxy")
    }

    private static func timeout(server: String, target: String, text: String) -> ClientError {
        if text.hasPrefix("Operation too slow") {
            return .timedOut(server: server, target: target, waitedFor: .data)
        }
        if text.contains("onnect") {
            return .unreachable(
                server: server, reason: "no connection in time",
                hint: "check that the cluster can be reached from here, and the proxy")
        }
        return .timedOut(server: server, target: target, waitedFor: .completion)
    }

    private static func tlsReason(_ code: CURLcode, _ text: String) -> String {
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION: return "its certificate is not trusted: \(text)"
        case CURLE_SSL_CERTPROBLEM: return "the client certificate or its key cannot be used: \(text)"
        case CURLE_SSL_CACERT_BADFILE: return "the certificate authority cannot be used: \(text)"
        default: return "the TLS connection fails: \(text)"
        }
    }

    private static func tlsHint(_ handle: EasyHandle, _ code: CURLcode, _ text: String) -> String {
        switch code {
        case CURLE_SSL_CERTPROBLEM:
            return "check client-certificate and client-key: both must be PEM and match"
        case CURLE_SSL_CACERT_BADFILE: return "check certificate-authority: it must be PEM"
        case CURLE_PEER_FAILED_VERIFICATION: break
        default:
            if text.contains("certificate required") || text.contains("bad certificate")
                || text.contains("handshake failure")
            {
                return "the server asks for a client certificate that it trusts: check the user's client-certificate"
            }
            if text.contains("wrong version number") { return "the server does not speak TLS there: is it http://?" }
            return "check that the address is the API server's and speaks TLS 1.2 or newer"
        }
        // X509_V_ERR_CERT_NOT_YET_VALID, …_HAS_EXPIRED
        if [9, 10].contains(handle.verificationResult) {
            return "renew the certificate, or check this machine's clock"
        }
        if text.contains("subject name") {
            return "use a name that is in the certificate, or set it with --tls-server-name"
        }
        return "check certificate-authority-data, or set the authority with --certificate-authority"
    }
}
