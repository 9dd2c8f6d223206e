import CSndFile
import Glibc

/// Encodes into a seekable file through libsndfile.
final class SoundFileEncoder: FrameEncoder {
    private let path: String
    private let file: OutputFile
    private let channelCount: Int
    private let encoding: SampleEncoding?
    private var handle: OpaquePointer?
    private var quantizer: Quantizer
    private var integers: [Int32] = []

    init(
        file: OutputFile, path: String, format: AudioFileFormat, sampleRate: Int, channelCount: Int,
        settings: AudioFileWriter.Settings
    ) throws(AudioFileError) {
        self.path = path
        self.file = file
        self.channelCount = channelCount
        encoding = format.encoding
        quantizer = Quantizer(encoding: format.encoding, isDithered: settings.isDithered)
        var info = SF_INFO()
        info.samplerate = Int32(clamping: sampleRate)
        info.channels = Int32(clamping: channelCount)
        info.format = format.soundFileNumber
        guard sf_format_check(&info) != 0 else {
            if (1...8).contains(channelCount) {
                throw .unsupportedSampleRate(sampleRate, container: format.container)
            }
            throw .unsupportedChannelCount(channelCount, container: format.container)
        }
        var io = OutputFile.virtualIO()
        let opened = sf_open_virtual(&io, Int32(SFM_WRITE), &info, Unmanaged.passUnretained(file).toOpaque())
        guard let opened else {
            try SoundFileEncoder.check(file, path)
            throw .library(path: path, reason: String(cString: sf_strerror(nil)))
        }
        handle = opened
        prepare(opened, settings)
        try SoundFileEncoder.check(file, path)
    }

    deinit {
        if let handle { sf_close(handle) }
    }

    private func prepare(_ handle: OpaquePointer, _ settings: AudioFileWriter.Settings) {
        // The PEAK chunk holds the time of day: without it the same samples make the same bytes.
        sf_command(handle, Int32(SFC_SET_ADD_PEAK_CHUNK), nil, Int32(SF_FALSE))
        sf_command(handle, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
        if var quality = settings.quality {
            quality = min(max(quality, 0), 1)
            let size = Int32(MemoryLayout<Double>.size)
            sf_command(handle, Int32(SFC_SET_VBR_ENCODING_QUALITY), &quality, size)
        }
        for (kind, text) in [
            (SF_STR_TITLE, settings.metadata.title), (SF_STR_ARTIST, settings.metadata.artist),
            (SF_STR_COMMENT, settings.metadata.comment), (SF_STR_SOFTWARE, settings.metadata.software),
        ] where !text.isEmpty {
            // Containers that hold no such text refuse it: the sound matters more.
            _ = sf_set_string(handle, Int32(kind), text)
        }
    }

    func write(_ interleaved: UnsafeBufferPointer<Float>) throws(AudioFileError) {
        guard let handle, let samples = interleaved.baseAddress else { return }
        let frames = sf_count_t(interleaved.count / channelCount)
        let written: sf_count_t
        if let encoding, encoding != .float {
            integers.removeAll(keepingCapacity: true)
            let shift: Int32 = encoding == .pcm16 ? 16 : 8
            for sample in interleaved { integers.append(quantizer.quantize(sample) << shift) }
            written = sf_writef_int(handle, integers, frames)
        } else {
            written = sf_writef_float(handle, samples, frames)
        }
        try SoundFileEncoder.check(file, path)
        guard written == frames else {
            throw .library(path: path, reason: String(cString: sf_strerror(handle)))
        }
    }

    func finish() throws(AudioFileError) {
        guard let handle else { return }
        self.handle = nil
        let status = sf_close(handle)
        try SoundFileEncoder.check(file, path)
        if status != 0 { throw .library(path: path, reason: String(cString: sf_error_number(status))) }
    }

    private static func check(_ file: OutputFile, _ path: String) throws(AudioFileError) {
        guard file.failure != 0 else { return }
        throw AudioFileError(
            code: file.failure, path: path, operation: "write", bytesWritten: file.bytesWritten)
    }
}

extension Quantizer {
    /// The quantizer for an encoding; only 16 bit is dithered, finer steps are beneath any ear.
    init(encoding: SampleEncoding?, isDithered: Bool) {
        self.init(bits: encoding == .pcm16 ? 16 : 24, isDithered: isDithered && encoding == .pcm16)
    }
}
