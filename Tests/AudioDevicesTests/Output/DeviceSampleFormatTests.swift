import AudioDevices
import Testing

@Suite struct DeviceSampleFormatTests {
    private func converted<Integer: FixedWidthInteger>(
        _ samples: [Float], _ format: DeviceSampleFormat, as type: Integer.Type
    ) -> [Integer] {
        var target = [Integer](repeating: 0, count: samples.count)
        target.withUnsafeMutableBytes { format.convert(samples, count: samples.count, to: $0.baseAddress!) }
        return target
    }

    @Test func `floats are left alone`() {
        let samples: [Float] = [0, 1, -1, 3, 0.1]
        var target = [Float](repeating: 9, count: 5)
        target.withUnsafeMutableBytes { DeviceSampleFormat.float32.convert(samples, count: 5, to: $0.baseAddress!) }
        #expect(target == samples)
        #expect(DeviceSampleFormat.float32.byteCount == 4)
    }

    @Test func `integers are rounded, clipped, and silent for what is no number`() {
        let samples: [Float] = [0, 0.5, -0.5, 1, -1, 7, -7, .nan, .infinity, -.infinity, 0x1p-20]
        #expect(
            converted(samples, .int16, as: Int16.self) == [
                0, 16_384, -16_384, 32_767, -32_768, 32_767, -32_768, 0, 32_767, -32_768, 0,
            ])
        #expect(
            converted(samples, .int24, as: Int32.self) == [
                0, 1 << 22, -1 << 22, 8_388_607, -8_388_608, 8_388_607, -8_388_608, 0, 8_388_607, -8_388_608, 8,
            ])
        #expect(
            converted(samples, .int32, as: Int32.self) == [
                0, 1 << 30, -1 << 30, 2_147_483_520, .min, 2_147_483_520, .min, 0, 2_147_483_520, .min, 1 << 11,
            ])
        #expect(DeviceSampleFormat.int16.byteCount == 2)
    }
}
