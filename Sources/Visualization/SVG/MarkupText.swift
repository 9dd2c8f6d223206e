/// Text made safe for XML and HTML.
public enum MarkupText {
    /// The text with the five special characters as entities, good between tags and in quoted attributes; characters
    /// that XML forbids (control characters other than tab and line ends) become U+FFFD.
    public static func escape(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
            case "\0"..." ": escaped += scalar == " " ? " " : "\u{FFFD}"
            case "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A number with up to `decimals` (0…6) digits after the point and no trailing zeros, the same in every locale;
    /// what is not finite, or beyond 10¹², is `0`.
    public static func number(_ value: Double, decimals: Int = 2) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "0" }
        let digits = min(max(decimals, 0), 6)
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((value * Double(scale)).rounded())
        let whole = String(abs(scaled) / scale)
        var fraction = String(abs(scaled) % scale)
        fraction = String(repeating: "0", count: max(0, digits - fraction.utf8.count)) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        let sign = scaled < 0 ? "-" : ""
        return sign + whole + (digits == 0 || fraction.isEmpty ? "" : "." + fraction)
    }
}
