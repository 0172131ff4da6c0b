import CLibCurl
import ClusterConfiguration
import Glibc

/// One transfer's handle of curl with everything set on it. It belongs to the loop's thread.
final class EasyHandle {
    let curl: UnsafeMutableRawPointer
    let transfer: Transfer
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var connectList: UnsafeMutablePointer<curl_slist>?
    private let errorText: UnsafeMutablePointer<CChar>
    /// The part of the answer's head known so far.
    private var head = ResponseHead()
    private var headerBytes = 0
    private(set) var pace = LinkPace()
    /// Why this program, not curl, ended the transfer.
    private(set) var ownFailure: ClientError?

    /// More bytes of headers than any API server sends.
    private static let mostHeaderBytes = 256 << 10

    /// Nil when memory is short. `isLinkSlow` tells whether to ask for packed answers of a loopback address too.
    init?(_ transfer: Transfer, to connection: ClusterConnection, isLinkSlow: Bool = false) {
        guard let curl = clc_easy_init() else { return nil }
        self.curl = curl
        self.transfer = transfer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        clc_set_pointer(curl, CURLOPT_ERRORBUFFER, errorText)
        prepareRequest(connection, isLinkSlow: isLinkSlow)
        prepareTrust(connection)
        prepareAnswer()
    }

    deinit {
        clc_easy_cleanup(curl)
        clc_slist_free_all(headerList)
        clc_slist_free_all(connectList)
        errorText.deallocate()
    }

    /// Whether anything of an answer has come.
    var hasAnswer: Bool { head.status > 0 }

    /// curl's message about a failure.
    var failureText: String { String(cString: errorText) }

    /// The number that the verification of the server's certificate ended with (`X509_V_ERR_…`), zero for none.
    var verificationResult: Int {
        var result = 0
        return clc_get_long(curl, CURLINFO_SSL_VERIFYRESULT, &result) == CURLE_OK ? result : 0
    }

    // MARK: - Settings

