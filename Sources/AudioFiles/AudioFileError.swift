import Basics
import Glibc

/// Why a sound file could not be read or written, and what to do about it.
public enum AudioFileError: Error, Sendable, Equatable {
    /// No format has this name or extension.
    case unknownFormat(String, available: [AudioContainer])
    /// The installed libsndfile cannot write this container.
    case unavailableFormat(AudioContainer, available: [AudioContainer], library: String)
    /// The container cannot hold this sample encoding.
    case unsupportedEncoding(SampleEncoding, container: AudioContainer)
    /// The container cannot hold this sample rate.
    case unsupportedSampleRate(Int, container: AudioContainer)
    /// The number of channels is not 1…8, or the codec takes fewer.
    case unsupportedChannelCount(Int, container: AudioContainer)
    /// The file exists and overwriting was not asked for.
    case alreadyExists(path: String)
    /// There is no such file, or no such folder to write into.
    case notFound(path: String)
    /// The path is a folder.
    case isDirectory(path: String)
    /// The path is a device, pipe or socket where a file is needed.
    case notAFile(path: String)
    /// The system does not allow it.
    case permissionDenied(path: String)
    /// The disk, the quota or the size limit is full, after so many bytes.
    case diskFull(path: String, bytesWritten: Int)
    /// The reader of the pipe went away.
    case closedPipe(path: String)
    /// The container cannot hold so many frames.
    case tooLong(path: String, container: AudioContainer)
    /// The file has more frames than the reader was told to take.
    case tooManyFrames(path: String, limit: Int)
    /// A sample is not a finite number; the frame counts from 0.
    case notFinite(path: String, frame: Int)
    /// The file is not a sound file, or is damaged.
    case malformed(path: String, reason: String)
    /// libsndfile refused, for this reason.
    case library(path: String, reason: String)
    /// Another system error.
    case system(path: String, operation: String, code: Int32)

    /// The error for an `errno` on a path.
    init(code: Int32, path: String, operation: String, bytesWritten: Int = 0) {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: self = .diskFull(path: path, bytesWritten: bytesWritten)
        case ENOENT, ENOTDIR: self = .notFound(path: path)
        case EACCES, EPERM, EROFS: self = .permissionDenied(path: path)
        case EISDIR: self = .isDirectory(path: path)
        case EEXIST: self = .alreadyExists(path: path)
        case EPIPE: self = .closedPipe(path: path)
        default: self = .system(path: path, operation: operation, code: code)
        }
    }
}

extension AudioFileError: CustomStringConvertible {
    /// What is wrong, where, and the remedy.
    public var description: String {
        switch self {
        case .unknownFormat(let name, let available):
            "\(name): no audio format has this name; use one of \(AudioFileError.list(available))"
        case .unavailableFormat(let container, let available, let library):
            "\(container.rawValue): the installed \(library) cannot write it; it can write "
                + AudioFileError.list(available)
        case .unsupportedEncoding(let encoding, let container):
            container.encodings.isEmpty
                ? "\(container.rawValue) has an encoding of its own, so \(encoding.rawValue) does not apply; leave it out"
                : "\(container.rawValue) cannot hold \(encoding.rawValue) samples; use "
                    + container.encodings.map(\.rawValue).joined(separator: " or ")
        case .unsupportedSampleRate(let rate, let container):
            "\(container.rawValue) cannot hold a sample rate of \(rate) Hz; use "
                + (container.sampleRates?.map(String.init).joined(separator: ", ") ?? "1 to 655350 Hz")
        case .unsupportedChannelCount(let count, let container):
            "\(container.rawValue) cannot hold \(counted(count, "channel")); use 2"
        case .alreadyExists(let path):
            "\(path): exists already; choose another name, or overwrite it with --force"
        case .notFound(let path): "\(path): no such file or folder; check the path, or make the folder first"
        case .isDirectory(let path): "\(path): is a folder; name a file in it"
        case .notAFile(let path): "\(path): is not an ordinary file; name a sound file"
        case .permissionDenied(let path): "\(path): permission denied; choose a place you may read and write"
        case .diskFull(let path, let bytes):
            "\(path): no space left after \(counted(bytes, "byte")), nothing was kept; free some space or choose another disk"
        case .closedPipe(let path): "\(path): the program reading the pipe went away"
        case .tooLong(let path, let container):
            "\(path): too long for \(container.rawValue), which ends at 4 GiB; use flac or rf64"
        case .tooManyFrames(let path, let limit):
            "\(path): longer than the limit of \(counted(limit, "frame")); cut it first"
        case .notFinite(let path, let frame):
            "\(path): the sample at frame \(frame) is not a finite number; nothing was kept"
        case .malformed(let path, let reason): "\(path): not a readable sound file: \(reason)"
        case .library(let path, let reason): "\(path): libsndfile refused: \(reason)"
        case .system(let path, let operation, let code):
            "\(path): cannot \(operation): \(systemReason(of: code))"
        }
    }

    private static func list(_ containers: [AudioContainer]) -> String {
        containers.map(\.rawValue).joined(separator: ", ")
    }
}
