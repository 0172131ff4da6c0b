/// Certificates and keys as text.
enum PEM {
    /// - Throws: when no PEM block begins in the bytes. Whether a block is a certificate is for TLS to say.
    static func check(_ bytes: [UInt8], place: FilePlace) throws(ConfigurationError) -> [UInt8] {
        if !isPEM(bytes) {
            throw place.malformed(
                "it contains no PEM block", hint: "PEM begins with -----BEGIN; convert it with openssl")
        }
        return bytes
    }

    static func isPEM(_ bytes: [UInt8]) -> Bool {
        let begin = Array("-----BEGIN ".utf8)
        var position = bytes.startIndex
        while let dash = bytes[position...].firstIndex(of: begin[0]) {
            if bytes[dash...].starts(with: begin) { return true }
            position = dash + 1
        }
        return false
    }
}
