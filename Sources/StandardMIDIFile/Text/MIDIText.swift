import Glibc

/// Text of a meta event, decoded: files do not say in which encoding it is.
///
/// Tried in turn: UTF-16 with a byte order mark, UTF-8, GBK, Shift-JIS, Windows-1251 (Cyrillic), and Windows-1252,
/// which any bytes are. The guess between the last four is by which byte pairs are usual; short texts can fool it.
public struct MIDIText: Sendable, Equatable {
    /// An encoding found in MIDI files.
    public enum Encoding: String, Sendable, CaseIterable {
        /// UTF-8, of which ASCII is a part.
        case utf8 = "UTF-8"
        /// UTF-16, least significant byte first.
        case utf16LittleEndian = "UTF-16LE"
        /// UTF-16, most significant byte first.
        case utf16BigEndian = "UTF-16BE"
        /// Japanese.
        case shiftJIS = "CP932"
        /// Chinese, simplified.
        case gbk = "GBK"
        /// Cyrillic.
        case windows1251 = "CP1251"
        /// Western European; Latin-1 is a part of it.
        case windows1252 = "CP1252"
    }

    /// The text, without a byte order mark and without NUL padding at its end.
    public let string: String
    /// The encoding it was taken to be in.
    public let encoding: Encoding

    /// Decodes the bytes of a text event.
    public init(decoding bytes: [UInt8]) {
        let (text, encoding) = Self.decode(bytes)
        self.encoding = encoding
        guard text.unicodeScalars.last == "\0" else {
            string = text
            return
        }
        let end = text.unicodeScalars.lastIndex { $0 != "\0" }.map { text.unicodeScalars.index(after: $0) }
        string = String(text.unicodeScalars[..<(end ?? text.startIndex)])
    }

    /// The text in a form that is safe to print: see `escaped(_:)`.
    public var escaped: String { Self.escaped(string) }

    private static func decode(_ bytes: [UInt8]) -> (String, Encoding) {
        if bytes.starts(with: [0xFF, 0xFE]), let text = utf16(bytes, low: 0) { return (text, .utf16LittleEndian) }
        if bytes.starts(with: [0xFE, 0xFF]), let text = utf16(bytes, low: 1) { return (text, .utf16BigEndian) }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if let text = String(validating: bytes.starts(with: mark) ? bytes[3...] : bytes[...], as: UTF8.self) {
            return (text, .utf8)
        }
        let statistics = ByteStatistics(bytes)
        if statistics.looksGBK, let text = convert(bytes, from: .gbk) { return (text, .gbk) }
        if statistics.looksShiftJIS, let text = convert(bytes, from: .shiftJIS) { return (text, .shiftJIS) }
        if statistics.looksCyrillic, let text = convert(bytes, from: .windows1251) { return (text, .windows1251) }
        return (windows1252(bytes), .windows1252)
    }

    private static func utf16(_ bytes: [UInt8], low: Int) -> String? {
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
        }
        return String(validating: units, as: UTF16.self)
    }

    /// The C library's conversion; nil if it does not know the encoding or the bytes are not in it.
    private static func convert(_ bytes: [UInt8], from encoding: Encoding) -> String? {
        let converter = iconv_open(Encoding.utf8.rawValue, encoding.rawValue)
        guard converter != iconv_t(bitPattern: -1), let converter else { return nil }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        // One byte of these encodings is at most one character of the basic plane: three bytes.
        var output = [UInt8](repeating: 0, count: 3 * bytes.count)
        var inputLeft = input.count
        var outputLeft = output.count
        let iconvFailure = -1
        let result = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBytes { target in
                var from = source.baseAddress
                var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                return iconv(converter, &from, &inputLeft, &to, &outputLeft)
            }
        }
        guard result != iconvFailure, inputLeft == 0 else { return nil }
        return String(validating: output.dropLast(outputLeft), as: UTF8.self)
    }

    /// 80…9F, where Windows-1252 differs from Latin-1; five places are empty and stay control characters.
    private static let windows1252Specials: [Unicode.Scalar] = Array(
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

    private static func windows1252(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes {
            text.append(0x80..<0xA0 ~= byte ? windows1252Specials[Int(byte) - 0x80] : Unicode.Scalar(byte))
        }
        return String(text)
    }
}
