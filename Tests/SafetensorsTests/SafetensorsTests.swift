import Foundation
import Safetensors
import Testing

@Suite struct SafetensorsTests {
    /// Written by hand after the format's description: length 64, header, two singles.
    static let handMade: Data = {
        var header = #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
        header += String(repeating: " ", count: 56 - header.utf8.count)
        return Data([56, 0, 0, 0, 0, 0, 0, 0]) + Data(header.utf8)
            + Data([0x00, 0x00, 0x80, 0x3f])  // 1.0
            + Data([0x00, 0x00, 0x20, 0xc0])  // −2.5
    }()

    @Test func readsAFileMadeByHand() throws {
        let file = try Safetensors(bytes: Self.handMade)
        #expect(try file.floats("w", shape: [2]) == [1, -2.5])
    }

    @Test(arguments: TensorType.allCases) func whatIsWrittenIsRead(type: TensorType) throws {
        var file = Safetensors(metadata: ["made": "by a test"])
        file.append("a", [0, 1, 2, 3, 4, 5], shape: [2, 3], as: type)
        file.append("b", bytes: [9, 8, 7])
        let back = try Safetensors(bytes: try file.serialized())
        #expect(try back.floats("a", shape: [2, 3]) == [0, 1, 2, 3, 4, 5])
        #expect(try back.rawBytes("b") == [9, 8, 7])
        #expect(back.metadata == ["made": "by a test"])
        #expect(try back.serialized() == file.serialized())
    }

    @Test func halfPrecisionRoundsToNearestEven() throws {
        // Published patterns: 1/3 → 0x3555, 65504 the largest, 2⁻²⁴ the smallest, 2049 ties to 2048.
        let values: [Float] = [1 / 3, 65504, 0x1p-24, 2049, 65520, -0.1, .infinity]
        var file = Safetensors()
        file.append("h", values, shape: [7], as: .float16)
        let bytes = try file.rawBytes("h")
        let patterns = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
        #expect(patterns == [0x3555, 0x7bff, 0x0001, 0x6800, 0x7c00, 0xae66, 0x7c00])
        #expect(try file.floats("h")[0] == 0.333251953125)
    }

    @Test func wrongShapesAndMissingTensorsAreNamed() throws {
        let file = try Safetensors(bytes: Self.handMade)
        #expect(throws: SafetensorsError.wrongShape(tensor: "w", expected: [3], actual: [2])) {
            try file.floats("w", shape: [3])
        }
        #expect(throws: SafetensorsError.missingTensor("v")) { try file.floats("v") }
    }

    @Test func everyTruncationIsRefused() {
        for length in 0..<Self.handMade.count {
            #expect(throws: SafetensorsError.self) { try Safetensors(bytes: Self.handMade.prefix(length)) }
        }
    }

    @Test(arguments: [
        #"{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}"#,
        #"{"w":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#,
        #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
        #"{"w":{"dtype":"Q9","shape":[2],"data_offsets":[0,8]}}"#,
        #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"v":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
        "[1,2]",
    ])
    func hostileHeadersAreRefused(header: String) {
        var bytes = Data()
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(Data(header.utf8))
        bytes.append(Data(count: 8))
        #expect(throws: SafetensorsError.self) { try Safetensors(bytes: bytes) }
    }

    @Test func mutatedFilesNeverCrash() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            var bytes = Self.handMade
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            if let file = try? Safetensors(bytes: bytes) { _ = try? file.floats("w") }
        }
    }

    @Test func anUnwritablePlaceIsNamed() {
        #expect {
            try Safetensors().write(to: "/nowhere/at/all.safetensors")
        } throws: {
            "\($0)".contains("/nowhere/at/all.safetensors")
        }
    }
}
