import AudioDevices
import Glibc
import Testing

@Suite struct SampleRingTests {
    @Test func `what goes in comes out, across the end`() {
        let ring = SampleRing(minimumCapacity: 50)
        #expect(ring.capacity == 64)
        var next: Float = 0
        var expected: Float = 0
        var target = [Float](repeating: 0, count: 64)
        for size in [1, 40, 64, 7, 63, 64, 5] {
            let samples = (0..<size).map { _ in
                next += 1
                return next
            }
            #expect(samples.withUnsafeBufferPointer { ring.write($0) } == size)
            #expect(ring.readableCount == size && ring.writableCount == 64 - size)
            #expect(target.withUnsafeMutableBufferPointer { ring.read(into: $0.baseAddress!, count: 64) } == size)
            for index in 0..<size {
                expected += 1
                #expect(target[index] == expected)
            }
        }
    }

    @Test func `a full ring takes what fits, an empty one gives nothing`() {
        let ring = SampleRing(minimumCapacity: 64)
        let samples = [Float](repeating: 1, count: 100)
        #expect(samples.withUnsafeBufferPointer { ring.write($0) } == 64)
        #expect(samples.withUnsafeBufferPointer { ring.write($0) } == 0)
        var target = [Float](repeating: 0, count: 100)
        #expect(target.withUnsafeMutableBufferPointer { ring.read(into: $0.baseAddress!, count: 100) } == 64)
        #expect(target.withUnsafeMutableBufferPointer { ring.read(into: $0.baseAddress!, count: 100) } == 0)
    }

    @Test(.timeLimit(.minutes(1))) func `two threads pass a million samples in order`() {
        let passage = Passage()
        var reader = pthread_t()
        pthread_create(
            &reader, nil,
            { context in
                Unmanaged<Passage>.fromOpaque(context!).takeUnretainedValue().receive()
                return nil
            }, Unmanaged.passUnretained(passage).toOpaque())
        passage.send()
        pthread_join(reader, nil)
        #expect(passage.firstWrong == nil)
    }
}

/// A ring with one thread at each end, and what went through it wrongly.
private final class Passage {
    let ring = SampleRing(minimumCapacity: 256)
    let total = 1_000_000
    var firstWrong: Int?

    func send() {
        let samples = (0..<8_192).map { Float($0 % 4_096) }
        var sent = 0
        samples.withUnsafeBufferPointer { samples in
            while sent < total {
                let size = min(1 + sent % 90, total - sent)
                let start = sent % 4_096
                let count = ring.write(UnsafeBufferPointer(rebasing: samples[start..<(start + size)]))
                sent += count
                if count == 0 { sched_yield() }
            }
        }
    }

    func receive() {
        let block = UnsafeMutablePointer<Float>.allocate(capacity: 100)
        defer { block.deallocate() }
        var seen = 0
        while seen < total {
            let count = ring.read(into: block, count: 100)
            for index in 0..<count where block[index] != Float((seen + index) % 4_096) && firstWrong == nil {
                firstWrong = seen + index
            }
            seen += count
            if count == 0 { sched_yield() }
        }
    }
}
