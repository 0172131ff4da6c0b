extension PatchSchema {
    /// `apps/v1` DaemonSet with the fields of Kubernetes 1.36, in the notation of ``PatchSchema/init(_:)``.
    static let daemonSetText = """
        DaemonSet: apiVersion kind -metadata:ObjectMeta spec:DaemonSetSpec -status:?
        ObjectMeta: name generateName namespace uid resourceVersion generation selfLink creationTimestamp
        ObjectMeta: deletionTimestamp deletionGracePeriodSeconds labels:{} annotations:{} finalizers:[+]
        ObjectMeta: ownerReferences:[uid]OwnerReference managedFields:[]?
        OwnerReference: apiVersion kind name uid controller blockOwnerDeletion
        DaemonSetSpec: selector:LabelSelector template:PodTemplateSpec updateStrategy:UpdateStrategy minReadySeconds
        DaemonSetSpec: -revisionHistoryLimit
        UpdateStrategy: type rollingUpdate:RollingUpdate
        RollingUpdate: maxUnavailable maxSurge
        LabelSelector: matchLabels:{} matchExpressions:[]Requirement
        Requirement: key operator values:[]
        PodTemplateSpec: metadata:TemplateMeta spec:PodSpec
        TemplateMeta: labels:{} -annotations:{} -name -generateName -namespace -finalizers:[+] -creationTimestamp
        TemplateMeta: -ownerReferences:[uid]OwnerReference
        PodSpec: containers:[name]Container initContainers:[name]Container volumes:[name]Volume nodeSelector:{} nodeName
        PodSpec: affinity:Affinity tolerations:[]Toleration topologySpreadConstraints:[topologyKey]TopologySpread
        PodSpec: schedulingGates:[name]Name schedulerName priorityClassName priority preemptionPolicy runtimeClassName
        PodSpec: overhead:{} resources:Resources hostNetwork .hostPID .serviceAccountName .restartPolicy
        PodSpec: .terminationGracePeriodSeconds .imagePullSecrets:[name]Name
        PodSpec: -activeDeadlineSeconds -automountServiceAccountToken -dnsConfig:? -dnsPolicy -enableServiceLinks
        PodSpec: -ephemeralContainers:[name]Container -hostAliases:[ip]HostAlias -hostIPC -hostUsers -hostname
        PodSpec: -hostnameOverride -readinessGates:[]? -securityContext:? -serviceAccount -setHostnameAsFQDN
        PodSpec: -shareProcessNamespace -subdomain !os:? !resourceClaims:[name]Claim !schedulingGroup:? !workloadRef:?
        HostAlias: ip hostnames:[]
        Claim: name resourceClaimName resourceClaimTemplateName
        Name: name
        Container: name .image .imagePullPolicy resources:Resources ports:[containerPort]Port restartPolicy
        Container: .command:[] .livenessProbe:Probe .readinessProbe:Probe .startupProbe:Probe
        Container: .volumeMounts:[mountPath]Mount -args:[] -env:[name]Variable -envFrom:[]? -lifecycle:?
        Container: -resizePolicy:[]? -restartPolicyRules:[]? -securityContext:? -stdin -stdinOnce
        Container: -terminationMessagePath -terminationMessagePolicy -tty -volumeDevices:[devicePath]Device -workingDir
        Container: -targetContainerName
        Resources: requests:{} limits:{} !claims:[]?
        Port: containerPort hostPort hostIP protocol .name
        Probe: httpGet:HTTPGet tcpSocket:TCPSocket exec:Exec grpc:GRPC initialDelaySeconds periodSeconds timeoutSeconds
        Probe: failureThreshold -successThreshold -terminationGracePeriodSeconds
        HTTPGet: host port path -scheme -httpHeaders:[]?
        TCPSocket: host port
        Exec: command:[]
        GRPC: port -service
        Mount: name mountPath -subPath -subPathExpr -readOnly -recursiveReadOnly -mountPropagation
        Device: name devicePath
        Variable: name value valueFrom:?
        Toleration: key operator value effect tolerationSeconds
        TopologySpread: maxSkew topologyKey whenUnsatisfiable labelSelector:LabelSelector minDomains nodeAffinityPolicy
        TopologySpread: nodeTaintsPolicy matchLabelKeys:[]
        Affinity: nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAffinity
        NodeAffinity: requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
        NodeAffinity: -preferredDuringSchedulingIgnoredDuringExecution:[]?
        NodeSelector: nodeSelectorTerms:[]Term
        Term: matchExpressions:[]Requirement matchFields:[]Requirement
        PodAffinity: requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
        PodAffinity: -preferredDuringSchedulingIgnoredDuringExecution:[]?
        PodAffinityTerm: labelSelector:LabelSelector namespaces:[] namespaceSelector:LabelSelector topologyKey
        PodAffinityTerm: matchLabelKeys:[] mismatchLabelKeys:[]
        Volume: name persistentVolumeClaim:ClaimSource hostPath:HostPath emptyDir:EmptyDir configMap:ConfigMapSource
        Volume: secret:SecretSource csi:CSISource ephemeral:Opaque projected:Opaque downwardAPI:Opaque nfs:Opaque
        Volume: iscsi:Opaque glusterfs:Opaque rbd:Opaque cephfs:Opaque flexVolume:Opaque cinder:Opaque fc:Opaque
        Volume: flocker:Opaque azureFile:Opaque azureDisk:Opaque vsphereVolume:Opaque quobyte:Opaque gitRepo:Opaque
        Volume: photonPersistentDisk:Opaque portworxVolume:Opaque scaleIO:Opaque storageos:Opaque image:Opaque
        Volume: gcePersistentDisk:Opaque awsElasticBlockStore:Opaque
        ClaimSource: claimName -readOnly
        HostPath: path type
        EmptyDir: sizeLimit medium
        ConfigMapSource: name optional -items:[]? -defaultMode
        SecretSource: secretName optional -items:[]? -defaultMode
        CSISource: driver -readOnly -fsType -volumeAttributes:{} -nodePublishSecretRef:?
        """

    /// The type of which only the presence is held: its fields are whatever they are.
    static let opaque = "Opaque"
}
