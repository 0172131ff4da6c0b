import KubernetesModel

/// How an amount is written.
public enum QuantityNotation: Equatable, Sendable {
    /// As Kubernetes prints it: none of it is rounded away.
    case canonical
    /// As people write it in a manifest: binary amounts that are no whole gibibytes in mebibytes, none of it rounded
    /// away.
    case manifest
    /// In whole mebibytes, however many.
    case mebibytes
    /// As people read an amount of this resource, within a percent.
    case readable(String)
}

extension Quantity {
    private static let mebibyte = Quantity(units: 1_048_576, format: .binarySI)
    private static let gibibyte = Quantity(units: 1_073_741_824, format: .binarySI)

    /// The amount in words.
    public func written(_ notation: QuantityNotation) -> String {
        switch notation {
        case .canonical: return description
        case .manifest:
            let isInMebibytes =
                format == .binarySI && !isMultiple(of: Self.gibibyte) && isMultiple(of: Self.mebibyte)
            return isInMebibytes ? "\(count(of: Self.mebibyte))Mi" : description
        case .mebibytes: return "\(count(of: Self.mebibyte))Mi"
        case .readable(let resource): return readable(for: resource)
        }
    }

    /// The amount that ``written(_:)`` tells: another one where it rounds.
    func amount(writtenAs notation: QuantityNotation) -> Quantity {
        switch notation {
        case .canonical, .manifest: return self
        case .mebibytes: return rounded(to: Self.mebibyte)
        case .readable(let resource): return readableAmount(for: resource)
        }
    }
}
