import AudioFiles
import DSP

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
            throw CommandFailure(writing: error)
        }
    }

    /// Writes sound, whole or not at all; `-` is standard output.
    ///
    /// - Throws: `CommandFailure`, `.interrupted` at Ctrl-C.
    package static func write(
        _ sound: StereoBuffer, to path: String, format: AudioFileFormat, title: String, comment: String, force: Bool
    ) throws(CommandFailure) {
        let metadata = AudioMetadata(title: title, comment: comment, software: "musicgen \(MusicGen.version)")
        do {
            let writer = try AudioFileWriter(
                path: path, format: format, sampleRate: Int(sound.sampleRate),
                settings: .init(overwrites: force, metadata: metadata, expectedFrames: sound.frames))
            let step = 1 << 16
            var start = 0
            while start < sound.frames {
                try Interruption.check()
                let range = start..<min(start + step, sound.frames)
                try writer.write(left: Array(sound.left[range]), right: Array(sound.right[range]))
                start = range.upperBound
            }
            try writer.finish()
        } catch let error as AudioFileError {
            throw CommandFailure(writing: error)
        } catch {
            throw CommandFailure(error)
        }
    }
}
