import CEmbeddedFiles

/// The version of the program. It stands in the file `VERSION`; packages, the manual page and the list of parts take it
/// from there or from `dsdoctor --version`.
enum ProgramVersion {
    static let text: String = {
        let file = embedded_version()
        let bytes = UnsafeBufferPointer(start: file.bytes, count: file.count)
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }()
}
