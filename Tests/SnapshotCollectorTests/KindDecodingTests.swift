import ClusterSnapshot
import KubernetesModel
import Testing

/// A snapshot of one object, of which the inside is given without the braces around it.
private func read(_ kind: String, _ apiVersion: String, _ members: String) throws -> Snapshot {
    try read(#"{"apiVersion": "\#(apiVersion)", "kind": "\#(kind)", "metadata": {"name": "x"}, \#(members)}"#)
}

/// The same for an object of the core group.
private func read(_ kind: String, _ members: String) throws -> Snapshot { try read(kind, "v1", members) }

@Suite("Decoding the other kinds")
struct KindDecodingTests {
    @Test("a Node")
    func node() throws {
        let node = try #require(
            try read(
                "Node",
                #"""
                "spec": {"unschedulable": true, "providerID": "p", "taints": [
                  {"key": "a", "effect": "NoExecute", "timeAdded": "2026-11-21T21:00:00Z"}, {"key": "b", "effect": "X"}]},
                "status": {"allocatable": {"cpu": "1500m"}, "capacity": {"cpu": "2"},
                  "images": [{"names": ["i:1"], "sizeBytes": 5}], "nodeInfo": {"kubeletVersion": "v1.36.2"},
                  "conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady"}]}
                """#
            ).nodes.first)
        #expect(node.isUnschedulable && node.isReady && node.providerID == "p")
        #expect(node.taints.map(\.effect) == [.noExecute, nil])
        #expect(node.taints[0].timeAdded == Timestamp("2026-11-21T21:00:00Z"))
        #expect(node.allocatable["cpu"] == Quantity(milliUnits: 1500))
        #expect(node.images == [NodeImage(names: ["i:1"], sizeBytes: 5)])
        #expect(node.info.kubeletVersion == "v1.36.2")
    }

    @Test("what a pod uses, which the metrics server tells")
    func podMetrics() throws {
        let usage = #""containers": [{"name": "agent", "usage": {"cpu": "250m", "memory": "180Mi"}}]"#
        let metrics = try read("PodMetrics", "metrics.k8s.io/v1beta1", usage).podMetrics
        #expect(metrics.map(\.metadata.name) == ["x"])
        #expect(metrics.first?.containers.first?.usage["memory"] == Quantity(units: 180 << 20))
        #expect(try read("PodMetrics", "other.example/v1", usage).podMetrics.isEmpty)
    }

    @Test(
        "a DaemonSet's update strategy, with its defaults",
        arguments: [
            ("{}", DaemonSet.UpdateStrategy.rollingUpdate(maxUnavailable: .number(1), maxSurge: .number(0))),
            (#"{"type": "OnDelete", "rollingUpdate": null}"#, .onDelete),
            (
                #"{"rollingUpdate": {"maxUnavailable": "10%", "maxSurge": "2"}}"#,
                .rollingUpdate(maxUnavailable: .percent(10), maxSurge: .number(2))
            ),
        ])
    func updateStrategy(_ text: String, _ expected: DaemonSet.UpdateStrategy) throws {
        let snapshot = try read("DaemonSet", "apps/v1", #""spec": {"updateStrategy": \#(text)}"#)
        #expect(snapshot.daemonSets.first?.updateStrategy == expected)
    }

    /// A DaemonSet and its revision, each with a template of its own.
    private func snapshot(template: String, revision: String, owner: String = "DaemonSet") throws -> Snapshot {
        try read(
            """
            {"kind": "List", "items": [
              {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "d", "uid": "u"},
               "spec": {"template": \(template)}},
              {"apiVersion": "apps/v1", "kind": "ControllerRevision", "revision": 2,
               "data": {"spec": {"template": \(revision)}},
               "metadata": {"name": "d-1", "labels": {"controller-revision-hash": "1"}, "ownerReferences": [
                 {"kind": "\(owner)", "name": "d", "uid": "u", "controller": true}]}}]}
            """)
    }

    /// A template as the API server writes it, with its members in another order.
    private static let template = #"""
        {"metadata": {"creationTimestamp": null, "labels": {"a": "b"}, "annotations": {"x": "1"}}, "spec": {"containers": [
          {"name": "c", "image": "i:1", "env": [{"name": "A", "value": "v"}], "resources": {}}], "restartPolicy": "Always"}}
        """#

    @Test(
        "a revision's template is the DaemonSet's own only where it is that in everything",
        arguments: [
            (template, true),
            (
                #"""
                {"$patch": "replace", "spec": {"restartPolicy": "Always", "containers": [{"resources": {}, "image": "i:1",
                  "env": [{"value": "v", "name": "A"}], "name": "c"}]},
                  "metadata": {"annotations": {"x": "1"}, "labels": {"a": "b"}}}
                """#, true
            ),
            (template.replacing(#""x": "1""#, with: #""x": "2""#), false),
            (template.replacing(#""value": "v""#, with: #""value": "w""#), false),
            (template.replacing("i:1", with: "i:2"), false),
            (template.replacing(#""a": "b""#, with: #""a": "c""#), false),
            (template.replacing(#""name": "c""#, with: #""name": "c", "stdin": true"#), false),
            (template.replacing(#""resources": {}"#, with: #""resources": {"requests": {"cpu": "1"}}"#), false),
            (template.replacing("restartPolicy", with: "hostIPC"), false),
        ])
    func revisionTemplate(_ revision: String, _ isSame: Bool) throws {
        let snapshot = try snapshot(template: Self.template, revision: revision)
        let template = try #require(snapshot.controllerRevisions.first?.template)
        #expect(template.isIdentical(to: snapshot.daemonSets[0].template) == isSame)
        #expect(snapshot.controllerRevisions[0].revision == 2)
    }

    @Test("a revision of another owner, or of something else, has no template")
    func otherRevisions() throws {
        let other = try snapshot(template: "{}", revision: #"{"spec": {"volumes": {"x": 1}}}"#, owner: "VirtualMachine")
        #expect(other.controllerRevisions.count == 1)
        #expect(other.controllerRevisions[0].template == nil)
        let none = try snapshot(template: "{}", revision: "null")
        #expect(none.controllerRevisions[0].template?.isIdentical(to: none.daemonSets[0].template) != true)
    }

    @Test("a DaemonSet keeps the affinity of its template, and its annotation tells the generation")
    func daemonSet() throws {
        let snapshot = try read(
            #"""
            {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "d", "generation": 4,
              "annotations": {"deprecated.daemonset.template.generation": "3"}},
             "spec": {"selector": {"matchLabels": {"a": "b"}, "matchExpressions": [
                {"key": "c", "operator": "NotIn", "values": ["d"]}]}, "minReadySeconds": 5,
              "template": {"metadata": {"labels": {"a": "b"}, "name": "other"}, "spec": {"nodeName": "n",
                "affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms":
                [{"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n1"]}]}]}}}}}},
             "status": {"desiredNumberScheduled": 7, "numberReady": 6, "observedGeneration": 4}}
            """#)
        let daemonSet = try #require(snapshot.daemonSets.first)
        #expect(daemonSet.name == "d" && daemonSet.templateGeneration == 3 && daemonSet.minReadySeconds == 5)
        #expect(daemonSet.selector.matchExpressions == [.init(key: "c", comparison: .notIn, values: ["d"])])
        #expect(daemonSet.template.spec.requiredNodeAffinity != nil)
        #expect(daemonSet.template.nodeName == "n" && daemonSet.template.labels == ["a": "b"])
        #expect(daemonSet.status.desiredNumberScheduled == 7 && daemonSet.status.observedGeneration == 4)
    }

    @Test("an event in both forms")
    func events() throws {
        let old = try read(
            "Event",
            #"""
            "involvedObject": {"kind": "Pod", "namespace": "a", "name": "p", "fieldPath": "spec.containers{c}"},
            "reason": "BackOff", "message": "m", "type": "Warning", "count": null, "eventTime": null,
            "firstTimestamp": "2026-11-21T21:00:00Z", "lastTimestamp": "2026-11-21T21:05:00Z",
            "source": {"component": "kubelet", "host": "n1"}, "series": {"count": 9}
            """#)
        let new = try read(
            "Event", "events.k8s.io/v1",
            #"""
            "regarding": {"kind": "Pod", "namespace": "a", "name": "p"}, "reason": "BackOff", "note": "m",
            "type": "Warning", "eventTime": "2026-11-21T21:00:00.123456Z", "deprecatedCount": 4,
            "series": {"count": 9, "lastObservedTime": "2026-11-21T21:05:00Z"},
            "reportingController": "kubelet", "reportingInstance": "n1"
            """#)
        let (first, second) = (try #require(old.events.first), try #require(new.events.first))
        for event in [first, second] {
            #expect(event.regarding.name == "p" && event.message == "m" && event.isWarning && event.count == 9)
            #expect(event.source == "kubelet" && event.host == "n1")
            #expect(event.lastTimestamp == Timestamp("2026-11-21T21:05:00Z"))
        }
        #expect(second.firstTimestamp?.microseconds == Timestamp("2026-11-21T21:00:00.123456Z")?.microseconds)
    }

    @Test("an event without any time happened when it was made, once")
    func bareEvent() throws {
        let event = try #require(
            try read(#"{"kind":"Event","metadata":{"name":"e","creationTimestamp":"2026-11-21T21:00:00Z"}}"#).events
                .first)
        #expect(event.count == 1)
        #expect(event.lastTimestamp == Timestamp("2026-11-21T21:00:00Z"))
    }

    @Test("Services and endpoint slices")
    func services() throws {
        let service = try #require(
            try read(
                "Service",
                #"""
                "spec": {"selector": {"a": "b"}, "clusterIP": "None", "internalTrafficPolicy": "Local",
                  "ports": [{"port": 80, "targetPort": "web"}, {"port": 81, "targetPort": 8081}, {"port": 82}]}
                """#
            ).services.first)
        #expect(service.selector == ["a": "b"] && service.isHeadless && service.isInternalTrafficLocal)
        #expect(service.ports.map(\.targetPort) == ["web", "8081", "82"])
        #expect(try read("Service", #""spec": {}"#).services.first?.selector == nil)
        let slice = try #require(
            try read(
                "EndpointSlice", "discovery.k8s.io/v1",
                #"""
                "endpoints": [{"nodeName": "n", "targetRef": {"name": "p"}, "conditions": {"ready": false}},
                  {"conditions": {"ready": null}}, {}]
                """#
            ).endpointSlices.first)
        #expect(slice.endpoints.map(\.isReady) == [false, true, true])
        #expect(slice.endpoints[0].podName == "p")
    }

    @Test("budgets, classes, quotas and limits")
    func policies() throws {
        let budget = try read(
            "PodDisruptionBudget", "policy/v1",
            #""spec": {"selector": {}}, "status": {"disruptionsAllowed": 2, "disruptedPods": {"b": "t", "a": "t"}}"#)
        #expect(budget.podDisruptionBudgets.first?.selector?.isEmpty == true)
        #expect(budget.podDisruptionBudgets.first?.disruptedPods == ["a", "b"])
        let priority = try read("PriorityClass", "scheduling.k8s.io/v1", #""value": -5, "preemptionPolicy": "Never""#)
        #expect(priority.priorityClasses.first?.value == -5)
        #expect(priority.priorityClasses.first?.neverPreempts == true)
        let runtime = try read(
            "RuntimeClass", "node.k8s.io/v1",
            #""overhead": {"podFixed": {"cpu": "250m"}}, "scheduling": {"nodeSelector": {"a": "b"}, "tolerations": [{}]}"#
        )
        #expect(runtime.runtimeClasses.first?.overhead["cpu"] == Quantity(milliUnits: 250))
        #expect(runtime.runtimeClasses.first?.nodeSelector == ["a": "b"])
        let quota = try read("ResourceQuota", #""spec": {"hard": {"pods": "5"}}, "status": {"used": {"pods": "4"}}"#)
        #expect(quota.resourceQuotas.first?.hard["pods"] == Quantity(units: 5))
        #expect(quota.resourceQuotas.first?.used["pods"] == Quantity(units: 4))
        let range = try read("LimitRange", #""spec": {"limits": [{"type": "Pod", "default": {"cpu": 1}}]}"#)
        #expect(range.limitRanges.first?.limits.first?.defaultLimits["cpu"] == Quantity(units: 1))
        #expect(try read("Namespace", #""status": {"phase": "Terminating"}"#).namespaces.first?.isTerminating == true)
    }

    @Test("claims, volumes, storage classes and CSI nodes")
    func storage() throws {
        let claim = try read(
            "PersistentVolumeClaim",
            #""spec": {"volumeName": "v", "resources": {"requests": {"storage": "1Gi"}}}, "status": {"phase": "Bound"}"#
        )
        #expect(claim.persistentVolumeClaims.first?.storageClassName == nil)
        #expect(claim.persistentVolumeClaims.first?.phase == "Bound")
        #expect(claim.persistentVolumeClaims.first?.requests["storage"] == Quantity(units: 1 << 30))
        let volume = try read(
            "PersistentVolume",
            #"""
            "spec": {"claimRef": {"namespace": "a", "name": "c"}, "csi": {"driver": "d", "volumeHandle": "h"},
              "nodeAffinity": {"required": {"nodeSelectorTerms": [{"matchExpressions": [
              {"key": "zone", "operator": "In", "values": ["z"]}]}]}}}
            """#)
        #expect(volume.persistentVolumes.first?.claimName == "c")
        #expect(volume.persistentVolumes.first?.csiDriver == "d")
        #expect(volume.persistentVolumes.first?.nodeAffinity?.terms.count == 1)
        let storageClass = try read(
            "StorageClass", "storage.k8s.io/v1",
            #"""
            "volumeBindingMode": "WaitForFirstConsumer",
            "allowedTopologies": [{"matchLabelExpressions": [{"key": "zone", "values": ["z"]}]}]
            """#)
        #expect(storageClass.storageClasses.first?.waitsForFirstConsumer == true)
        #expect(storageClass.storageClasses.first?.allowedTopologies.first?.matchExpressions.first?.comparison == .isIn)
        let node = try read(
            "CSINode", "storage.k8s.io/v1", #""spec": {"drivers": [{"name": "d", "allocatable": {"count": 3}}, {}]}"#)
        #expect(node.csiNodes.first?.drivers.map(\.allocatableCount) == [3, nil])
    }

    @Test("what has a known kind's name in another group is something else")
    func groups() throws {
        #expect(try read("Service", "serving.knative.dev/v1", #""spec": 1"#).services.isEmpty)
        #expect(try read("Widget", "example.com/v1", #""spec": 1"#).isEmpty)
    }

    @Test("every annotation that the model knows is kept")
    func annotations() throws {
        let pairs = Annotation.known.sorted().map { #""\#($0)": "v""# }.joined(separator: ", ")
        let node = try read(#"{"kind": "Node", "metadata": {"name": "x", "annotations": {\#(pairs), "y": "z"}}}"#)
        #expect(node.nodes.first?.metadata.annotations.pairs.map(\.key) == Annotation.known.sorted())
    }
}
