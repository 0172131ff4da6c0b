import CSimdJSON
import KubernetesModel

enum ProbeField: String, CaseIterable {
    case httpGet, tcpSocket, exec, grpc, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold
}

enum ActionField: String, CaseIterable {
    case port, path, host, command
}

private let probeFields = FieldTable<ProbeField>()
private let actionFields = FieldTable<ActionField>()

extension ObjectDecoder {
    /// A probe; nil when it is absent.
    func probe() -> Probe? {
        cached(probeCache) { reader.type == csj_type_null ? skippedProbe() : presentProbe() }
    }

    private func skippedProbe() -> Probe? {
        reader.skip()
        return nil
    }

    private func presentProbe() -> Probe {
        var probe = Probe()
        forEachField(probeFields) { field in
            switch field {
            case .httpGet:
                let action = probeAction()
                // The kubelet asks for a path without a slash all the same (`formatURL`).
                let slash = action.path.hasPrefix("/") ? "" : "/"
                probe.action = "http-get \(action.address)\(slash)\(action.path)"
            case .tcpSocket: probe.action = "tcp-socket \(probeAction().address)"
            case .exec: probe.action = "exec [\(probeAction().command.joined(separator: " "))]"
            case .grpc: probe.action = "grpc \(probeAction().address)"
            case .initialDelaySeconds: probe.initialDelaySeconds = reader.int32() ?? 0
            // Zero stands for the default (`SetDefaults_Probe`).
            case .periodSeconds: probe.periodSeconds = nonZero(or: 10)
            case .timeoutSeconds: probe.timeoutSeconds = nonZero(or: 1)
            case .failureThreshold: probe.failureThreshold = nonZero(or: 3)
            }
        }
        return probe
    }

    private func nonZero(or standard: WholeNumber) -> WholeNumber {
        let value = reader.int32() ?? 0
        return value == 0 ? standard : value
    }

    private func probeAction() -> (address: String, path: String, command: [String]) {
        var host = ""
        var port = ""
        var path = ""
        var command: [String] = []
        forEachField(actionFields) { field in
            switch field {
            case .host: host = string()
            case .port: port = stringOrNumber()
            case .path: path = string()
            case .command: command = strings()
            }
        }
        return ("\(host):\(port)", path, command)
    }
}
