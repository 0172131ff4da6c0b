extension ManifestSchema {
    /// The fields of an object and of its metadata; see ``ManifestSchema`` for the notation.
    static let objectFields = """
        DaemonSet
            kind apiVersion metadata:ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
        DaemonSetSpec
            selector:LabelSelector template:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy
            minReadySeconds:int32 revisionHistoryLimit:int32
        DaemonSetUpdateStrategy
            type rollingUpdate:RollingUpdateDaemonSet
        RollingUpdateDaemonSet
            maxUnavailable:intOrString maxSurge:intOrString
        DaemonSetStatus
            currentNumberScheduled:int32 numberMisscheduled:int32 desiredNumberScheduled:int32 numberReady:int32
            observedGeneration:int64 updatedNumberScheduled:int32 numberAvailable:int32 numberUnavailable:int32
            collisionCount:int32 conditions:[DaemonSetCondition]
        DaemonSetCondition
            type status lastTransitionTime:time reason message
        PodTemplateSpec
            metadata:ObjectMeta spec:PodSpec
        ObjectMeta
            name generateName namespace selfLink uid resourceVersion generation:int64 creationTimestamp:time
            deletionTimestamp:time deletionGracePeriodSeconds:int64 labels:{string} annotations:{string}
            ownerReferences:[OwnerReference] finalizers:[string] managedFields:[ManagedFieldsEntry]
        OwnerReference
            apiVersion kind name uid controller:bool blockOwnerDeletion:bool
        ManagedFieldsEntry
            manager operation apiVersion time:time fieldsType fieldsV1:any subresource
        LabelSelector
            matchLabels:{string} matchExpressions:[LabelSelectorRequirement]
        LabelSelectorRequirement
            key operator values:[string]
        """
}
