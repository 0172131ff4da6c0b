import KubernetesModel
import Testing

@testable import DaemonSetPatching

struct DaemonSetPatchTests {
    static let manifest = """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent, namespace: logging}
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec:
              terminationGracePeriodSeconds: 30
              nodeSelector: {pool: general}
              tolerations: [{key: gpu, operator: Exists}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: c}}]
              containers:
                - name: agent
                  image: agent:1
                  imagePullPolicy: IfNotPresent
                  env: [{name: A, valueFrom: {configMapKeyRef: {name: m, key: k}}}]
                  resources: {requests: {cpu: 50m, memory: 3500Mi}, limits: {memory: 4Gi}}
                - {name: side, image: "side:1", imagePullPolicy: IfNotPresent}
        """

    private func daemonSet() throws -> DaemonSet { try #require(try read(Self.manifest).daemonSets.first) }

    private func patched(_ text: String) throws -> DaemonSetPatch.Result {
        try DaemonSetPatch.read(bytes: Array(text.utf8), name: "patch.yaml").apply(to: try daemonSet())
    }

    /// The line that a patch is refused with; nil when it is not.
    private func refusal(_ text: String) throws -> String? {
        let daemonSet = try daemonSet()
        do throws(PatchError) {
            _ = try DaemonSetPatch.read(bytes: Array(text.utf8), name: "patch.yaml").apply(to: daemonSet)
            return nil
        } catch {
            #expect(error.code == "bad-patch")
            return error.description
        }
    }

    @Test func `A strategic patch changes what it names and keeps the rest`() throws {
        let result = try patched(
            """
            spec:
              template:
                spec:
                  containers: [{name: agent, resources: {requests: {memory: 200Mi}}}]
            """)
        var expected = try daemonSet()
        var spec = expected.template.spec
        spec.containers[0].resources.requests["memory"] = try Quantity(parsing: "200Mi")
        expected.template.sharedSpec = Shared(spec)
        #expect(result.daemonSet == expected)
        #expect(result.ignored == [])
        #expect(result.changesTemplate)
    }

    @Test func `A list is a JSON patch`() throws {
        let result = try patched(
            #"[{"op": "add", "path": "/spec/template/spec/tolerations/-", "value": {"key": "b", "operator": "Exists"}}]"#
        )
        #expect(result.daemonSet.template.spec.tolerations.map(\.key) == ["gpu", "b"])
    }

    @Test func `A manifest puts its template in the place of the present one`() throws {
        let manifest = Self.manifest.replacing("pool: general", with: "pool: special").replacing("gpu", with: "tpu")
        let result = try patched("apiVersion: v1\nkind: ServiceAccount\n---\n" + manifest)
        #expect(result.daemonSet.template.spec.nodeSelector == ["pool": "special"])
        #expect(result.daemonSet.template.spec.tolerations.map(\.key) == ["tpu"])
        #expect(result.ignored == [])
        #expect(!(try patched(Self.manifest)).changesTemplate)
    }

    @Test func `A manifest may leave out what the API server fills in`() throws {
        let manifest = Self.manifest.replacing("terminationGracePeriodSeconds: 30", with: "")
            .replacing("imagePullPolicy: IfNotPresent", with: "restartPolicy: null")
        #expect(!(try patched(manifest)).changesTemplate)
    }

    @Test func `What the model does not hold is told, and restarts the pods all the same`() throws {
        let result = try patched(
            """
            metadata: {name: agent, annotations: {a: b}}
            spec:
              revisionHistoryLimit: 3
              template:
                metadata: {annotations: {restarted: now}}
                spec:
                  $setElementOrder/containers: [{name: agent}, {name: side}]
                  resourceClaims: [{name: gpu}]
                  containers: [{name: agent, workingDir: /x, env: [{name: A, value: "1"}, {name: B, value: "2"}]}]
            """)
        let expected = try daemonSet()
        #expect(result.daemonSet == expected)
        #expect(result.changesTemplate)
        #expect(
            Set(result.ignored) == [
                "metadata: does not affect placement", "spec.revisionHistoryLimit: does not affect placement",
                "spec.template.metadata.annotations: does not affect placement",
                "spec.template.spec.resourceClaims: is not simulated",
                "spec.template.spec.containers[agent].workingDir: does not affect placement",
                "spec.template.spec.containers[agent].env: does not affect placement",
            ])
    }

    @Test func `What is held and decides no place is applied and told`() throws {
        let result = try patched(
            #"[{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "agent:2"}]"#)
        #expect(result.daemonSet.template.spec.containers[0].image == "agent:2")
        #expect(result.ignored == ["spec.template.spec.containers[0].image: does not affect placement"])
    }

    @Test func `A word that the model does not tell from an absent one is told`() throws {
        let result = try patched(
            "spec: {template: {spec: {volumes: [{name: huge, emptyDir: {medium: HugePages}}]}}}")
        #expect(result.ignored == ["spec.template.spec.volumes[huge].emptyDir.medium: does not affect placement"])
        #expect(result.changesTemplate)
        let replaced = try patched(
            """
            - {op: add, path: /spec/template/spec/containers/1/restartPolicy, value: Always}
            - {op: replace, path: /spec/template/spec/containers/1/restartPolicy, value: OnFailure}
            """)
        #expect(
            replaced.ignored == ["spec.template.spec.containers[1].restartPolicy: does not affect placement"])
        #expect(!replaced.daemonSet.template.spec.containers[1].isRestartable)
    }

