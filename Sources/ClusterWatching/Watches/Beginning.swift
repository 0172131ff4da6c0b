import KubernetesClient
import KubernetesModel
import ObjectDecoding
import SnapshotCollector

/// The first lists of all kinds, as the live collector reads them: the DaemonSets first, and all others of their moment.
struct Beginning {
    let session: WatchSession

    /// Reads all lists, hands them on, and starts a thread for each place.
    func run() {
        let version = VersionRequest(client: session.client)
        if (try? version.ask()) != nil, let moment = version.moment { session.time.note(moment) }
        let jobs = JobQueue(threadCount: session.options.concurrency)
        let lists = LiveLists(
            client: session.client, options: session.options, jobs: jobs, pipelines: PipelinePool())
        let kinds = ObjectKind.allCases.filter { $0.liveUse == .always }
        lists.start(.daemonSet) { for kind in kinds where kind != .daemonSet { lists.start(kind) } }
        jobs.waitUntilDone()
        if session.isStopped { return }
        do throws(CollectorError) {
            try lists.requireEssentials()
        } catch {
            return session.inbox.post(.failed(error))
        }
        for kind in kinds {
            for listed in lists.lists(of: kind) {
                session.inbox.post(.listed(WatchedPlace(kind: kind, namespace: listed.plan.namespace), listed))
            }
        }
        session.inbox.post(.begun(lists.outcomes))
        for kind in kinds { start(kind, lists.lists(of: kind)) }
    }

    private func start(_ kind: ObjectKind, _ lists: [ListedPages]) {
        for listed in lists { PlaceWatch.start(after: listed, in: session) }
        // What could not be read now may be readable later.
        if lists.isEmpty {
            PlaceWatch.start(WatchedPlace(kind: kind, namespace: nil), in: session)
        } else if lists.allSatisfy({ $0.plan.namespace != nil }) {
            let listed = Set(lists.compactMap(\.plan.namespace))
            for namespace in session.options.namespaces where !listed.contains(namespace) {
                PlaceWatch.start(WatchedPlace(kind: kind, namespace: namespace), in: session)
            }
        }
    }
}
