/// Two to the power of something, fast: for what moves at the control rate.
enum FastExponential {
    /// 2ˣ within 2·10⁻⁷ of its value, for −126…126; beyond, the value at the end.
    @inline(__always)
    static func power(_ x: Float) -> Float {
        let bounded = min(126, max(-126, x))
        // Adding and taking away 1.5·2²³ rounds to the nearest whole number.
        let whole = (bounded + 12_582_912) - 12_582_912
        let rest = bounded - whole
        // The series of e^(rest·ln 2), |rest| ≤ ½.
        var sum: Float = 1.540_353e-4
        sum = sum * rest + 1.333_356e-3
        sum = sum * rest + 9.618_129e-3
        sum = sum * rest + 5.550_411e-2
        sum = sum * rest + 2.402_265e-1
        sum = sum * rest + 6.931_472e-1
        sum = sum * rest + 1
        return sum * Float(bitPattern: UInt32(bitPattern: (Int32(whole) + 127) << 23))
    }

    /// The amplitude of an attenuation in centibels.
    @inline(__always)
    static func amplitude(centibels: Float) -> Float { power(centibels * -0.016_609_64) }
}