    @Test func `An operation on what the model does not hold is left out and told`() throws {
        let result = try patched(
            """
            - {op: test, path: /spec/template/spec/containers/0/env/0/name, value: A}
            - {op: add, path: /spec/template/metadata/annotations/a~1b, value: c}
            - {op: remove, path: /spec/template/spec/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution}
            """)
        #expect(result.daemonSet == (try daemonSet()))
        #expect(result.ignored.count == 3)
        #expect(result.changesTemplate)
    }

    @Test func `The update strategy and the seconds a pod must be ready change no template`() throws {
        let result = try patched("spec: {minReadySeconds: 30, updateStrategy: {type: OnDelete}}")
        #expect(result.daemonSet.minReadySeconds == 30)
        #expect(result.daemonSet.updateStrategy == .onDelete)
        #expect(!result.changesTemplate)
    }

    @Test func `A new container gets the policy that the API server gives it`() throws {
        let result = try patched(
            #"{"spec": {"template": {"spec": {"containers": [{"name": "new", "image": "host:5000/x"}]}}}}"#)
        #expect(result.daemonSet.template.spec.containers.map(\.name) == ["new", "agent", "side"])
        #expect(result.daemonSet.template.spec.containers[0].imagePullPolicy == "Always")
    }

    static let refusals: [(name: String, text: String, parts: [String])] = [
        ("empty", "", ["patch.yaml: it is empty"]),
        ("text alone", "hello", ["patch.yaml"]),
        ("broken YAML", "spec: {a: [}", ["line 1"]),
        ("broken JSON", #"{"spec": {"a" 1}}"#, ["patch.yaml"]),
        (
            "an unknown field", "spec: {template: {spec: {tolerationz: []}}}",
            [
                "spec.template.spec.tolerationz", "did you mean tolerations?",
            ]
        ),
        (
            "an unknown field of a container", "spec: {template: {spec: {containers: [{name: agent, img: x}]}}}",
            [
                "spec.template.spec.containers[agent].img"
            ]
        ),
        ("a field in the wrong place", "spec: {nodeSelector: {a: b}}", ["spec.nodeSelector", "no such field"]),
        ("a text where a list must be", "spec: {template: {spec: {tolerations: gpu}}}", ["\"gpu\"", "a list"]),
        ("a list where a mapping must be", "spec: {template: {spec: {nodeSelector: [a]}}}", ["a mapping"]),
        (
            "no quantity",
            "spec: {template: {spec: {containers: [{name: agent, resources: {requests: {memory: lots}}}]}}}",
            [
                "lots", "quantity",
            ]
        ),
        (
            "a container that is not there", "spec: {template: {spec: {containers: [{name: agnet, resources: {}}]}}}",
            [
                "containers[agnet]", "no image",
            ]
        ),
        ("a container without a name", "spec: {template: {spec: {containers: [{image: x}]}}}", ["lacks name"]),
        (
            "a request above the limit",
            "spec: {template: {spec: {containers: [{name: agent, resources: {requests: {memory: 5Gi}}}]}}}",
            [
                "requests.memory", "more than the limit of 4Gi",
            ]
        ),
        (
            "two sources of a volume", "spec: {template: {spec: {volumes: [{name: data, emptyDir: {}}]}}}",
            [
                "volumes[data]", "emptyDir and persistentVolumeClaim",
            ]
        ),
        (
            "two handlers of a probe",
            "spec: {template: {spec: {containers: [{name: agent, livenessProbe: {exec: {command: [a]}, grpc: {port: 1}}}]}}}",
            ["containers[agent].livenessProbe", "exec and grpc"]
        ),
        (
            "a word that the API server does not know", "spec: {updateStrategy: {type: OnDelet}}",
            ["spec.updateStrategy.type", "OnDelet", "did you mean OnDelete?"]
        ),
        ("another selector", "spec: {selector: {matchLabels: {app: b}}}", ["spec.selector", "cannot be changed"]),
        ("labels that miss the selector", "spec: {template: {metadata: {labels: {app: b}}}}", ["spec.selector"]),
        ("another kind", "kind: Deployment\nspec: {template: {}}", ["kind", "Deployment"]),
        ("another DaemonSet", "metadata: {name: other}", ["metadata.name", "other"]),
        ("several patches", "spec: {}\n---\nspec: {}", ["2 documents"]),
        ("an unknown operation", "[{op: put, path: /spec}]", ["operation 1", "put", "replace"]),
        ("an operation without a path", "[{op: remove}]", ["operation 1", "path"]),
        ("a path without a slash", "[{op: remove, path: spec.template}]", ["does not begin with /"]),
        ("a path to nowhere", "[{op: remove, path: /spec/template/spec/schedulingGates}]", ["does not exist"]),
        (
            "a path that is no field", "[{op: add, path: /spec/template/spec/toleration/-, value: {}}]",
            [
                "spec.template.spec.toleration", "did you mean tolerations?",
            ]
        ),
        ("an index beyond the end", "[{op: remove, path: /spec/template/spec/tolerations/1}]", ["no element 1"]),
        (
            "a test that fails", "[{op: test, path: /spec/template/spec/nodeSelector/pool, value: x}]",
            [
                "\"general\"", "\"x\"",
            ]
        ),
        ("an unknown directive", "spec: {template: {spec: {nodeSelector: {$patch: remove}}}}", ["$patch", "remove"]),
    ]

    @Test(arguments: refusals)
    func `A bad patch is told in one line`(name: String, text: String, parts: [String]) throws {
        let line = try #require(try refusal(text), "\(name)")
        for part in parts { #expect(line.contains(part), "\(name)") }
        #expect(line.hasPrefix("patch.yaml: "))
        #expect(!line.contains("\n"))
        #expect(!line.contains("snapshot"), "a hint about snapshots helps nobody here")
    }
}
