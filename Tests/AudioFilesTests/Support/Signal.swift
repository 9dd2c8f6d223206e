import Glibc

/// Two tones at half scale, one a channel.
func tones(frames: Int, sampleRate: Int = 48_000) -> (left: [Float], right: [Float]) {
    func tone(_ hertz: Double) -> [Float] {
        (0..<frames).map { Float(0.5 * sin(2 * .pi * hertz * Double($0) / Double(sampleRate))) }
    }
    return (tone(440), tone(660))
}

/// How far a copy is from the original, in dB; infinite if they are equal.
func signalToNoise(_ original: [Float], _ copy: [Float]) -> Double {
    precondition(original.count == copy.count)
    var signal = 0.0
    var noise = 0.0
    for (a, b) in zip(original, copy) {
        signal += Double(a) * Double(a)
        noise += (Double(a) - Double(b)) * (Double(a) - Double(b))
    }
    return noise == 0 ? .infinity : 10 * log10(signal / noise)
}
