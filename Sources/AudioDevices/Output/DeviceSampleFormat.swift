import CALSA

/// How a device wants its samples; ours are floats.
package enum DeviceSampleFormat: Int, Sendable, CaseIterable {
    /// 32-bit float, full scale ±1.
    case float32
    /// 32-bit integer.
    case int32
    /// 24-bit integer in the low bytes of 32.
    case int24
    /// 16-bit integer.
    case int16

    /// ALSA's number, native byte order.
    var alsa: snd_pcm_format_t {
        switch self {
        case .float32: SND_PCM_FORMAT_FLOAT
        case .int32: SND_PCM_FORMAT_S32
        case .int24: SND_PCM_FORMAT_S24
        case .int16: SND_PCM_FORMAT_S16
        }
    }

    /// Bytes of a sample.
    package var byteCount: Int {
        @_noLocks get { self == .int16 ? 2 : 4 }
    }

    /// Converts samples for the device: what exceeds full scale is clipped, what is not a number is silence.
    ///
    /// - Parameter target: room for `count` samples of this format, aligned for them.
    @_noLocks package func convert(
        _ source: UnsafePointer<Float>, count: Int, to target: UnsafeMutableRawPointer
    ) {
        switch self {
        case .float32:
            musicgen_copy(target, source, count * 4)
        case .int32, .int24:
            let integers = target.assumingMemoryBound(to: Int32.self)
            let scale: Float = self == .int32 ? 0x1p31 : 0x1p23
            // The largest float below 2³¹; 2²³ − 1 is a float itself.
            let ceiling: Float = self == .int32 ? 2_147_483_520 : 8_388_607
            var index = 0
            while index < count {
                integers[index] = Int32(clipped(source[index] * scale, floor: -scale, ceiling: ceiling))
                index += 1
            }
        case .int16:
            let integers = target.assumingMemoryBound(to: Int16.self)
            var index = 0
            while index < count {
                integers[index] = Int16(clipped(source[index] * 0x1p15, floor: -32_768, ceiling: 32_767))
                index += 1
            }
        }
    }

    @_noLocks private func clipped(_ value: Float, floor: Float, ceiling: Float) -> Float {
        if value != value { return 0 }
        if value <= floor { return floor }
        if value >= ceiling { return ceiling }
        return musicgen_round(value)
    }
}
