import ByteStreams
import ClusterSnapshot
import KubernetesModel
import Logging
import ManifestReading
import PlacementEngine
import Preflight
import ReportRendering
import SnapshotCollector

extension Placement {
    /// Asks where DaemonSets run and would run: those of the snapshot, or those of a manifest.
    func report(in context: CommandContext, logger: Logger) throws -> PlacementReport {
        manifests.isEmpty
            ? try reportOfSnapshot(in: context, logger: logger) : try reportOfManifest(in: context, logger: logger)
    }

    private func reportOfSnapshot(in context: CommandContext, logger: Logger) throws -> PlacementReport {
        let read = try context.read(selection.origin(from: source), logger: logger)
        let selection = selection.selection.completed(withCurrent: read.currentNamespace)
        try selection.check(against: read.snapshot)
        let chosen = try selection.resolvingLabels(in: read.snapshot)
        let wanted = read.snapshot.daemonSets.filter { chosen.includes(namespace: $0.namespace, name: $0.name) }
        let reports = logger.timing(.placing) {
            let engine = PlacementEngine(ClusterIndex(read.snapshot))
            let work = PlacementWork(in: engine.index)
            var budget = WorkBudget(for: read.snapshot)
            return budget.found(for: wanted, most: work.steps, steps: { work.steps($0.placed) }) { daemonSet in
                (
                    placed: daemonSet,
                    report: DaemonSetPlacementReport(engine.placement(of: daemonSet), in: read.snapshot)
                )
            }
        }
        let placed = reports.compactMap { $0?.report }
        var report = PlacementReport(daemonSets: placed.sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) })
        let leftOut = zip(wanted, reports).filter { $0.1 == nil }.map(\.0.metadata.qualifiedName)
        report.isPartial = !leftOut.isEmpty
        report.gaps =
            read.snapshot.gaps.aboutPlacement
            + [Gap(notLookedAt: leftOut, of: wanted.count, nodes: read.snapshot.nodes.count)].compactMap(\.self)
        if output.drawsPictures { report.cluster = mapped([("", read)]) }
        return report
    }

    private func reportOfManifest(in context: CommandContext, logger: Logger) throws -> PlacementReport {
        // Nobody waits for a cluster to learn of a wrong path.
        let manifest = try ManifestReader.read(paths: manifests, isRecursive: isRecursive)
        let clusters = try clusters(in: context, logger: logger)
        let current = clusters.first?.read.currentNamespace ?? "default"
        let gate = GateManifest(manifest, namespace: selection.namespace, fallback: current)
        if gate.daemonSets.isEmpty, !gate.problems.contains(where: { $0.severity <= .failure }) {
            throw CommandError.manifestWithoutDaemonSet(manifests.joined(separator: ", "))
        }
        // A manifest names what is asked about, whatever the current namespace is.
        let selection = DaemonSetSelection(names: selection.names)
        var asked = Snapshot()
        asked.daemonSets = gate.daemonSets.map(\.daemonSet)
        if !asked.daemonSets.isEmpty { try selection.check(against: asked) }
        let allowances = PreflightAllowances(allowsNoNodes: allowsNoNodes, allowsPreemption: allowsPreemption)
        let run = GateRun(manifest: gate, allowances: allowances, selection: selection)
        var preflight = PreflightReport()
        preflight.allowsGaps = allowsGaps
        preflight.notJudged = gate.notJudged
        preflight.clusters = clusters.map(\.name)
        preflight.capturedAt = clusters.map(\.read.snapshot.capturedAt)
        preflight.problems = gate.problems
        for problem in clusters.flatMap({ gate.lateNamespaces(in: $0.read.snapshot) })
        where !preflight.problems.contains(problem) {
            preflight.problems.append(problem)
        }
        let reports = logger.timing(.placing) {
            clusters.flatMap { run.reports(in: $0.read.snapshot, cluster: $0.name) }
        }
        var report = PlacementReport(daemonSets: reports, preflight: preflight)
        if output.drawsPictures { report.cluster = mapped(clusters) }
        return report
    }

    /// The clusters as a page draws them.
    private func mapped(_ clusters: [(name: String, read: ReadSnapshot)]) -> MappedCluster {
        var cluster = MappedCluster(clusters.map { ($0.name, $0.read.snapshot) })
        cluster.isLive = snapshotDirectory == nil && source.isLive
        return cluster
    }

    /// The clusters that the manifest is held to.
    private func clusters(
        in context: CommandContext, logger: Logger
    ) throws -> [(name: String, read: ReadSnapshot)] {
        let isTaken = manifests.contains("-")
        let directory = snapshotDirectory
        if let named = try directory.map(ClusterSources.inDirectory) ?? ClusterSources.named(source.paths) {
            if named.isEmpty { throw StreamError.directoryEmpty(path: directory ?? "") }
            return try named.map { ($0.name, try context.read(.saved(paths: $0.paths), logger: logger)) }
        }
        if source.paths.count == 1, let several = wholeClusters(at: source.paths[0], in: context, logger: logger) {
            return several
        }
        let origin = selection.origin(from: source, isStandardInputTaken: isTaken)
        return [("", try context.read(origin, logger: logger))]
    }

    /// The clusters of a directory whose files are whole clusters each; nil for anything else, which is one cluster.
    private func wholeClusters(
        at path: String, in context: CommandContext, logger: Logger
    ) -> [(name: String, read: ReadSnapshot)]? {
        guard path != "-", (try? FileKind.of(path)) == .directory,
            let clusters = try? ClusterSources.inDirectory(path), clusters.count > 1
        else { return nil }
        var several: [(name: String, read: ReadSnapshot)] = []
        for cluster in clusters {
            guard let read = try? context.readSnapshot(.saved(paths: cluster.paths), nil, logger),
                ClusterSources.isWhole(read.snapshot)
            else { return nil }
            several.append((cluster.name, read))
        }
        return several
    }
}
