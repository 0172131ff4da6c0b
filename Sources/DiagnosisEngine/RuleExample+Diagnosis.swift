import ClusterSnapshot
import PlacementEngine

extension RuleExample {
    #if DEBUG
        /// The diagnosis of the cluster, by all rules.
        package func diagnosis() -> ClusterDiagnosis { diagnosis(of: snapshot) }

        /// Everything that all rules find in the cluster.
        package func findings() -> [Finding] { diagnosis().findings }
    #endif

    /// The diagnosis of a snapshot, with the log signatures that examples know.
    func diagnosis(of snapshot: Snapshot) -> ClusterDiagnosis {
        DiagnosisEngine(
            PlacementEngine(.completing(snapshot)), logSignatures: Self.logSignatures, givesAdvice: true
        ).diagnosis()
    }

    /// Those that the logs of examples show.
    private static let logSignatures = LogSignatures([
        LogSignature(name: "address-in-use", phrases: ["address already in use"]),
        LogSignature(
            name: "missing-library", rank: .root, concern: .image, phrases: ["error while loading shared libraries"]),
        LogSignature(name: "permission-denied", phrases: ["permission denied"]),
        LogSignature(name: "invalid-flag", concern: .settings, phrases: ["flag provided but not defined"]),
        LogSignature(
            name: "nothing-to-do", meaning: "it finds nothing that it is for", concern: .settings,
            phrases: ["no resource configuration"]),
        LogSignature(name: "no-such-file", phrases: ["no such file or directory"]),
    ])
}

extension ClusterDiagnosis {
    /// The findings about DaemonSets and those about the cluster.
    public var findings: [Finding] { daemonSets.flatMap(\.findings) + clusterFindings }
}
