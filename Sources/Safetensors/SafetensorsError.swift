/// Why a safetensors file could not be used.
public enum SafetensorsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file could not be opened or read.
    case unreadable(path: String, reason: String)
    /// The bytes are not a valid safetensors file; the offset is where the fault shows.
    case malformed(path: String, byte: Int, reason: String)
    /// A tensor that is needed is not in the file.
    case missingTensor(String)
    /// A tensor has another shape than is needed.
    case wrongShape(tensor: String, expected: [Int], actual: [Int])
    /// The file could not be written.
    case unwritable(path: String, reason: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "cannot read weights \(path): \(reason)"
        case .malformed(let path, let byte, let reason):
            "\(path) is not a sound safetensors file: \(reason) (byte \(byte)); copy or train the model again"
        case .missingTensor(let name):
            "the weights lack the tensor '\(name)': they belong to another model or version"
        case .wrongShape(let tensor, let expected, let actual):
            "tensor '\(tensor)' has shape \(actual) where \(expected) is needed: weights and configuration do not match"
        case .unwritable(let path, let reason):
            "cannot write weights \(path): \(reason)"
        }
    }
}
