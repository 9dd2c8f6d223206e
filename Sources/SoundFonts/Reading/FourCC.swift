/// The name of a RIFF chunk: four characters, the first in the lowest byte.
struct FourCC: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    let code: UInt32

    init(code: UInt32) { self.code = code }

    init(stringLiteral text: StaticString) {
        precondition(text.utf8CodeUnitCount == 4)
        code = text.withUTF8Buffer { bytes in
            UInt32(bytes[0]) | UInt32(bytes[1]) << 8 | UInt32(bytes[2]) << 16 | UInt32(bytes[3]) << 24
        }
    }

    /// The characters; those that cannot be shown as question marks.
    var description: String {
        String(
            String.UnicodeScalarView(
                (0..<4).map { place in
                    let byte = UInt8(truncatingIfNeeded: code >> (8 * UInt32(place)))
                    return Unicode.Scalar((0x20..<0x7F).contains(byte) ? byte : 0x3F)
                }))
    }
}
