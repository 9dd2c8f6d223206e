import Testing
import Visualization

@Suite struct WaveformTests {
    @Test func `an envelope has the extremes and the power of each stretch`() {
        let left: [Float] = [0, 0.5, -1, 0, 0.25, 0.25]
        let right: [Float] = [0, 0, 0, 0, -0.25, -0.25]
        let envelope = WaveformEnvelope(channels: [left, right], sampleRate: 3, columnCount: 3)
        #expect(envelope.duration == 2)
        #expect(envelope.columns.map(\.maximum) == [0.5, 0, 0.25])
        #expect(envelope.columns.map(\.minimum) == [0, -1, -0.25])
        #expect(envelope.columns.map(\.rms) == [0.25, 0.5, 0.25])
    }

    @Test(
        "Nothing, one frame and nonsense make pictures too",
        arguments: [[], [0.5], [.nan, .infinity, -3]] as [[Float]])
    func odd(samples: [Float]) throws {
        let envelope = WaveformEnvelope(channels: [samples], sampleRate: 48_000)
        #expect(envelope.columns.count == samples.count)
        #expect(envelope.columns.allSatisfy { $0.rms.isFinite })
        let svg = Waveform(envelope: envelope, title: "odd").svg
        _ = try XMLElement(parsing: svg)
        #expect(!svg.contains("nan") && !svg.contains("inf"))
    }

    @Test func `no channels are silence`() {
        #expect(WaveformEnvelope(channels: [], sampleRate: 48_000).columns.isEmpty)
    }

    @Test func `a minute of sound is a small picture that stays within its frame`() throws {
        let samples = (0..<480_000).map { Float($0 % 97) / 48 - 1 }
        let waveform = Waveform(envelope: WaveformEnvelope(channels: [samples], sampleRate: 8_000), title: "saw")
        let svg = waveform.svg
        #expect(svg.utf8.count < 20_000)
        let areas = try XMLElement(parsing: svg).all("path").filter { $0.attributes["class"] == "mg-f0" }
        #expect(areas.count == 2)
        let numbers = areas.flatMap { path in
            (path.attributes["d"] ?? "").split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
        }
        #expect(numbers.allSatisfy { (0...640).contains($0) })
        let heights = stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
        #expect(heights.allSatisfy { (0...64).contains($0) })
    }
}
