import Basics

/// How far some work has come, and how it reads as one line.
package struct ProgressLine: Sendable {
    /// What is being done, such as `preparing`.
    package var label: String
    /// What is counted, in the singular, such as `file`; nil for hundredths of the whole.
    package var unit: String?
    /// How many are done.
    package var completed: Int
    /// How many there are, where that is known.
    package var total: Int?
    /// Seconds since the work began.
    package var elapsed: Double
    /// Anything else worth seeing, such as the loss.
    package var detail: String

    /// Makes a line.
    package init(
        label: String, unit: String?, completed: Int, total: Int?, elapsed: Double, detail: String = ""
    ) {
        self.label = label
        self.unit = unit
        self.completed = completed
        self.total = total
        self.elapsed = elapsed
        self.detail = detail
    }

    /// Units a second, averaged over the whole work.
    package var rate: Double { elapsed > 0 ? Double(completed) / elapsed : 0 }

    /// Seconds that remain at this rate, where that can be told.
    package var remaining: Double? {
        guard let total, rate > 0 else { return nil }
        return Double(max(0, total - completed)) / rate
    }

    /// The line as a log keeps it: `preparing: 120 of 2921 files (4 %), 60/s, 0:46 left, loss 1.2`.
    package var plain: String {
        let state =
            switch (unit, total) {
            case (let unit?, let total?):
                "\(completed) of \(counted(total, unit)) (\(total > 0 ? completed * 100 / total : 100) %)"
            case (let unit?, nil): counted(completed, unit)
            case (nil, _): "\(completed) %"
            }
        return (["\(label): \(state)"] + measures).joined(separator: ", ")
    }

    /// The line with a bar, cut to a number of columns.
    package func bar(columns: Int) -> String {
        guard let total, total > 0 else { return String(plain.prefix(max(1, columns - 1))) }
        let head = "\(label) "
        let state = unit.map { "\(completed)/" + counted(total, $0) } ?? "\(completed) %"
        let tail = " " + ([state] + measures).joined(separator: ", ")
        let width = min(40, columns - 3 - head.count - tail.count)
        guard width >= 5 else { return String((head + tail).prefix(max(1, columns - 1))) }
        let filled = min(width, width * completed / total)
        return head + "[" + String(repeating: "=", count: filled) + String(repeating: " ", count: width - filled)
            + "]" + tail
    }

    private var measures: [String] {
        var parts: [String] = []
        if rate > 0, unit != nil { parts.append("\(Self.short(rate))/s") }
        if let remaining, remaining > 0 { parts.append("\(Self.clock(remaining)) left") }
        if !detail.isEmpty { parts.append(detail) }
        return parts
    }

    /// A rate with three significant digits: `0.25`, `3.7`, `48`, `12.3k`.
    package static func short(_ value: Double) -> String {
        func rounded(_ value: Double, to digits: Double) -> String {
            let scaled = (value * digits).rounded() / digits
            return scaled == scaled.rounded() ? String(Int(scaled)) : String(scaled)
        }
        if value >= 10_000 { return rounded(value / 1000, to: 10) + "k" }
        if value >= 10 { return rounded(value, to: 1) }
        return rounded(value, to: value >= 1 ? 10 : 100)
    }

    /// Seconds as `m:ss` or `h:mm:ss`.
    package static func clock(_ seconds: Double) -> String {
        let whole = Int(min(max(0, seconds.rounded()), 359_999))
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let minutes = whole / 60 % 60
        return whole >= 3600
            ? "\(whole / 3600):\(two(minutes)):\(two(whole % 60))" : "\(minutes):\(two(whole % 60))"
    }
}
