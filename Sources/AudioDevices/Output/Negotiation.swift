import CALSA
import Glibc

/// What a device and we agree on.
struct Negotiation {
    let format: DeviceSampleFormat
    let sampleRate: Int
    let periodFrames: Int
    let bufferFrames: Int

    /// Settles the parameters of an open device.
    init(
        handle: OpaquePointer, device: String, sampleRate: Int, periodFrames: Int, formats: [DeviceSampleFormat]
    ) throws(AudioDeviceError) {
        func require(_ code: Int32, _ what: String) throws(AudioDeviceError) {
            if code < 0 { throw .unsupported(name: device, what: what) }
        }
        var allocated: OpaquePointer?
        guard snd_pcm_hw_params_malloc(&allocated) >= 0, let hardware = allocated else {
            throw .system(name: device, operation: "allocate", reason: AudioDeviceError.reason(-ENOMEM))
        }
        defer { snd_pcm_hw_params_free(hardware) }
        // The first question to a sound server: it fails if the server's sink is gone.
        let code = snd_pcm_hw_params_any(handle, hardware)
        if code < 0 { throw .noDevice(name: device, reason: AudioDeviceError.reason(code)) }
        snd_pcm_hw_params_set_rate_resample(handle, hardware, 1)
        try require(
            snd_pcm_hw_params_set_access(handle, hardware, SND_PCM_ACCESS_RW_INTERLEAVED), "interleaved samples")
        let accepted = formats.first { snd_pcm_hw_params_test_format(handle, hardware, $0.alsa) == 0 }
        guard let accepted else { throw .unsupported(name: device, what: "float, 32, 24 or 16-bit samples") }
        format = accepted
        try require(snd_pcm_hw_params_set_format(handle, hardware, accepted.alsa), "its own sample format")
        try require(
            snd_pcm_hw_params_set_channels(handle, hardware, UInt32(PlaybackStream.channelCount)), "two channels")
        var rate = UInt32(clamping: sampleRate)
        try require(snd_pcm_hw_params_set_rate_near(handle, hardware, &rate, nil), "\(sampleRate) Hz")
        var period = snd_pcm_uframes_t(periodFrames)
        try require(
            snd_pcm_hw_params_set_period_size_near(handle, hardware, &period, nil), "a period of \(periodFrames)")
        var buffer = period * 4
        try require(snd_pcm_hw_params_set_buffer_size_near(handle, hardware, &buffer), "a buffer of \(buffer)")
        let settled = snd_pcm_hw_params(handle, hardware)
        if settled < 0 { throw .noDevice(name: device, reason: AudioDeviceError.reason(settled)) }
        snd_pcm_hw_params_get_period_size(hardware, &period, nil)
        snd_pcm_hw_params_get_buffer_size(hardware, &buffer)
        self.sampleRate = Int(rate)
        // A device may claim a period of minutes: we write in smaller pieces then.
        self.periodFrames = min(max(Int(clamping: period), 16), 16_384)
        bufferFrames = max(Int(clamping: buffer), self.periodFrames)
        try Negotiation.start(handle, device: device, whenHolding: buffer / max(period, 1) * period, period: period)
    }

    /// Playback starts when the buffer is full, and wakes us when a period is free.
    private static func start(
        _ handle: OpaquePointer, device: String, whenHolding frames: snd_pcm_uframes_t, period: snd_pcm_uframes_t
    ) throws(AudioDeviceError) {
        var allocated: OpaquePointer?
        guard snd_pcm_sw_params_malloc(&allocated) >= 0, let software = allocated else {
            throw .system(name: device, operation: "allocate", reason: AudioDeviceError.reason(-ENOMEM))
        }
        defer { snd_pcm_sw_params_free(software) }
        snd_pcm_sw_params_current(handle, software)
        snd_pcm_sw_params_set_start_threshold(handle, software, max(frames, 1))
        snd_pcm_sw_params_set_avail_min(handle, software, max(period, 1))
        let code = snd_pcm_sw_params(handle, software)
        if code < 0 {
            throw .system(name: device, operation: "set it up", reason: AudioDeviceError.reason(code))
        }
    }
}
