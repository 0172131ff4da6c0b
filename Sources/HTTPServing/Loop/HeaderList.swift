import CMicroHTTPD
import Glibc

/// Headers as C reads them.
enum HeaderList {
    static func with<Result>(
        _ headers: [(name: String, value: String)], _ body: (UnsafeBufferPointer<cmh_header>) -> Result
    ) -> Result {
        var list: [cmh_header] = []
        defer {
            for header in list {
                free(UnsafeMutablePointer(mutating: header.name))
                free(UnsafeMutablePointer(mutating: header.value))
            }
        }
        for (name, value) in headers { list.append(cmh_header(name: strdup(name), value: strdup(value))) }
        return list.withUnsafeBufferPointer(body)
    }
}
