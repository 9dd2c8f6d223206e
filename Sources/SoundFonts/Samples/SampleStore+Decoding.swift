import AudioFiles
import Synchronization

extension SampleStore {
    private static let lostByFailure = 6144

    /// A compressed sample, decoded so far.
    ///
    /// Its room is taken at the length that the stream announces, in a file with a hole there; a stream that lies about
    /// its length gets no more than it yields.
    func decoded(_ index: Int, frames: Int) throws(SoundFontError) -> SampleData {
        let room = (memoryLimit - memoryUsed.load(ordering: .relaxed)) / MemoryLayout<Int16>.stride
        guard room > 0 else { throw .tooMuchSound(name: font.path, limit: memoryLimit) }
        let reader = try opened(index)
        guard let count = reader.announced, count <= min(SampleStore.maximumFrames, room) else {
            return try decodedWhole(index, room: room)
        }
        try reserve(count * MemoryLayout<Int16>.stride)
        let place = takeRoom(frames: count)
        let data = SampleData(frames: .int16(place.frames), count: count, available: 0, owner: place.owner)
        let end = count - SampleStore.smallRest <= frames ? count : max(1, frames)
        advance(data, to: end, with: reader)
        if data.silentFrom == 0 { throw font.fault(index, "there is no sound in it") }
        font.bytes.discard(encodedRange(index))
        return data
    }

    /// Decodes on from what is there. The stream is read anew from its start: an open decoder takes more memory than
    /// most samples, and a second of sound is decoded in less than a millisecond.
    func decodeOn(_ index: Int, _ data: SampleData, to end: Int) throws(SoundFontError) {
        guard data.availableFrames < end else { return }
        try font.bytes.requireWhole()
        advance(data, to: end, with: try opened(index))
        font.bytes.discard(encodedRange(index))
    }

    /// Reads frames up to `end` from a stream that stands at its start. If it ends before, silence follows.
    private func advance(_ data: SampleData, to end: Int, with reader: EncodedSoundReader) {
        guard case .int16(let frames) = data.frames else { return }
        let first = data.availableFrames
        var got = reader.read(first, into: nil)
        if got == first {
            got += read(end - first, from: reader, to: frames + first)
        } else {
            got = first
        }
        if got >= end { return data.publish(end) }
        data.publishEnd(at: got)
        memoryUsed.subtract((data.count - got) * MemoryLayout<Int16>.stride, ordering: .relaxed)
    }

    /// Reads the next frames to a place in the temporary file, or in memory; returns how many there were.
    private func read(_ wanted: Int, from reader: EncodedSoundReader, to target: UnsafePointer<Int16>) -> Int {
        guard let file, file.holds(target) else {
            return reader.read(wanted, into: UnsafeMutablePointer(mutating: target))
        }
        let block = 1 << 15
        return withUnsafeTemporaryAllocation(of: Int16.self, capacity: min(block, max(1, wanted))) { buffer in
            var done = 0
            while done < wanted {
                let count = reader.read(min(block, wanted - done), into: buffer.baseAddress)
                guard count > 0 else { break }
                file.write(UnsafeBufferPointer(rebasing: buffer[..<count]), to: target + done)
                done += count
            }
            return done
        }
    }

    /// A stream that does not say how long it is has to be decoded to know.
    private func decodedWhole(_ index: Int, room: Int) throws(SoundFontError) -> SampleData {
        let sound: DecodedSound
        do throws(AudioFileError) {
            sound = try EncodedSound.decode(
                encodedBytes(index), name: font.samples[index].name, maximumFrames: min(SampleStore.maximumFrames, room)
            )
        } catch {
            if case .tooManyFrames(_, let limit) = error, limit == room {
                throw .tooMuchSound(name: font.path, limit: memoryLimit)
            }
            throw try failure(index, error)
        }
        try reserve(sound.count * MemoryLayout<Int16>.stride)
        return SampleData(frames: .int16(sound.frames), count: sound.count, owner: sound)
    }

    private func opened(_ index: Int) throws(SoundFontError) -> EncodedSoundReader {
        do throws(AudioFileError) {
            return try EncodedSoundReader(encodedBytes(index), name: font.samples[index].name)
        } catch {
            throw try failure(index, error)
        }
    }

    private func failure(_ index: Int, _ error: AudioFileError) throws(SoundFontError) -> SoundFontError {
        // libsndfile 1.2 does not give back a little under 6 KiB when it cannot read a stream's headers. Counted, they
        // cannot add up beyond the limit in a font full of such streams.
        try reserve(SampleStore.lostByFailure)
        return font.fault(index, error.reason)
    }

    private func encodedRange(_ index: Int) -> Range<Int> {
        let extent = font.samples[index].extent
        let start = font.layout.smpl.lowerBound
        return start + extent.lowerBound..<start + extent.upperBound
    }

    private func encodedBytes(_ index: Int) -> UnsafeRawBufferPointer {
        let range = encodedRange(index)
        return UnsafeRawBufferPointer(start: font.bytes.start + range.lowerBound, count: range.count)
    }
}

extension AudioFileError {
    /// Why a stream in memory could not be decoded, without the name that stands elsewhere.
    fileprivate var reason: String {
        switch self {
        case .malformed(_, let reason): reason
        case .tooManyFrames(_, let limit): "it is longer than \(limit) frames"
        default: description
        }
    }
}
