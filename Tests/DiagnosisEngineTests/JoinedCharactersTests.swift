import KubernetesModel
import Testing

@testable import DiagnosisEngine

/// Characters that are one with their neighbours, and texts that are nothing but separators: what is found among bytes is
/// no place among characters then.
struct JoinedCharactersTests {
    @Test(arguments: [
        ("web-5d4f", "5d4f", "a/web"), ("-\u{301}x", "\u{301}x", "a/"), ("web-\u{301}x", "\u{301}x", "a/we"),
        ("5d4f", "5d4f", "a/5d4f"), ("-", "", "a/"), ("", "", "a/"),
    ])
    func `A ReplicaSet's hash is taken off its name`(owner: String, hash: String, workload: String) {
        var pod = Pod()
        pod.metadata.namespace = "a"
        pod.metadata.labels = Labels([.init(key: "pod-template-hash", value: hash)])
        pod.metadata.ownerReferences = [
            OwnerReference(kind: "ReplicaSet", name: owner, uid: "u", isController: true)
        ]
        #expect(Workload.name(of: pod) == workload)
    }

    @Test(arguments: [
        (":9100", true), ("9100", true), ("port=9100", true), ("\u{600}9100", false), ("\u{600}:9100", false),
        (":9100\u{301}", true), (":91000", false), ("", false), (":", false), (":9100.5", false),
    ])
    func `A port is named behind a colon or an equals sign`(text: String, isNamed: Bool) {
        #expect(PortHolder.isNamed(9100, in: text) == isNamed)
    }

    @Test(arguments: [
        "/", "//", "@", ":", "://", ",", "=", "-", ".", "()", "['", "']", "\u{600}", "\u{301}", "\u{600}:",
    ])
    func `A text of separators alone ends nothing`(text: String) {
        var pod = Pod()
        pod.metadata.name = text
        pod.metadata.namespace = text
        #expect(!Workload.name(of: pod).isEmpty)
        _ = TakenPort.port(in: "\(text)9100\(text)address already in use\(text)9100")
        _ = (ImageReference.keys(of: text), ImageReference.registry(of: text), ImageReference.repository(of: text))
        _ = (LabelSelector(parsing: text), KubernetesVersion(text), SchedulerMessage(text), EvictionMessage(text))
        _ = (StartFailure(text), CreationFailure(text), MissingConfig(text), LogLevel(of: text))
        _ = ImagePullFailure(text, image: text)
    }
}
