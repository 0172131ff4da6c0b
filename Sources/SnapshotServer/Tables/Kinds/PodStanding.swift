import CheckedJSON
import KubernetesModel

/// How a pod stands, in the words that kubectl sums it up with (`printPod`).
struct PodStanding {
    var readyCount = 0
    var containerCount: Int
    var restarts: WholeNumber = 0
    /// When a container last ended before it was restarted; empty where nothing tells.
    var lastRestart = ""
    var reason: String

    private let json: JSONValue
    /// Init containers that go on running beside the others.
    private let sidecars: Set<String>

    init(_ json: JSONValue) {
        self.json = json
        let initContainers = json.items("spec", "initContainers")
        sidecars = Set(initContainers.filter { $0.text("restartPolicy") == "Always" }.map { $0.text("name") })
        containerCount = json.items("spec", "containers").count + sidecars.count
        let phase = json.text("status", "phase")
        let ownReason = json.text("status", "reason")
        reason = ownReason.isEmpty ? phase : ownReason
        let isGated = json.items("status", "conditions").contains {
            $0.text("type") == "PodScheduled" && $0.text("reason") == "SchedulingGated"
        }
        if isGated { reason = "SchedulingGated" }

        let isInitializing = readInitContainers(count: initContainers.count)
        if !isInitializing || json.condition("Initialized")?.text("status") == "True" { readContainers() }

        guard json.at("metadata", "deletionTimestamp") != nil else { return }
        if ownReason == "NodeLost" {
            reason = "Unknown"
        } else if phase != "Succeeded", phase != "Failed" {
            reason = "Terminating"
        }
    }

    /// Goes through the init containers up to the first that is not done.
    ///
    /// - Returns: whether there is such a one.
    private mutating func readInitContainers(count: Int) -> Bool {
        var sidecarRestarts = Restarts()
        var all = Restarts()
        defer { (restarts, lastRestart) = (all.count, all.last) }
        for (index, status) in json.items("status", "initContainerStatuses").enumerated() {
            let isSidecar = sidecars.contains(status.text("name"))
            all.add(status)
            if isSidecar { sidecarRestarts.add(status) }
            self.sidecarRestarts = sidecarRestarts
            let terminated = status.at("state", "terminated")
            if let terminated, terminated.integer("exitCode") == 0 { continue }
            if isSidecar, status.isTrue("started") {
                if status.isTrue("ready") { readyCount += 1 }
                continue
            }
            let waiting = status.text("state", "waiting", "reason")
            if let terminated {
                reason = "Init:" + Self.ending(terminated)
            } else if !waiting.isEmpty, waiting != "PodInitializing" {
                reason = "Init:" + waiting
            } else {
                reason = "Init:\(index)/\(count)"
            }
            return true
        }
        return false
    }

    private var sidecarRestarts = Restarts()

    private mutating func readContainers() {
        var counted = sidecarRestarts
        var hasRunning = false
        var errorReason = ""
        for status in json.items("status", "containerStatuses").reversed() {
            counted.add(status)
            let waiting = status.text("state", "waiting", "reason")
            if !waiting.isEmpty {
                reason = waiting
            } else if let terminated = status.at("state", "terminated") {
                reason = Self.ending(terminated)
                if terminated.integer("exitCode") != 0 { errorReason = reason }
            } else if status.isTrue("ready"), status.at("state", "running") != nil {
                hasRunning = true
                readyCount += 1
            }
        }
        (restarts, lastRestart) = (counted.count, counted.last)
        guard reason == "Completed" else { return }
        let isReady = json.items("status", "conditions").contains {
            $0.text("type") == "Ready" && $0.text("status") == "True"
        }
        if hasRunning, isReady {
            reason = "Running"
        } else if !errorReason.isEmpty {
            reason = errorReason
        } else if hasRunning {
            reason = "NotReady"
        }
    }

    private static func ending(_ terminated: JSONValue) -> String {
        let reason = terminated.text("reason")
        if !reason.isEmpty { return reason }
        let signal = terminated.integer("signal")
        return signal != 0 ? "Signal:\(signal)" : "ExitCode:\(terminated.integer("exitCode"))"
    }
}

/// Restarts of some containers, and when the last of them ended.
private struct Restarts {
    var count: WholeNumber = 0
    var last = ""

    mutating func add(_ status: JSONValue) {
        count += status.integer("restartCount")
        let moment = status.text("lastState", "terminated", "finishedAt")
        guard let ended = Timestamp(moment) else { return }
        if Timestamp(last).map({ $0 < ended }) ?? true { last = moment }
    }
}
