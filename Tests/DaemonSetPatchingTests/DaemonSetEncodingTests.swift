import KubernetesModel
import ObjectDecoding
import SnapshotCollector
import TestBuilders
import Testing

@testable import DaemonSetPatching

struct DaemonSetEncodingTests {
    private func decoded(_ daemonSet: DaemonSet) throws -> DaemonSet {
        try ObjectDecoder().daemonSet(in: daemonSet.encoded)
    }

    private func expectSame(_ daemonSet: DaemonSet) throws {
        let result = try decoded(daemonSet)
        #expect(result.template == daemonSet.template, "\(daemonSet.metadata.qualifiedName)")
        #expect(result.selector == daemonSet.selector)
        #expect(result.updateStrategy == daemonSet.updateStrategy)
        #expect(result.minReadySeconds == daemonSet.minReadySeconds)
    }

    @Test(arguments: ShippedSnapshot.allCases)
    func `What is encoded is decoded to the same template`(sample: ShippedSnapshot) throws {
        let daemonSets = try SnapshotReader.read(path: sample.path).daemonSets
        #expect(!daemonSets.isEmpty)
        for daemonSet in daemonSets { try expectSame(daemonSet) }
    }

    @Test func `Whatever the model holds of a template is encoded`() throws {
        let snapshot = try read(
            #"""
            {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "agent", "namespace": "logging"},
             "spec": {"selector": {"matchLabels": {"app": "a"},
                "matchExpressions": [{"key": "app", "operator": "In", "values": ["a"]}]},
              "minReadySeconds": 7, "updateStrategy": {"rollingUpdate": {"maxUnavailable": 0, "maxSurge": "25%"}},
              "template": {"metadata": {"labels": {"app": "a"}}, "spec": {
               "nodeName": "n1", "nodeSelector": {"a/b": "c"}, "priority": -5, "preemptionPolicy": "Never",
               "priorityClassName": "p", "runtimeClassName": "r", "overhead": {"cpu": "1.5"}, "hostNetwork": true,
               "hostPID": true, "serviceAccountName": "s", "schedulerName": "mine", "terminationGracePeriodSeconds": 0,
               "resources": {"limits": {"memory": "3500Mi"}}, "schedulingGates": [{"name": "g"}],
               "imagePullSecrets": [{"name": "i"}],
               "affinity": {
                "nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
                 {"matchExpressions": [{"key": "k", "operator": "Gt", "values": ["5"]}, {"key": "q", "operator": "Odd"}],
                  "matchFields": [{"key": "metadata.name", "operator": "In", "values": ["n"]}]}, {}]}},
                "podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
                 {"topologyKey": "z", "labelSelector": {}, "namespaceSelector": {}, "matchLabelKeys": ["v"]}]},
                "podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
                 {"topologyKey": "z", "namespaces": ["x"], "mismatchLabelKeys": ["v"]}]}},
               "topologySpreadConstraints": [{"maxSkew": 2, "topologyKey": "z", "whenUnsatisfiable": "ScheduleAnyway",
                "labelSelector": {"matchLabels": {"app": "a"}}, "minDomains": 3, "nodeAffinityPolicy": "Ignore",
                "nodeTaintsPolicy": "Honor", "matchLabelKeys": ["v"]}],
               "tolerations": [{"operator": "Exists"}, {"key": "k", "value": "v", "effect": "NoExecute",
                 "tolerationSeconds": 0}, {"key": "k", "operator": "Like", "effect": "NoFun"}],
               "volumes": [{"name": "a"}, {"name": "b", "emptyDir": {"medium": "Memory", "sizeLimit": "1G"}},
                {"name": "c", "persistentVolumeClaim": {"claimName": "c"}}, {"name": "d", "hostPath": {"path": "/p",
                "type": "File"}}, {"name": "e", "configMap": {"name": "m", "optional": true}},
                {"name": "f", "secret": {"secretName": "s"}}, {"name": "g", "csi": {"driver": "d"}},
                {"name": "h", "ephemeral": {"volumeClaimTemplate": {}}}, {"name": "i", "nfs": {"server": "s"}}],
               "initContainers": [{"name": "side", "image": "x", "restartPolicy": "Always"}],
               "containers": [{"name": "one", "image": "y", "imagePullPolicy": "Never", "command": ["a", "b c"],
                "resources": {"requests": {"cpu": "1500m", "memory": "1.5Gi", "example.com/gpu": 1},
                 "limits": {"memory": "129e6"}},
                "ports": [{"name": "p", "containerPort": 53, "hostPort": 53, "hostIP": "127.0.0.1", "protocol": "UDP"}],
                "livenessProbe": {"httpGet": {"host": "::1", "port": "web", "path": "/a:b/c"}, "failureThreshold": 9},
                "readinessProbe": {"exec": {"command": ["cat", "/tmp/ok"]}, "initialDelaySeconds": 4},
                "startupProbe": {"grpc": {"port": 9000}, "timeoutSeconds": 2, "periodSeconds": 3},
                "env": [{"name": "A", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k", "optional": true}}}],
                "envFrom": [{"configMapRef": {"name": "m"}}], "volumeMounts": [{"name": "a", "mountPath": "/a"}]},
                {"name": "two", "readinessProbe": {"tcpSocket": {"port": 80}}, "livenessProbe": {}}]}}}}
            """#)
        let daemonSet = try #require(snapshot.daemonSets.first)
        try expectSame(daemonSet)
        // Every part of the text has to arrive in the model, or the comparison above proves nothing.
        #expect(daemonSet.template.spec.containers.count == 2)
        #expect(daemonSet.template.spec.volumes.count == 9)
        #expect(daemonSet.template.nodeName == "n1")
    }

    @Test func `An update on deletion stays one`() throws {
        var daemonSet = DaemonSet()
        daemonSet.updateStrategy = .onDelete
        try expectSame(daemonSet)
    }
}
