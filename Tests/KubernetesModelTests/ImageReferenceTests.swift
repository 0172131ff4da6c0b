import KubernetesModel
import TestBuilders
import Testing

struct ImageReferenceTests {
    @Test(arguments: [
        ("busybox", "docker.io/library/busybox:latest"),
        ("busybox:1.36", "index.docker.io/library/busybox:1.36"),
        ("fluent/fluentd:v1", "docker.io/fluent/fluentd:v1"),
        ("registry.example:5000/agent", "registry.example:5000/agent:latest"),
        ("docker-pullable://agent@sha256:ab", "registry.example/agent@sha256:ab"),
        ("agent:1@sha256:ab", "sha256:ab"),
    ])
    func `Two names of one image have a key in common`(_ pair: (String, String)) {
        #expect(!Set(ImageReference.keys(of: pair.0)).isDisjoint(with: ImageReference.keys(of: pair.1)))
    }

    @Test(arguments: [
        ("busybox:1.36", "busybox:1.37"), ("quay.io/library/busybox", "busybox"), ("agent@sha256:ab", "agent:latest"),
        ("localhost/agent", "docker.io/localhost/agent"), ("<none>@<none>", "<none>@<none>"),
    ])
    func `Names of different images have none`(_ pair: (String, String)) {
        #expect(Set(ImageReference.keys(of: pair.0)).isDisjoint(with: ImageReference.keys(of: pair.1)))
    }

    @Test(arguments: ["@", "@@", "://", "://@", ":", "/", "@:", "/@/", "sha256:", "agent@"])
    func `A name of separators is read, and shares no image with another one`(_ reference: String) {
        #expect(Set(ImageReference.keys(of: reference)).isDisjoint(with: ImageReference.keys(of: "agent:1")))
        _ = (ImageReference.registry(of: reference), ImageReference.repository(of: reference))
    }

    @Test func `Images of pods that run or come back are in use, and so are sandboxes`() {
        var machine = node("n1")
        machine.images = [
            NodeImage(names: ["docker.io/library/running:latest"], sizeBytes: 1),
            NodeImage(names: ["registry.example/daemon@sha256:aa", "registry.example/daemon:2"], sizeBytes: 2),
            NodeImage(names: ["registry.k8s.io/pause:3.10"], sizeBytes: 4),
            NodeImage(names: ["registry.example/done:1"], sizeBytes: 8),
            NodeImage(names: ["registry.example/unknown:1"], sizeBytes: 16),
        ]
        let agent = daemonSet("agent", spec: podSpec([container(image: "registry.example/daemon:2")]))
        let pods = [
            pod("running", on: "n1", spec: podSpec([container(image: "running")])),
            daemonPod(of: agent, on: "n1") { $0.status.phase = .failed },
            pod("done", on: "n1", spec: podSpec([container(image: "registry.example/done:1")])) {
                $0.status.phase = .succeeded
            },
        ]
        #expect(machine.unusedImages(besides: pods).map(\.sizeBytes) == [8, 16])
    }
}
