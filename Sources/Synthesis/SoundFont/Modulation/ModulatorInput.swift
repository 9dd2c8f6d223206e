/// What a voice's modulators read, and the sum of what they give.
struct ModulatorInput {
    let state: UnsafePointer<ChannelState>
    let key: UInt8
    /// The key that was struck, whose pressure counts even when the region sounds another.
    let struckKey: UInt8
    let velocity: UInt8
    let curves: Unmanaged<ModulatorCurves>
    /// Room for `CompiledModulator.limit` sums.
    let links: UnsafeMutablePointer<Float>

    /// Adds what modulators give to the generators' values.
    func add(_ modulators: UnsafePointer<CompiledModulator>, count: Int, to values: UnsafeMutablePointer<Float>) {
        let depth = Float(state.pointee.modulationDepth) / 50
        for index in 0..<count { links[index] = 0 }
        for index in 0..<count {
            let modulator = modulators + index
            var output = modulator.pointee.amount
            if output == 0 { continue }
            output *= value(modulator.pointee.source, sum: links[index])
            if output == 0 { continue }
            output *= value(modulator.pointee.amountSource, sum: 0)
            if modulator.pointee.isAbsolute { output = abs(output) }
            if modulator.pointee.isWheelVibrato { output *= depth }
            let destination = Int(modulator.pointee.destination)
            if destination >= Int(CompiledModulator.firstLink) {
                links[destination - Int(CompiledModulator.firstLink)] += output
            } else if destination >= 0 {
                values[destination] += output
            }
        }
    }

    @inline(__always)
    private func value(_ source: CompiledModulator.Source, sum: Float) -> Float {
        let curves = curves._withUnsafeGuaranteedRef { $0 }
        switch source.kind {
        case .one: return 1
        case .velocity: return curves.map(velocity, kind: source.curve)
        case .key: return curves.map(key, kind: source.curve)
        case .keyPressure: return curves.map(state.pointee.keyPressure[Int(struckKey)], kind: source.curve)
        case .channelPressure: return curves.map(state.pointee.pressure, kind: source.curve)
        case .controller: return curves.map(state.pointee.controllers[Int(source.controller)], kind: source.curve)
        case .wheel:
            return curves.map14(Int(state.pointee.pitchBend) + 8_192, kind: source.curve)
        case .wheelRange:
            // Semitones over 127, so that the default modulator's 12,700 cents are a hundred a semitone.
            return curves.map(share: Float(state.pointee.bendRange / 127), kind: source.curve)
        case .link: return curves.map(share: (sum - source.linkFloor) * source.linkScale, kind: source.curve)
        }
    }
}
