/// A text in place of a log that wasn't available: words of the kubelet, the runtime or kubectl, none of the
/// program's own.
enum ExcuseForLog {
    /// Whether a line is such an excuse (`kubelet.GetKubeletContainerLogs`, `logs.ReadLogs`, `kubectl logs`).
    static func isIn(_ line: String) -> Bool {
        let text = line.drop { $0 == " " || $0 == "\u{FEFF}" }
        return beginnings.contains { text.hasPrefix($0) } || parts.contains { line.contains($0) }
    }

    private static let beginnings = [
        "unable to retrieve container logs for ", "failed to try resolving symlinks in path ",
        "failed to get parse function: ", "failed to create fsnotify watcher: too many open files",
        "rpc error: code = Unknown desc = can't get logs from", "can not get logs from container which is ",
        "Error from server (", "Error from server: ", "error from server: ", "Unable to fetch logs: ",
        "configured logging driver does not support reading",
        "unable to open log file ", "error: a container name must be specified ",
        "Defaulted container \"", "Defaulting container name to ", "the server rejected our request ",
        "logs are not available for ",
    ]
    private static let parts = [
        "previous terminated container ", "\" is waiting to start: ", "\" is not valid for pod ",
        "is not available: dead or marked for removal", "has no logs available",
        "failed to watch file \"/var/log/pods/",
    ]
}
