import CSndFile
import Glibc

/// Makes Ogg Vorbis streams in memory, as SF3 SoundFonts hold them; `EncodedSound` decodes them.
public enum VorbisEncoder {
    /// Encodes one channel.
    ///
    /// The same frames and settings make the same bytes.
    ///
    /// - Parameters:
    ///   - frames: finite samples, −1…1.
    ///   - sampleRate: frames a second.
    ///   - quality: 0…1, variable bit rate.
    ///   - name: what the sound is called in errors.
    /// - Throws: `AudioFileError` if a sample is not finite, or libsndfile was built without Vorbis or refuses.
    public static func encode(
        _ frames: [Float], sampleRate: Int, quality: Double = 0.5, name: String = "sound"
    ) throws(AudioFileError) -> [UInt8] {
        if let frame = frames.firstIndex(where: { !$0.isFinite }) { throw .notFinite(path: name, frame: frame) }
        var info = SF_INFO()
        info.samplerate = Int32(clamping: sampleRate)
        info.channels = 1
        info.format = Int32(SF_FORMAT_OGG | SF_FORMAT_VORBIS)
        guard sf_format_check(&info) != 0 else { throw .unsupportedSampleRate(sampleRate, container: .ogg) }
        let output = MemoryOutput()
        var calls = MemoryOutput.calls
        let context = Unmanaged.passUnretained(output).toOpaque()
        guard let handle = sf_open_virtual(&calls, Int32(SFM_WRITE), &info, context) else {
            throw .library(path: name, reason: String(cString: sf_strerror(nil)))
        }
        var quality = min(max(quality, 0), 1)
        sf_command(handle, Int32(SFC_SET_VBR_ENCODING_QUALITY), &quality, Int32(MemoryLayout<Double>.size))
        let written = frames.withUnsafeBufferPointer { frames in
            var done = 0
            // Small pieces: the encoder keeps a whole call's samples on its stack.
            while done < frames.count {
                let count = min(2048, frames.count - done)
                guard sf_writef_float(handle, frames.baseAddress! + done, sf_count_t(count)) == count else { break }
                done += count
            }
            return done
        }
        let reason = String(cString: sf_strerror(handle))
        let status = sf_close(handle)
        withExtendedLifetime(output) {}
        guard written == frames.count, status == 0 else {
            throw .library(path: name, reason: status == 0 ? reason : String(cString: sf_error_number(status)))
        }
        try OggPages.renumber(&output.bytes, path: name)
        return output.bytes
    }
}

/// Bytes that libsndfile writes as if they were a file.
private final class MemoryOutput {
    var bytes: [UInt8] = []
    var place = 0

    static var calls: SF_VIRTUAL_IO {
        SF_VIRTUAL_IO(
            get_filelen: { sf_count_t(output($0).bytes.count) },
            seek: { offset, origin, context in
                let output = output(context)
                let base = origin == SEEK_SET ? 0 : origin == SEEK_CUR ? output.place : output.bytes.count
                let place = base + Int(offset)
                guard (0...output.bytes.count).contains(place) else { return -1 }
                output.place = place
                return sf_count_t(place)
            },
            read: { target, count, context in
                let output = output(context)
                let taken = max(0, min(Int(count), output.bytes.count - output.place))
                output.bytes.withUnsafeBytes { bytes in
                    guard taken > 0, let target, let source = bytes.baseAddress else { return }
                    target.copyMemory(from: source + output.place, byteCount: taken)
                }
                output.place += taken
                return sf_count_t(taken)
            },
            write: { source, count, context in
                let output = output(context)
                let new = UnsafeRawBufferPointer(start: source, count: Int(count))
                let replaced = min(new.count, output.bytes.count - output.place)
                output.bytes.replaceSubrange(output.place..<output.place + replaced, with: new)
                output.place += new.count
                return count
            },
            tell: { sf_count_t(output($0).place) })
    }
}

private func output(_ context: UnsafeMutableRawPointer?) -> MemoryOutput {
    Unmanaged<MemoryOutput>.fromOpaque(context!).takeUnretainedValue()
}
