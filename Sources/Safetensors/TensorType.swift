/// The element types this program reads and writes, by their names in a safetensors header.
public enum TensorType: String, Sendable, Codable, CaseIterable {
    /// IEEE double precision.
    case float64 = "F64"
    /// IEEE single precision.
    case float32 = "F32"
    /// IEEE half precision.
    case float16 = "F16"
    /// The upper half of a single: 8 exponent bits, 7 fraction bits.
    case bfloat16 = "BF16"
    /// Unsigned bytes, for state that is not a number.
    case uint8 = "U8"

    /// Bytes an element takes.
    public var byteCount: Int {
        switch self {
        case .float64: 8
        case .float32: 4
        case .float16, .bfloat16: 2
        case .uint8: 1
        }
    }
}
