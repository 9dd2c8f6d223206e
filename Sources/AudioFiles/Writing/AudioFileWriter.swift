import Glibc

/// Writes a sound file frame by frame; the file appears under its name only when `finish()` has succeeded.
///
/// ```swift
/// let writer = try AudioFileWriter(path: "piece.flac", sampleRate: 48_000)
/// try writer.write(left: left, right: right)
/// try writer.finish()
/// ```
///
/// The path `-` is standard output. After an error, a `cancel()` or without `finish()` nothing is left behind.
/// The same samples and settings make the same bytes.
public final class AudioFileWriter {
    /// Where to, in words: the path, or `standard output`.
    public var path: String { destination.path }
    /// What is written.
    public let format: AudioFileFormat
    /// Frames a second.
    public let sampleRate: Int
    /// Samples in a frame.
    public let channelCount: Int
    /// Frames written so far.
    public private(set) var frameCount = 0

    private let destination: Destination
    /// Holds what a stream can take only as a whole.
    private let spool: OutputFile?
    private var encoder: (any FrameEncoder)?

    /// Opens a file for writing.
    ///
    /// - Parameters:
    ///   - path: the target; `-` is standard output.
    ///   - format: nil chooses by the path's extension.
    ///   - sampleRate: frames a second; opus and mp3 take only some (``AudioContainer/sampleRates``).
    ///   - channelCount: 1…8, for mp3 1…2.
    public init(
        path: String, format: AudioFileFormat? = nil, sampleRate: Int, channelCount: Int = 2,
        settings: Settings = Settings()
    ) throws(AudioFileError) {
        if let format { self.format = format } else { self.format = try AudioFileFormat(path: path) }
        let container = self.format.container
        guard (1...655_350).contains(sampleRate), container.sampleRates?.contains(sampleRate) ?? true else {
            throw .unsupportedSampleRate(sampleRate, container: container)
        }
        guard (1...(container == .mp3 ? 2 : 8)).contains(channelCount) else {
            throw .unsupportedChannelCount(channelCount, container: container)
        }
        self.sampleRate = sampleRate
        self.channelCount = channelCount
        destination = try Destination(
            path: path, overwrites: settings.overwrites, allowsUnnamed: settings.allowsUnnamedFiles)
        if container == .wav {
            spool = nil
            encoder = try WAVEncoder(
                file: destination.file, path: destination.path, format: self.format, sampleRate: sampleRate,
                channelCount: channelCount, settings: settings)
        } else {
            spool = destination.kind == .stream ? try Destination.spool() : nil
            encoder = try SoundFileEncoder(
                file: spool ?? destination.file, path: destination.path, format: self.format,
                sampleRate: sampleRate, channelCount: channelCount, settings: settings)
        }
    }

    /// Appends frames whose samples lie one after the other, channel by channel within a frame.
    ///
    /// - Precondition: the count is a multiple of `channelCount`; nothing was finished or cancelled.
    public func write(interleaved samples: UnsafeBufferPointer<Float>) throws(AudioFileError) {
        precondition(samples.count % channelCount == 0, "whole frames only")
        // Small pieces: the Vorbis encoder keeps a whole call's samples on its stack.
        let step = 2048 * channelCount
        var start = 0
        while start < samples.count {
            let end = min(start + step, samples.count)
            try writePiece(UnsafeBufferPointer(rebasing: samples[start..<end]))
            start = end
        }
    }

    /// Appends frames whose samples lie one after the other, channel by channel within a frame.
    public func write(interleaved samples: [Float]) throws(AudioFileError) {
        let result = samples.withUnsafeBufferPointer { buffer in
            Result { () throws(AudioFileError) in try write(interleaved: buffer) }
        }
        try result.get()
    }

    /// Appends stereo frames from two buffers of equal length.
    ///
    /// - Precondition: `channelCount` is 2.
    public func write(
        left: UnsafeBufferPointer<Float>, right: UnsafeBufferPointer<Float>
    ) throws(AudioFileError) {
        precondition(channelCount == 2 && left.count == right.count, "two channels of equal length")
        var start = 0
        while start < left.count {
            let end = min(start + 2048, left.count)
            let frames = [Float](unsafeUninitializedCapacity: 2 * (end - start)) { buffer, initialized in
                for index in start..<end {
                    buffer.initializeElement(at: initialized, to: left[index])
                    buffer.initializeElement(at: initialized + 1, to: right[index])
                    initialized += 2
                }
            }
            try write(interleaved: frames)
            start = end
        }
    }

    /// Appends stereo frames from two arrays of equal length.
    public func write(left: [Float], right: [Float]) throws(AudioFileError) {
        let result = left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                Result { () throws(AudioFileError) in try write(left: left, right: right) }
            }
        }
        try result.get()
    }

    /// Completes the file and gives it its name.
    public func finish() throws(AudioFileError) {
        guard let encoder else { return }
        do throws(AudioFileError) {
            try encoder.finish()
            self.encoder = nil
            let file = spool ?? destination.file
            if format.container == .ogg || format.container == .opus {
                try OggPages.renumber(file, path: path)
            }
            if let spool {
                try copy(spool)
            } else {
                file.synchronize()
                if file.failure != 0 {
                    throw AudioFileError(
                        code: file.failure, path: path, operation: "write", bytesWritten: file.bytesWritten)
                }
            }
            try destination.commit()
        } catch {
            cancel()
            throw error
        }
    }

    /// Gives the file up and leaves nothing behind; does nothing after `finish()`.
    public func cancel() {
        encoder = nil
        destination.abandon()
    }

    deinit { cancel() }

    private func writePiece(_ samples: UnsafeBufferPointer<Float>) throws(AudioFileError) {
        guard let encoder else { preconditionFailure("the file was finished or cancelled") }
        do throws(AudioFileError) {
            if let index = samples.firstIndex(where: { !$0.isFinite }) {
                throw AudioFileError.notFinite(path: path, frame: frameCount + index / channelCount)
            }
            frameCount += samples.count / channelCount
            try checkLength()
            try encoder.write(samples)
        } catch {
            cancel()
            throw error
        }
    }

    private func checkLength() throws(AudioFileError) {
        guard let most = format.maximumFrames(channelCount: channelCount), frameCount > most else { return }
        throw .tooLong(path: path, container: format.container)
    }

    private func copy(_ source: OutputFile) throws(AudioFileError) {
        let result = withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
            Result { () throws(AudioFileError) in
                var offset = 0
                while true {
                    let count = pread(source.descriptor, buffer.baseAddress!, buffer.count, offset)
                    if count < 0 { throw AudioFileError(code: errno, path: path, operation: "read back") }
                    if count == 0 { return }
                    offset += count
                    let target = destination.file
                    target.write(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
                    if target.failure != 0 {
                        throw AudioFileError(
                            code: target.failure, path: path, operation: "write",
                            bytesWritten: target.bytesWritten)
                    }
                }
            }
        }
        try result.get()
    }
}
