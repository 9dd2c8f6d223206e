import AudioFiles
import DSP

/// How loud a sound file is.
package struct SoundLevels: Sendable {
    /// Decibels of full scale, between samples too.
    package let truePeak: Double
    /// LUFS; nil for more than two channels, whose places nobody knows.
    package let loudness: Double?

    /// Reads a whole file, a block at a time.
    ///
    /// - Throws: `AudioFileError` when it cannot be read to its end; `CommandFailure.interrupted` at Ctrl-C.
    package init(_ reader: AudioFileReader) throws {
        let (rate, channels) = (Double(reader.info.sampleRate), reader.info.channelCount)
        let meters = (0..<channels).map { _ in TruePeakMeter(sampleRate: rate) }
        var loudness = LoudnessMeter(sampleRate: rate, channels: channels)
        while true {
            try Interruption.check()
            let samples = try reader.read(maximumFrames: 16_384)
            if samples.isEmpty { break }
            for channel in 0..<channels {
                let own = stride(from: channel, to: samples.count, by: channels).map { samples[$0] }
                meters[channel].add(own, count: own.count)
                if channels <= 2 { loudness.add(own, channel: channel) }
            }
        }
        truePeak = Decibels.level(meters.map(\.peak).max() ?? 0)
        self.loudness = channels <= 2 ? loudness.integrated : nil
    }
}
