import CALSA
import Glibc
import Synchronization

/// An open device for stereo playback.
///
/// ```swift
/// let output = try AudioOutput(device: "default", sampleRate: 48_000)
/// let report = try output.play(shouldStop: { interrupted }) { left, right in
///     synthesizer.render(left, right)     // at output.sampleRate; fewer frames than asked for is the end
/// }
/// ```
public final class AudioOutput {
    /// The device's name.
    public let device: String
    /// Frames a second that the device plays, near what was asked for: render at this rate.
    public let sampleRate: Int
    /// Frames that the device takes at once.
    public let periodFrames: Int
    /// Frames that the device holds.
    public let bufferFrames: Int
    /// How the device wants samples.
    package let sampleFormat: DeviceSampleFormat
    let handle: OpaquePointer

    /// Opens a device.
    ///
    /// - Parameters:
    ///   - device: a name of ``AudioDevice/all()``, or any other that ALSA understands.
    ///   - sampleRate: wished for, in hertz.
    ///   - periodFrames: wished for; the buffer is four periods. Less is quicker to react, and may crackle.
    public convenience init(
        device: String = "default", sampleRate: Int = 48_000, periodFrames: Int = 512
    ) throws(AudioDeviceError) {
        try self.init(
            device: device, sampleRate: sampleRate, periodFrames: periodFrames, formats: DeviceSampleFormat.allCases)
    }

    /// Opens a device with one of the sample formats, the first that it takes.
    package init(
        device: String, sampleRate: Int, periodFrames: Int, formats: [DeviceSampleFormat]
    ) throws(AudioDeviceError) {
        musicgen_alsa_silence()
        self.device = device
        var opened: OpaquePointer?
        // Non-blocking: a device in use is an error, not a wait without end.
        let code = snd_pcm_open(&opened, device, SND_PCM_STREAM_PLAYBACK, Int32(SND_PCM_NONBLOCK))
        guard code >= 0, let opened else { throw AudioDeviceError.opening(device, code: code) }
        do throws(AudioDeviceError) {
            let negotiated = try Negotiation(
                handle: opened, device: device, sampleRate: max(1, sampleRate), periodFrames: max(16, periodFrames),
                formats: formats)
            self.sampleRate = negotiated.sampleRate
            self.periodFrames = negotiated.periodFrames
            bufferFrames = negotiated.bufferFrames
            sampleFormat = negotiated.format
        } catch {
            snd_pcm_close(opened)
            throw error
        }
        handle = opened
    }

    deinit { snd_pcm_close(handle) }
}
