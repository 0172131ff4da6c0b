/// How long a watch waits for what.
package struct WatchTiming: Sendable {
    /// Changes that come within this time make one moment.
    package var gathering = Duration.milliseconds(200)
    /// A server ends a watch after so many seconds, and half as many more by chance, as client-go asks for it.
    package var watchSeconds = 300
    /// A watch that is silent for longer is begun anew. API servers send a bookmark every minute.
    package var longestSilence = Duration.seconds(100)
    /// The pause after a first failure; each further one is twice as long.
    package var firstPause = Duration.milliseconds(500)
    /// The longest pause after failures. A server that is back is noticed within this time.
    package var longestPause = Duration.seconds(10)
    /// How often a list is read that cannot be watched, and no more often than twenty times as long as it takes.
    package var polling = Duration.seconds(10)
    /// How often metrics, the server's version, kubelets and logs of containers that still run are read.
    package var slowPolling = Duration.seconds(60)
    /// After so long a watch is tried again that the server refused, and then after twice the time.
    package var watchRetry = Duration.seconds(30)
    /// How often a list is asked for again that was refused for good, or that the cluster does not have.
    package var refusedRetry = Duration.seconds(300)
    /// Objects of changes that may wait until somebody asks for the next moment; then watches wait too. Some 15 MB.
    package var maxPendingCount = 10_000

    /// One that suits most clusters.
    package init() {}
}
