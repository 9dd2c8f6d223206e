/// Puts little-endian numbers, names and RIFF chunks one after the other.
struct ByteBuilder {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// A name in a field of 20 bytes, the last of them zero.
    mutating func append(name: String) {
        let kept = Self.ascii(name).prefix(19)
        bytes.append(contentsOf: kept)
        bytes.append(contentsOf: repeatElement(0, count: 20 - kept.count))
    }

    /// A chunk: name, length, contents, and a byte more if the length is odd.
    mutating func append(chunk: String, _ contents: [UInt8]) {
        append(chunk.utf8)
        append(UInt32(contents.count))
        append(contents)
        if contents.count % 2 != 0 { bytes.append(0) }
    }

    /// A chunk of text, ended by one zero or two, so that its length is even.
    mutating func append(chunk: String, text: String) {
        guard !text.isEmpty else { return }
        var contents = Array(Self.ascii(text).prefix(65_534))
        repeat { contents.append(0) } while contents.count % 2 != 0
        append(chunk: chunk, contents)
    }

    /// Text in the only characters that the specification allows.
    private static func ascii(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { (0x20...0x7E).contains($0.value) || $0 == "\n" ? UInt8($0.value) : 0x3F }
    }
}
