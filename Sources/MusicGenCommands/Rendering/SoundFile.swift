import AudioFiles
import DSP
import Synthesis

/// Writing what was rendered.
package enum SoundFile {
    /// The format for a path, and the sample rate that suits it: what is asked for, else 44.1 kHz where the format
    /// takes it, else 48 kHz.
    ///
    /// - Throws: `CommandFailure` with `usage` when nothing can write the format.
    package static func format(
        path: String, name: String?, encoding: String?, rate: Int?
    ) throws(CommandFailure) -> (format: AudioFileFormat, rate: Int) {
        let sample: SampleEncoding?
        if let encoding {
            guard let known = SampleEncoding(name: encoding) else {
                throw CommandFailure(.usage, "--encoding \(encoding): choose float, 24 or 16")
            }
            sample = known
        } else {
            sample = nil
        }
        do throws(AudioFileError) {
            let format = try AudioFileFormat(path: path, name: name, encoding: sample)
            let rates = format.container.sampleRates
            let usual = rates?.contains(44_100) ?? true ? 44_100 : 48_000
            let rate = rate ?? usual
            if let rates, !rates.contains(rate) {
                throw AudioFileError.unsupportedSampleRate(rate, container: format.container)
            }
            return (format, rate)
        } catch {
            throw CommandFailure(writing: error, to: path)
        }
    }

    /// Writes sound, whole or not at all; `-` is standard output.
    ///
    /// - Throws: `CommandFailure`, `.interrupted` at Ctrl-C.
    package static func write(
        _ sound: StereoBuffer, to path: String, format: AudioFileFormat, title: String, comment: String, force: Bool
    ) throws(CommandFailure) {
        _ = try write(
            frames: sound.frames, sampleRate: sound.sampleRate, to: path, format: format, title: title,
            comment: comment, force: force
        ) { body in
            let step = 1 << 16
            for start in stride(from: 0, to: sound.frames, by: step) {
                let range = start..<min(start + step, sound.frames)
                try sound.left[range].withUnsafeBufferPointer { left in
                    try sound.right[range].withUnsafeBufferPointer { right in try body(left, right) }
                }
            }
        }
    }

    /// Writes a render, whole or not at all; `-` is standard output.
    ///
    /// - Parameters:
    ///   - whole: the extent of a render whose level and length it gets, of which it is a part.
    ///   - console: where to show how far it has come; nil to say nothing.
    /// - Returns: the largest magnitude of a sample.
    /// - Throws: `CommandFailure`, `.interrupted` at Ctrl-C.
    @discardableResult
    package static func write(
        _ sound: RenderedSound, asPartOf whole: RenderExtent? = nil, to path: String, format: AudioFileFormat,
        title: String, comment: String, force: Bool, console: Console? = nil
    ) throws(CommandFailure) -> Float {
        let frames = (whole ?? sound.extent).frames
        let seconds = Int((Double(frames) / sound.sampleRate).rounded(.up))
        let bar = console.map { ProgressBar($0, label: "writing", total: seconds, unit: "second") }
        defer { bar?.finish() }
        var written = 0
        return try write(
            frames: frames, sampleRate: sound.sampleRate, to: path, format: format, title: title, comment: comment,
            force: force
        ) { body in
            try sound.forEachBlock(asPartOf: whole ?? sound.extent) { left, right in
                try body(left, right)
                written += left.count
                bar?.update(completed: Int(Double(written) / sound.sampleRate))
            }
        }
    }

    private typealias Block = (UnsafeBufferPointer<Float>, UnsafeBufferPointer<Float>) throws -> Void

    private static func write(
        frames: Int, sampleRate: Double, to path: String, format: AudioFileFormat, title: String, comment: String,
        force: Bool, _ blocks: (Block) throws -> Void
    ) throws(CommandFailure) -> Float {
        let metadata = AudioMetadata(title: title, comment: comment, software: "musicgen \(MusicGen.version)")
        do {
            let writer = try AudioFileWriter(
                path: path, format: format, sampleRate: Int(sampleRate),
                settings: .init(overwrites: force, metadata: metadata, expectedFrames: frames))
            var peak: Float = 0
            try blocks { left, right in
                try Interruption.check()
                try writer.write(left: left, right: right)
                peak = left.reduce(peak) { max($0, abs($1)) }
                peak = right.reduce(peak) { max($0, abs($1)) }
            }
            try writer.finish()
            return peak
        } catch let error as AudioFileError {
            throw CommandFailure(writing: error, to: path)
        } catch {
            throw CommandFailure(error)
        }
    }
}
