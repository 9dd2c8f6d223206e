import SoundFonts

/// How a font's level follows velocity: −(a·x + b·x²) decibels with x = (127 − v)/127.
///
/// Two modulators say so, one of which is scaled by velocity itself; they replace the default one, whose 40·log₁₀(v/127)
/// falls twice as far for the softest strokes as a piano's level does.
package struct VelocityCurve: Equatable {
    /// Centibels.
    package let linear: Int16
    /// Centibels.
    package let quadratic: Int16

    /// Fits the curve to levels in decibels at velocities; any constant may be added to all of them.
    package init(levels: [(velocity: Int, level: Double)]) {
        // Least squares for level = c − a·x − b·x²; the constant is eliminated by means.
        let points = levels.map { point in
            let x = Self.position(point.velocity)
            return (x: x, y: x * x, level: -point.level)
        }
        let count = Double(max(1, points.count))
        let mean = (
            x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count,
            level: points.reduce(0) { $0 + $1.level } / count
        )
        var (xx, xy, yy, xl, yl) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for point in points {
            let (x, y, level) = (point.x - mean.x, point.y - mean.y, point.level - mean.level)
            xx += x * x
            xy += x * y
            yy += y * y
            xl += x * level
            yl += y * level
        }
        let determinant = xx * yy - xy * xy
        var a = determinant > 1e-12 ? (xl * yy - yl * xy) / determinant : 0
        var b = determinant > 1e-12 ? (yl * xx - xl * xy) / determinant : 0
        // Louder strokes are never softer.
        if a < 0 { (a, b) = (0, yy > 0 ? max(0, yl / yy) : 0) }
        if b < 0 { (a, b) = (xx > 0 ? max(0, xl / xx) : 0, 0) }
        linear = Int16(min(1440, 10 * a).rounded())
        quadratic = Int16(min(1440, 10 * b).rounded())
    }

    private static func position(_ velocity: Int) -> Double { Double(127 - velocity) / 127 }

    /// Decibels that a stroke is weakened by.
    package func attenuation(_ velocity: Int) -> Double {
        let x = Self.position(velocity)
        return (Double(linear) * x + Double(quadratic) * x * x) / 10
    }

    /// The modulators that say so, with those that silence the default ones they replace. Both editions of the default
    /// from velocity to the filter are silenced: layers have their own colours.
    var modulators: [SoundFontDraft.RawModulator] {
        let velocity = Modulator.Source(.velocity, isDescending: true)
        return [
            .init(.init(.velocity, curve: .concave, isDescending: true), .attenuation, amount: 0),
            .init(velocity, .filterCutoff, amount: 0),
            .init(
                velocity, .filterCutoff, amount: 0,
                amountSource: .init(.velocity, curve: .switch, isDescending: true)),
            .init(velocity, .attenuation, amount: linear),
            .init(velocity, .attenuation, amount: quadratic, amountSource: velocity),
        ]
    }
}
