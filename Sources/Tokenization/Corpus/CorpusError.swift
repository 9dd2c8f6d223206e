import Basics

/// Why a token file could not be read or written.
public enum CorpusError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file cannot be opened or mapped.
    case cannotRead(path: String, reason: String)
    /// The file is not a token file at all.
    case notACorpus(path: String)
    /// The file was written by a later version of the program.
    case unsupportedVersion(path: String, version: UInt32)
    /// The file is shorter (or longer) than it says.
    case wrongLength(path: String, expected: UInt64, actual: UInt64)
    /// Something in the file contradicts itself or its checksum.
    case corrupt(path: String, what: String)
    /// The file cannot be written.
    case cannotWrite(path: String, reason: String)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .cannotRead(let path, let reason):
            "\(path): cannot be read (\(reason)); check the path"
        case .notACorpus(let path):
            "\(path): is not a token file; make one with `musicgen prepare`"
        case .unsupportedVersion(let path, let version):
            "\(path): has version \(version) of the token file format, this program reads version"
                + " \(TokenCorpus.version); prepare it again or use a newer program"
        case .wrongLength(let path, let expected, let actual):
            "\(path): has \(counted(actual, "byte")) but should have \(expected)"
                + "\(actual < expected ? ", it was cut off" : ""); prepare or copy it again"
        case .corrupt(let path, let what):
            "\(path): is damaged (\(what)); prepare or copy it again"
        case .cannotWrite(let path, let reason):
            "\(path): cannot be written (\(reason))"
        }
    }
}
