/// One thing that is not the same in an object.
package struct ObjectChange: Hashable, Sendable {
    /// The part of the object that changed.
    package enum Aspect: String, CaseIterable, Sendable {
        // Of a DaemonSet
        case container
        case image
        case command
        case request
        case limit
        case hostPort = "host-port"
        case probe
        case configReference = "config-reference"
        case volume
        case volumeMount = "volume-mount"
        case toleration
        case nodeSelector = "node-selector"
        case nodeAffinity = "node-affinity"
        case podAffinity = "pod-affinity"
        case podAntiAffinity = "pod-anti-affinity"
        case topologySpread = "topology-spread"
        case priorityClass = "priority-class"
        case preemptionPolicy = "preemption-policy"
        case schedulingGate = "scheduling-gate"
        case podSetting = "pod-setting"
        case templateLabel = "template-label"
        case updateStrategy = "update-strategy"
        case minReadySeconds = "min-ready-seconds"
        case otherTemplate = "other-template"
        // Of a node
        case replacement
        case readiness
        case pressure
        case cordon
        case taint
        case label
        case allocatable
        case software
    }

    package var aspect: Aspect
    /// Of what the aspect changed, for instance `container agent: memory request`.
    package var subject: String
    /// Nil where there was none: it was added.
    package var before: String?
    /// Nil where there is none: it was removed.
    package var after: String?

    package init(_ aspect: Aspect, _ subject: String, before: String?, after: String?) {
        self.aspect = aspect
        self.subject = subject
        self.before = before
        self.after = after
    }
}

extension ObjectChange: CustomStringConvertible {
    /// `container agent: image a → b`, `toleration gpu:NoSchedule added`.
    package var description: String {
        switch (before, after) {
        case (let before?, let after?): return "\(subject) \(before) → \(after)"
        case (nil, let after?): return after.isEmpty ? "\(subject) added" : "\(subject) \(after) added"
        case (let before?, nil): return before.isEmpty ? "\(subject) removed" : "\(subject) \(before) removed"
        case (nil, nil): return "\(subject) changed"
        }
    }
}

/// Gathers what is not the same.
struct ObjectChanges {
    private(set) var all: [ObjectChange] = []

    /// A value that may be there or not; the empty one counts as not there.
    mutating func compare(_ aspect: ObjectChange.Aspect, _ subject: String, _ before: String?, _ after: String?) {
        let (old, new) = (before.flatMap { $0.isEmpty ? nil : $0 }, after.flatMap { $0.isEmpty ? nil : $0 })
        if old != new { all.append(ObjectChange(aspect, subject, before: old, after: new)) }
    }

    /// Values of which each is there or not: those removed, then those added.
    mutating func compare<Value: Hashable>(
        _ aspect: ObjectChange.Aspect, _ subject: String, _ before: [Value], _ after: [Value],
        _ text: (Value) -> String
    ) {
        let (old, new) = (Set(before), Set(after))
        for value in before where !new.contains(value) {
            all.append(ObjectChange(aspect, subject, before: text(value), after: nil))
        }
        for value in after where !old.contains(value) {
            all.append(ObjectChange(aspect, subject, before: nil, after: text(value)))
        }
    }

    /// Something that only can be told to have changed.
    mutating func note(_ aspect: ObjectChange.Aspect, _ subject: String) {
        all.append(ObjectChange(aspect, subject, before: nil, after: nil))
    }
}
