import Preflight
import RemedyPlan
import SecretRedaction
import SnapshotComparison

extension Report {
    package func redacted(by texts: TextRedactor) -> Report {
        var report = self
        report.snapshot = texts.hiding(snapshot)
        for position in daemonSets.indices {
            report.daemonSets[position].findings = daemonSets[position].findings.map(texts.hiding)
            report.daemonSets[position].diagnosis.outranked = daemonSets[position].diagnosis.outranked.map(texts.hiding)
        }
        report.clusterFindings = clusterFindings.map(texts.hiding)
        report.causes = causes.map(texts.hiding)
        report.firstStep = firstStep.map { step in
            var step = step
            step.remedy = texts.hiding(step.remedy)
            if let title = step.leadsTo?.title { step.leadsTo?.title = texts.redacted(title) }
            return step
        }
        report.picture = picture.map(texts.hiding)
        return report
    }
}

extension TextRedactor {
    fileprivate func hiding(_ picture: ClusterPicture) -> ClusterPicture {
        var result = picture
        for position in picture.timeline.moments.indices {
            result.timeline.moments[position].words = redacted(picture.timeline.moments[position].words)
        }
        result.plan = picture.plan.map(hiding)
        return result
    }

    /// A plan without secrets in its remedies and in what it leaves.
    fileprivate func hiding(_ plan: Plan) -> Plan {
        var result = plan
        for position in plan.steps.indices {
            let remedy = plan.steps[position].remedy
            let hidden = hiding(remedy)
            result.steps[position].remedy = hidden
            if let title = plan.steps[position].leadsTo?.title {
                result.steps[position].leadsTo?.title = redacted(title)
            }
            if hidden.commands != remedy.commands { result.steps[position].lacksCommands = true }
        }
        for position in plan.leftOver.indices {
            result.leftOver[position].title = redacted(plan.leftOver[position].title)
            result.leftOver[position].why = redacted(plan.leftOver[position].why)
            result.leftOver[position].remedy = plan.leftOver[position].remedy.map { redacted($0) }
        }
        for position in plan.unused.indices {
            result.unused[position].title = redacted(plan.unused[position].title)
            result.unused[position].why = redacted(plan.unused[position].why)
        }
        return result
    }
}

extension DiffReport {
    package func redacted(by texts: TextRedactor) -> DiffReport {
        var report = self
        report.before = texts.hiding(before)
        report.after = texts.hiding(after)
        report.comparison.gaps.onlyIn.before = texts.hiding(comparison.gaps.onlyIn.before)
        report.comparison.gaps.onlyIn.after = texts.hiding(comparison.gaps.onlyIn.after)
        for position in comparison.warnings.indices {
            report.comparison.warnings[position].detail = texts.redacted(comparison.warnings[position].detail)
        }
        for position in comparison.daemonSets.indices {
            report.comparison.daemonSets[position].changes = comparison.daemonSets[position].changes.map(texts.hiding)
        }
        for position in comparison.nodes.changes.indices {
            report.comparison.nodes.changes[position].change = texts.hiding(comparison.nodes.changes[position].change)
        }
        if let cluster = picture?.cluster { report.picture?.cluster = texts.hiding(cluster) }
        return report
    }
}

extension TextRedactor {
    /// A change without secrets in what was and what is; arguments are among them.
    fileprivate func hiding(_ change: ObjectChange) -> ObjectChange {
        var change = change
        change.before = change.before.map { redacted($0, extent: .commandLine) }
        change.after = change.after.map { redacted($0, extent: .commandLine) }
        return change
    }
}

extension TextRedactor {
    /// A page's cluster without secrets in its snapshots' gaps.
    fileprivate func hiding(_ cluster: MappedCluster) -> MappedCluster {
        var cluster = cluster
        cluster.snapshots = cluster.snapshots.map(hiding)
        return cluster
    }
}

extension SimulationReport {
    package func redacted(by texts: TextRedactor) -> SimulationReport {
        var report = self
        report.changes = texts.hiding(changes)
        report.ignored = texts.hiding(ignored)
        report.gaps = texts.hiding(gaps)
        for position in nodes.indices {
            report.nodes[position].reason = nodes[position].reason.map { texts.redacted($0) }
        }
        report.cluster = cluster.map(texts.hiding)
        return report
    }
}

extension PlanReport {
    package func redacted(by texts: TextRedactor) -> PlanReport {
        var report = self
        report.snapshot = texts.hiding(snapshot)
        report.plan = texts.hiding(plan)
        report.diagnosis = diagnosis?.redacted(by: texts)
        return report
    }
}

extension PlanReplayReport {
    package func redacted(by texts: TextRedactor) -> PlanReplayReport {
        var report = self
        report.snapshot = texts.hiding(snapshot)
        for position in steps.indices {
            report.steps[position].step.title = texts.redacted(steps[position].step.title)
            report.steps[position].why = steps[position].why.map { texts.redacted($0) }
        }
        return report
    }
}

// What follows quotes neither events nor logs.

extension PlacementReport {
    package func redacted(by texts: TextRedactor) -> PlacementReport {
        var report = self
        report.gaps = texts.hiding(gaps)
        report.cluster = cluster.map(texts.hiding)
        guard let preflight else { return report }
        report.preflight?.problems = texts.redacted(preflight.problems)
        for position in report.daemonSets.indices {
            let problems = report.daemonSets[position].preflight?.problems ?? []
            report.daemonSets[position].preflight?.problems = texts.redacted(problems)
        }
        return report
    }
}

extension PlaybookList {
    package func redacted(by texts: TextRedactor) -> PlaybookList { self }
}

extension PlaybookList.Entry {
    package func redacted(by texts: TextRedactor) -> PlaybookList.Entry { self }
}

extension TextRedactor {
    /// Problems of a manifest quote what stands in it.
    fileprivate func redacted(_ problems: [PreflightProblem]) -> [PreflightProblem] {
        problems.map { problem in
            var problem = problem
            problem.message = redacted(problem.message)
            problem.hint = problem.hint.map { redacted($0) }
            return problem
        }
    }
}
