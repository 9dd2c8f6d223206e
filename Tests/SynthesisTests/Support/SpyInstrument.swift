import DSP
import Synthesis

/// An instrument that makes no sound and writes down what it is told.
final class SpyInstrument: Instrument {
    /// What it was told, in words.
    private(set) var log: [String] = []
    /// What each channel has been told.
    private(set) var states = [ChannelState](repeating: ChannelState(), count: 32)
    /// The changes that were told, with their channels.
    private(set) var changes: [(channel: Int, change: ChannelChange)] = []
    private(set) var glides: [Glide?] = []
    private(set) var rendered = 0

    var activeVoices: Int { 0 }

    func noteOn(channel: Int, key: Int, velocity: Int, glide: Glide?) {
        log.append("on \(channel) \(key) \(velocity)" + from(glide))
        glides.append(glide)
    }

    func noteOff(channel: Int, key: Int, velocity: Int) { log.append("off \(channel) \(key)") }

    func legato(channel: Int, from: Int, to: Int, velocity: Int, glide: Glide?) {
        log.append("legato \(channel) \(from)-\(to) \(velocity)" + self.from(glide))
        glides.append(glide)
    }

    func channelChanged(_ channel: Int, to state: ChannelState, because change: ChannelChange) {
        states[channel] = state
        changes.append((channel, change))
    }

    func releaseAll(channel: Int) { log.append("release \(channel)") }

    func silence(channel: Int) { log.append("silence \(channel)") }

    func render(adding to: MixBus, frames: Int) {
        rendered += frames
        for frame in 0..<frames { to.left[frame] += 0.5 }
        for frame in 0..<frames { to.right[frame] += 0.5 }
    }

    /// Forgets what it was told so far.
    func forget() {
        log = []
        changes = []
        glides = []
    }

    private func from(_ glide: Glide?) -> String { glide.map { " from \(Int($0.fromKey))" } ?? "" }
}

/// A synthesizer on spies, and short words for events.
final class SpiedSynthesizer {
    let melodic = SpyInstrument()
    let percussion = SpyInstrument()
    let synthesizer: Synthesizer

    init(standard: MIDIStandard = .gs) {
        synthesizer = Synthesizer(
            sampleRate: 48_000, melodic: melodic, percussion: percussion, reverb: .off, standard: standard)
        melodic.forget()
        percussion.forget()
    }

    func on(_ key: UInt8, _ channel: UInt8 = 0, velocity: UInt8 = 100) {
        synthesizer.handle(.noteOn(channel: channel, key: key, velocity: velocity))
    }

    func off(_ key: UInt8, _ channel: UInt8 = 0) {
        synthesizer.handle(.noteOff(channel: channel, key: key, velocity: 64))
    }

    func controls(_ pairs: [(UInt8, UInt8)], channel: UInt8 = 0) {
        for (number, value) in pairs {
            synthesizer.handle(.controller(channel: channel, number: number, value: value))
        }
    }

    func program(_ number: UInt8, channel: UInt8 = 0) {
        synthesizer.handle(.program(channel: channel, number: number))
    }

    func exclusive(_ bytes: [UInt8], port: UInt8 = 0) {
        synthesizer.handle(.systemExclusive(port: port, bytes: bytes))
    }

    /// Roland's data set with its checksum.
    func roland(_ address: [UInt8], _ data: [UInt8], port: UInt8 = 0) {
        let sum = (address + data).reduce(0) { $0 + Int($1) }
        exclusive([0x41, 0x10, 0x42, 0x12] + address + data + [UInt8((128 - sum % 128) % 128)], port: port)
    }

    /// Yamaha's parameter change.
    func yamaha(_ address: [UInt8], _ data: [UInt8]) { exclusive([0x43, 0x10, 0x4C] + address + data) }

    func state(_ channel: Int = 0) -> ChannelState { synthesizer.state(ofChannel: channel) }
}
