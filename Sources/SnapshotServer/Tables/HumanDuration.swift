import KubernetesModel

/// Durations as kubectl prints them (`duration.HumanDuration`): `45s`, `3m20s`, `5h`, `2d3h`, `400d`.
enum HumanDuration {
    static func text(microseconds: WholeNumber) -> String {
        let seconds = microseconds / 1_000_000
        // One second of difference between clocks is not worth a word.
        if seconds < -1 { return "<invalid>" }
        if seconds < 0 { return "0s" }
        if seconds < 120 { return "\(seconds)s" }
        let minutes = seconds / 60
        if minutes < 10 { return joined(minutes, "m", seconds % 60, "s") }
        if minutes < 180 { return "\(minutes)m" }
        let hours = minutes / 60
        if hours < 8 { return joined(hours, "h", minutes % 60, "m") }
        if hours < 48 { return "\(hours)h" }
        let days = hours / 24
        if days < 8 { return joined(days, "d", hours % 24, "h") }
        if days < 730 { return "\(days)d" }
        if days < 2920 { return joined(days / 365, "y", days % 365, "d") }
        return "\(days / 365)y"
    }

    private static func joined(_ great: WholeNumber, _ unit: String, _ small: WholeNumber, _ smallUnit: String)
        -> String
    {
        "\(great)\(unit)" + (small == 0 ? "" : "\(small)\(smallUnit)")
    }
}
