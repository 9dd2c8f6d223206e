import CSndFile
import Glibc

/// Reads a sound file of any kind that the installed libsndfile knows.
public final class AudioFileReader {
    /// What the header says.
    public let info: AudioFileInfo
    /// The file.
    public let path: String
    private let handle: OpaquePointer

    /// Opens a file.
    public init(path: String) throws(AudioFileError) {
        self.path = path
        // Non-blocking, so that a pipe without a writer does not hang before it is refused.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw AudioFileError(code: errno, path: path, operation: "open") }
        var status = stat()
        fstat(descriptor, &status)
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw status.st_mode & S_IFMT == S_IFDIR ? .isDirectory(path: path) : .notAFile(path: path)
        }
        guard status.st_size > 0 else {
            close(descriptor)
            throw .malformed(path: path, reason: "the file is empty")
        }
        var raw = SF_INFO()
        // libsndfile closes the descriptor, also when it refuses the file.
        guard let handle = sf_open_fd(descriptor, Int32(SFM_READ), &raw, Int32(SF_TRUE)) else {
            throw .malformed(path: path, reason: String(cString: sf_strerror(nil)))
        }
        self.handle = handle
        guard raw.channels >= 1, raw.samplerate >= 1 else {
            sf_close(handle)
            throw .malformed(path: path, reason: "no channels or no sample rate")
        }
        info = AudioFileInfo(handle: handle, raw: raw, byteCount: Int(status.st_size))
    }

    deinit { sf_close(handle) }

    /// Reads the next frames.
    ///
    /// - Returns: up to `maximumFrames` frames, samples of a frame one after the other; empty at the end.
    public func read(maximumFrames: Int) throws(AudioFileError) -> [Float] {
        guard maximumFrames > 0 else { return [] }
        let channels = info.channelCount
        let samples = [Float](unsafeUninitializedCapacity: maximumFrames * channels) { buffer, count in
            let frames = sf_readf_float(handle, buffer.baseAddress!, sf_count_t(maximumFrames))
            count = max(0, Int(frames)) * channels
        }
        if samples.isEmpty && sf_error(handle) != 0 {
            throw .malformed(path: path, reason: String(cString: sf_strerror(handle)))
        }
        return samples
    }

    /// Reads all that is left, a channel an array.
    ///
    /// - Parameter maximumFrames: a longer file is refused; memory follows what is there, not what the header claims.
    public func readAll(maximumFrames: Int = 1 << 28) throws(AudioFileError) -> [[Float]] {
        var channels = [[Float]](repeating: [], count: info.channelCount)
        while true {
            let block = try read(maximumFrames: 8192)
            if block.isEmpty { return channels }
            for (channel, _) in channels.enumerated() {
                channels[channel].append(
                    contentsOf: stride(from: channel, to: block.count, by: channels.count).lazy.map { block[$0] })
            }
            if channels[0].count > maximumFrames { throw .tooManyFrames(path: path, limit: maximumFrames) }
        }
    }
}
