import Basics

extension Report {
    /// A number with so many digits after the point.
    static func rounded(_ value: Double, _ digits: Int) -> Double {
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (value * scale).rounded() / scale
        return scaled.isFinite ? scaled : value
    }

    /// A number with at most two digits after the point, none if it is whole.
    static func short(_ value: Double) -> String {
        let value = rounded(value, 2)
        return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }

    /// Seconds for people: `1:02.5`.
    static func clock(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 359_999 else { return "\(short(seconds)) s" }
        let tenths = Int((max(0, seconds) * 10).rounded())
        return ProgressLine.clock(Double(tenths / 10)) + ".\(tenths % 10)"
    }

    /// A number of bytes for people.
    static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1000: counted(bytes, "byte")
        case ..<1_000_000: "\(short(Double(bytes) / 1e3)) kB"
        case ..<1_000_000_000: "\(short(Double(bytes) / 1e6)) MB"
        default: "\(short(Double(bytes) / 1e9)) GB"
        }
    }
}
