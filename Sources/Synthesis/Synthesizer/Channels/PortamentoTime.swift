/// How long a glide takes: controller 5, with controller 37 between its steps.
///
/// No standard says. The seconds a key are those that John Novak measured on a Roland SC-55 (dosbox-staging, pull
/// request 2705), whose rate of change is constant; values in between lie on straight lines.
enum PortamentoTime {
    private static var measured: InlineArray<15, (value: Float, seconds: Float)> {
        [
            (0, 0), (1, 0.006), (2, 0.023), (4, 0.05), (8, 0.11), (16, 0.25), (32, 0.5), (64, 2.06), (80, 4.2),
            (96, 8.4), (112, 19.5), (116, 26.7), (120, 40), (124, 80), (127, 480),
        ]
    }
    /// Keys over which it was measured.
    private static let span: Float = 40

    /// Seconds from one key to another.
    static func seconds(coarse: UInt8, fine: UInt8, keys: Double) -> Double {
        let value = min(127, Float(coarse) + Float(fine) / 128)
        let measured = measured
        for index in 1..<measured.count where value <= measured[index].value {
            let (low, high) = (measured[index - 1], measured[index])
            let share = (value - low.value) / (high.value - low.value)
            return Double((low.seconds + share * (high.seconds - low.seconds)) / span) * abs(keys)
        }
        return 0
    }
}
