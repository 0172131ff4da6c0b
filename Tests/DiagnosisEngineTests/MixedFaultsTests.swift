import ClusterSnapshot
import DiagnosisEngine
import PlacementEngine
import SnapshotCollector
import TestBuilders
import Testing

/// Holds the diagnosis of the captured cluster to what is known to be wrong with it.
struct MixedFaultsTests {
    static let diagnosis = Result {
        let snapshot = try SnapshotReader.read(path: ShippedSnapshot.mixedFaults.path)
        return DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot))).diagnosis()
    }

    /// What keeps each DaemonSet's pods from being eligible, placed, started, or kept.
    static let causes: [String: Set<FindingCode>] = [
        "apps/config-missing": [.containerConfigMissing],
        "apps/crash-127": [.crashLoopCommandNotFound],
        "apps/crash-clean-exit": [.crashLoopCleanExit],
        "apps/crash-config": [.crashLoopErrorExit],
        "apps/crash-init": [.initContainerFailed],
        "apps/crash-noexec": [.containerStartFailed],
        "apps/crash-oom": [.crashLoopOutOfMemory],
        "apps/crash-perm": [.crashLoopErrorExit],
        "apps/crash-port": [.crashLoopErrorExit],
        "apps/crash-segv": [.crashLoopErrorExit],
        "apps/crash-slow": [.crashLoopErrorExit],
        "apps/evict-emptydir": [.evictedStorageLimit],
        "apps/evict-ephemeral": [.evictedStorageLimit, .evictionLoop],
        "apps/hostpath-type": [.volumeMountFailed],
        "apps/image-invalid": [.imageNameInvalid],
        "apps/image-missing": [.imagePullFailed],
        "apps/image-never": [.imageNotPresent],
        "apps/live-fail": [.crashLoopLivenessProbe],
        "apps/nonroot": [.containerConfigInvalid],
        "apps/poststart": [.postStartHookFailed],
        "apps/ready-fail": [.readinessProbeFailing],
        "apps/secret-key-missing": [.containerConfigMissing],
        "apps/start-fail": [.crashLoopStartupProbe],
        "apps/volume-missing": [.volumeMountFailed],
        "kube-system/fluentd-elasticsearch": [.insufficientResource, .nodePodLimitReached],
        "logging/cpu-hungry": [.insufficientResource],
        "logging/impossible": [.requestExceedsNode],
        "logging/mem-hungry": [.insufficientResource, .nodePodLimitReached],
        "logging/rolling": [.imagePullFailed],
        "logging/surging": [.imagePullFailed],
        "logging/will-misschedule": [.podOnIneligibleNode],
        "monitoring/legacy-exporter": [.hostPortConflict],
        "monitoring/node-exporter": [.hostPortConflict, .nodePodLimitReached],
        "security/fat-init": [.insufficientResource],
        "security/gpu-greedy": [.requestExceedsNode],
        "security/gpu-scanner": [.noEligibleNode],
        "security/overheaded": [.insufficientResource],
        "security/polite": [.insufficientResource],
        "security/sidecarred": [.insufficientResource],
        "security/typo-selector": [.noEligibleNode],
        "storage/anti": [.podAntiAffinityConflict],
        "storage/crowded": [.nodePodLimitReached],
        "storage/gated": [.schedulingGated],
        "storage/needs-claim": [.volumeClaimMissing],
        "storage/other-scheduler": [.schedulerNotResponding],
    ]

    static let healthy: Set<String> = [
        "apps/leaky-env",
        "security/affine",
        "security/preemptor",
    ]

    /// The DaemonSet whose status its controller left stale.
    static let stale = "logging/will-misschedule"

    @Test func `Each known cause is found`() throws {
        for daemonSet in try Self.diagnosis.get().daemonSets {
            let name = "\(daemonSet.namespace)/\(daemonSet.name)"
            let missing = (Self.causes[name] ?? []).subtracting(daemonSet.findings.map(\.code))
            #expect(missing == [], "\(name)")
        }
    }

    @Test func `No other cause is called critical`() throws {
        let elsewhere: Set<FindingCode> = [.nodeUnreachable, .nodeNotReady]
        let known = Set(Self.causes.values.flatMap(\.self))
        for daemonSet in try Self.diagnosis.get().daemonSets {
            let name = "\(daemonSet.namespace)/\(daemonSet.name)"
            let critical = Set(daemonSet.findings.filter { $0.severity == .critical }.map(\.code))
            let extra = critical.intersection(known).subtracting(elsewhere).subtracting(Self.causes[name] ?? [])
            #expect(extra == [], "\(name)")
        }
    }

    @Test func `The table names DaemonSets that are there`() throws {
        let names = Set(try Self.diagnosis.get().daemonSets.map { "\($0.namespace)/\($0.name)" })
        #expect(Set(Self.causes.keys).subtracting(names) == [])
        #expect(Self.healthy.subtracting(names) == [])
    }

    @Test func `Nothing above notice is found where all is well`() throws {
        for daemonSet in try Self.diagnosis.get().daemonSets
        where Self.healthy.contains("\(daemonSet.namespace)/\(daemonSet.name)") {
            #expect(daemonSet.verdict == .healthy)
            #expect(daemonSet.findings.filter { $0.severity > .notice }.map(\.code) == [], "\(daemonSet.name)")
        }
    }

    @Test func `The counts are those that the controllers wrote`() throws {
        for daemonSet in try Self.diagnosis.get().daemonSets
        where "\(daemonSet.namespace)/\(daemonSet.name)" != Self.stale {
            #expect(daemonSet.counts == daemonSet.reported, "\(daemonSet.name)")
        }
    }
}
