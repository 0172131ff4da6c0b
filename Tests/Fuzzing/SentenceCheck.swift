import ClusterSnapshot
import KubernetesModel

@testable import DiagnosisEngine

/// One sentence of the cluster's programs, taken apart by everything that takes sentences apart. `message` does the same
/// in whole diagnoses, of which a minute holds few.
func checkSentence(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if case .nodePressure(let pressure)? = EvictionMessage(text) {
        for amount in [pressure.threshold, pressure.available].compactMap(\.self) {
            let capacities: [WholeNumber?] = [nil, 0, 1, 100 * .gibibyte, .max]
            for capacity in capacities { _ = DiskShortageReport.amount(amount, of: capacity) }
        }
    }
    if let message = SchedulerMessage(text) {
        for reason in message.reasons { if let plugin = reason.plugin { _ = message.nodes(refusedBy: plugin) } }
    }
    let start = StartFailure(text)
    require(start.said.count <= 400, "no more than a few lines: \(start.said.count)")
    _ = CreationFailure(text)
    _ = MissingConfig(text)
    _ = ImagePullFailure(text, image: "registry.example/agent:1")
    _ = (PodSetupEvent.volume(in: text), VolumeMountFailedRule.cause(in: text))
    _ = NodeNeeds.missingDriver(in: text)
    _ = (LogLevel(of: text), ExcuseForLog.isIn(text))
    _ = IntOrPercent(text)
}
