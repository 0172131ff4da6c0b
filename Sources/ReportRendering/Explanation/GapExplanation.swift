import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Wording

/// All about a gap's code: what is missing, which findings that affects, and how to close the gap.
package struct GapExplanation: Equatable, Sendable {
    package var code: Gap.Code
    /// The missing data, in a sentence or two.
    package var summary: String
    /// How to close it, a paragraph; nil where nothing can be done.
    package var remedy: String?
    /// The codes of findings that are left out or say less without it.
    package var affects: [String]

    /// - Parameters:
    ///   - code: the gap's code.
    ///   - kinds: all kinds of objects that can be read: the code may be the gap of one of them.
    package init(_ code: Gap.Code, kinds: [ObjectKind]) {
        self.code = code
        let missing = code.missingPart(among: kinds)
        let kind = kinds.first { Gap.Code(missing: $0) == code }
        (summary, remedy) = kind.map(Self.words) ?? Self.words(code)
        affects = RuleCatalogue.codes(affectedBy: Gap(code: code, detail: "", missing: [missing].compactMap(\.self)))
    }

    private static func words(_ kind: ObjectKind) -> (String, String?) {
        (
            "The snapshot has no \(kind.inSentences): there are none, or they were not saved.",
            "`dsdoctor collect` saves them. Or save them with `kubectl get \(kind.resource) -A -o json` and add the file as "
                + "one more --snapshot."
        )
    }

    private static func words(_ code: Gap.Code) -> (String, String?) {
        switch code {
        case .logsMissing:
            return (
                "No container logs were read. Crash loops are found, but not the line that says why.",
                "`dsdoctor collect` saves the logs of failing containers. A directory or archive with logs can be added "
                    + "as one more --snapshot."
            )
        case .namespacesPartial:
            return (
                "Only some namespaces were saved: pods in the others take room and ports that the snapshot doesn't show.",
                "Save all namespaces, or grant the right to list them (`dsdoctor rbac`)."
            )
        case .podsPartial:
            return ("The DaemonSet's status counts pods that were not read.", "Save the pods of all namespaces.")
        case .nodesPartial:
            return ("The status counts nodes, or pods run on nodes, that were not read.", "Save all nodes.")
        case .captureTimeEstimated:
            return (
                "The snapshot doesn't record when it was captured. Its latest timestamp counts as now, so ages may be too small.",
                "Save it with `dsdoctor collect`, which records the time."
            )
        case .objectUnreadable:
            return ("An object couldn't be read and is left out; the others are used.", "Save the cluster again.")
        case .inputTruncated:
            return ("The input ends too early; what came before is used.", "Save or copy the file again.")
        case .valueRedacted:
            return ("The tool that saved the data hid values; dsdoctor treats them as unset.", nil)
        case .objectDuplicated:
            return ("An object was read more than once, from different moments; the newest is used.", nil)
        case .accessForbidden:
            return (
                "The API server refused access to some data.",
                "Grant the role that `dsdoctor rbac` prints."
            )
        case .collectorError:
            return ("The tool that collected the data reported an error.", "Collect it again.")
        case .daemonSetReconstructed:
            return (
                "The DaemonSet itself wasn't saved and was rebuilt from its pods: its node affinity and update strategy are unknown.",
                "Save the DaemonSets too: `kubectl get daemonsets -A -o json`."
            )
        case .daemonSetsNotLookedAt:
            return (
                "So many DaemonSets select so many nodes, pods or Services that one run doesn't look at them all. Those left out have the verdict `unknown`. Namespaces take turns, so that each has some that were looked at.",
                "Ask for some of them by name, or for one namespace (`-n`)."
            )
        default: return ("Part of the data is missing.", nil)
        }
    }
}
