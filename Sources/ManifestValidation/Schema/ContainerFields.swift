extension ManifestSchema {
    /// The fields of a container; see ``ManifestSchema`` for the notation.
    static let containerFields = """
        Container
            name image command:[string] args:[string] workingDir ports:[ContainerPort] envFrom:[EnvFromSource]
            env:[EnvVar] resources:ResourceRequirements resizePolicy:[ContainerResizePolicy] restartPolicy
            restartPolicyRules:[ContainerRestartRule] volumeMounts:[VolumeMount] volumeDevices:[VolumeDevice]
            livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:Lifecycle terminationMessagePath
            terminationMessagePolicy imagePullPolicy securityContext:SecurityContext stdin:bool stdinOnce:bool
            tty:bool
        EphemeralContainer
            name image command:[string] args:[string] workingDir ports:[ContainerPort] envFrom:[EnvFromSource]
            env:[EnvVar] resources:ResourceRequirements resizePolicy:[ContainerResizePolicy] restartPolicy
            restartPolicyRules:[ContainerRestartRule] volumeMounts:[VolumeMount] volumeDevices:[VolumeDevice]
            livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:Lifecycle terminationMessagePath
            terminationMessagePolicy imagePullPolicy securityContext:SecurityContext stdin:bool stdinOnce:bool
            tty:bool targetContainerName
        ContainerPort
            name hostPort:int32 containerPort:int32 protocol hostIP
        EnvVar
            name value valueFrom:EnvVarSource
        EnvVarSource
            fieldRef:ObjectFieldSelector resourceFieldRef:ResourceFieldSelector configMapKeyRef:ConfigMapKeySelector
            secretKeyRef:SecretKeySelector fileKeyRef:FileKeySelector
        ObjectFieldSelector
            apiVersion fieldPath
        ResourceFieldSelector
            containerName resource divisor:quantity
        ConfigMapKeySelector
            name key optional:bool
        SecretKeySelector
            name key optional:bool
        FileKeySelector
            volumeName path key optional:bool
        EnvFromSource
            prefix configMapRef:ConfigMapEnvSource secretRef:SecretEnvSource
        ConfigMapEnvSource
            name optional:bool
        SecretEnvSource
            name optional:bool
        ResourceRequirements
            limits:{quantity} requests:{quantity} claims:[ResourceClaim]
        ResourceClaim
            name request
        ContainerResizePolicy
            resourceName restartPolicy
        ContainerRestartRule
            action exitCodes:ContainerRestartRuleOnExitCodes
        ContainerRestartRuleOnExitCodes
            operator values:[int32]
        VolumeMount
            name readOnly:bool recursiveReadOnly mountPath subPath mountPropagation subPathExpr
        VolumeDevice
            name devicePath
        Probe
            exec:ExecAction httpGet:HTTPGetAction tcpSocket:TCPSocketAction grpc:GRPCAction
            initialDelaySeconds:int32 timeoutSeconds:int32 periodSeconds:int32 successThreshold:int32
            failureThreshold:int32 terminationGracePeriodSeconds:int64
        ExecAction
            command:[string]
        HTTPGetAction
            path port:intOrString host scheme httpHeaders:[HTTPHeader]
        HTTPHeader
            name value
        TCPSocketAction
            port:intOrString host
        GRPCAction
            port:int32 service
        Lifecycle
            postStart:LifecycleHandler preStop:LifecycleHandler stopSignal
        LifecycleHandler
            exec:ExecAction httpGet:HTTPGetAction tcpSocket:TCPSocketAction sleep:SleepAction
        SleepAction
            seconds:int64
        SecurityContext
            capabilities:Capabilities privileged:bool seLinuxOptions:SELinuxOptions
            windowsOptions:WindowsSecurityContextOptions runAsUser:int64 runAsGroup:int64 runAsNonRoot:bool
            readOnlyRootFilesystem:bool allowPrivilegeEscalation:bool procMount seccompProfile:SeccompProfile
            appArmorProfile:AppArmorProfile
        Capabilities
            add:[string] drop:[string]
        """
}
