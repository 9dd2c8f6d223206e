import CKernels

extension StereoBuffer {
    /// The largest magnitude of a sample in either channel.
    public var peak: Float {
        max(Self.peak(of: left), Self.peak(of: right))
    }

    /// The largest magnitude in either channel, between samples too (ITU-R BS.1770-5, Annex 2).
    public var truePeak: Float {
        [left, right].map { channel in
            let meter = TruePeakMeter(sampleRate: sampleRate)
            channel.withUnsafeBufferPointer { samples in
                if let base = samples.baseAddress { meter.add(base, count: samples.count) }
            }
            return meter.peak
        }.max() ?? 0
    }

    /// The root mean square over both channels.
    public var rms: Float {
        guard frames > 0 else { return 0 }
        var sum = 0.0
        for index in 0..<frames {
            sum += Double(left[index]) * Double(left[index]) + Double(right[index]) * Double(right[index])
        }
        return Float((sum / Double(2 * frames)).squareRoot())
    }

    /// Multiplies every sample.
    public mutating func scale(by gain: Float) {
        for index in left.indices { left[index] *= gain }
        for index in right.indices { right[index] *= gain }
    }

    /// Scales the whole so that its peak lies at `decibels` (0 is full scale); silence stays silence.
    ///
    /// - Returns: the gain that was applied, 1 for silence.
    @discardableResult
    public mutating func normalise(toPeak decibels: Double = -1) -> Float {
        let peak = self.peak
        guard peak > 0, peak.isFinite else { return 1 }
        let gain = Decibels.amplitude(decibels) / peak
        scale(by: gain)
        return gain
    }

    private static func peak(of samples: [Float]) -> Float {
        samples.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { ck_peak($0, Int64(buffer.count)) } ?? 0
        }
    }
}