    private func prepareRequest(_ connection: ClusterConnection, isLinkSlow: Bool) {
        let request = transfer.request
        let target = ServerAddress(connection)
        clc_set_string(curl, CURLOPT_URL, target.url + request.target)
        for header in request.headers + target.headers { headerList = clc_slist_append(headerList, header) }
        clc_set_list(curl, CURLOPT_HTTPHEADER, headerList)
        if let rule = target.connectRule {
            connectList = clc_slist_append(nil, rule)
            clc_set_list(curl, CURLOPT_CONNECT_TO, connectList)
        }
        // Path and query are sent as they are.
        clc_set_long(curl, CURLOPT_PATH_AS_IS, 1)
        clc_set_string(curl, CURLOPT_PROTOCOLS_STR, "http,https")
        // A redirect could carry credentials to a stranger.
        clc_set_long(curl, CURLOPT_FOLLOWLOCATION, 0)
        // An empty text also keeps curl from reading the environment: the configuration has done that.
        clc_set_string(curl, CURLOPT_PROXY, connection.proxy ?? "")
        clc_set_string(curl, CURLOPT_NOPROXY, "")
        clc_set_long(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        clc_set_long(curl, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // Rather wait for a connection that takes many requests than open many. Without TLS nothing tells before the end of
        // an answer that a connection takes only one, and a watch has no end.
        clc_set_long(curl, CURLOPT_PIPEWAIT, target.url.hasPrefix("https:") ? 1 : 0)
        clc_set_long(curl, CURLOPT_NOSIGNAL, 1)
        clc_set_long(curl, CURLOPT_TCP_KEEPALIVE, 1)
        clc_set_long(curl, CURLOPT_BUFFERSIZE, 256 << 10)
        clc_set_long(curl, CURLOPT_CONNECTTIMEOUT_MS, request.deadlines.connecting.milliseconds)
        clc_set_long(curl, CURLOPT_LOW_SPEED_LIMIT, request.deadlines.fewestBytes)
        clc_set_long(curl, CURLOPT_LOW_SPEED_TIME, max(1, request.deadlines.silence.milliseconds / 1000))
        clc_set_long(curl, CURLOPT_TIMEOUT_MS, request.deadlines.total.milliseconds)
        // On loopback packing costs more than it saves, unless that is the near end of a tunnel.
        if !connection.disablesCompression, !target.isLoopback || isLinkSlow {
            clc_set_string(curl, CURLOPT_ACCEPT_ENCODING, "gzip")
        }
    }

    private func prepareTrust(_ connection: ClusterConnection) {
        clc_set_long(curl, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        let trust = connection.trust
        clc_set_long(curl, CURLOPT_SSL_VERIFYPEER, trust.skipsVerification ? 0 : 1)
        clc_set_long(curl, CURLOPT_SSL_VERIFYHOST, trust.skipsVerification ? 0 : 2)
        if let authorities = trust.authorities {
            setBlob(CURLOPT_CAINFO_BLOB, authorities)
            // Else curl would believe the system's authorities beside the cluster's.
            clc_set_string(curl, CURLOPT_CAPATH, nil)
            clc_set_string(curl, CURLOPT_CAINFO, nil)
        } else if let file = SystemAuthorities.file {
            clc_set_string(curl, CURLOPT_CAINFO, file)
        }
        let credentials = transfer.request.credentials
        if let certificate = credentials.clientCertificate, let key = credentials.clientKey {
            clc_set_string(curl, CURLOPT_SSLCERTTYPE, "PEM")
            clc_set_string(curl, CURLOPT_SSLKEYTYPE, "PEM")
            setBlob(CURLOPT_SSLCERT_BLOB, certificate)
            setBlob(CURLOPT_SSLKEY_BLOB, key)
        }
    }

    private func setBlob(_ option: CURLoption, _ bytes: [UInt8]) {
        bytes.withUnsafeBytes { _ = clc_set_blob(curl, option, $0.baseAddress, $0.count) }
    }

    private func prepareAnswer() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        clc_set_pointer(curl, CURLOPT_PRIVATE, context)
        clc_set_pointer(curl, CURLOPT_WRITEDATA, context)
        clc_set_pointer(curl, CURLOPT_HEADERDATA, context)
        clc_set_data_function(curl, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let handle = Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue()
            let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
            let isTaken = handle.transfer.arrive(piece)
            handle.pace.arrive(piece.count, isTaken: isTaken)
            return isTaken ? piece.count : Int(CURL_WRITEFUNC_PAUSE)
        }
        clc_set_data_function(curl, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let bytes, let context else { return 0 }
            let handle = Unmanaged<EasyHandle>.fromOpaque(context).takeUnretainedValue()
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            return handle.takeHeader(String(decoding: line, as: UTF8.self)) ? size * count : 0
        }
    }

    // MARK: - Answer

    /// Takes a line of the answer's head; false when there are too many.
    private func takeHeader(_ line: String) -> Bool {
        headerBytes += line.utf8.count
        if headerBytes > Self.mostHeaderBytes {
            ownFailure = .unexpectedAnswer(target: transfer.request.target, reason: "its headers have no end")
            return false
        }
        let line = line.trimmingEnd
        if line.hasPrefix("HTTP/") {
            head = ResponseHead()
            let words = line.split(separator: " ", maxSplits: 2)
            head.status = words.count > 1 ? Int(words[1]) ?? 0 : 0
        } else if line.isEmpty {
            // Another head follows where this one only says to wait.
            if head.status >= 200 { transfer.arrive(head) }
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            head.headers[line[..<colon].lowercased()] = String(value)
        }
        return true
    }
}

extension Duration {
    /// Whole milliseconds, at least one.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(clamping: seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}

extension String {
    /// The line without its end.
    fileprivate var trimmingEnd: String {
        var line = self[...]
        while let last = line.unicodeScalars.last, last == "\r" || last == "\n" || last == " " {
            line.unicodeScalars.removeLast()
        }
        return String(line)
    }
}
