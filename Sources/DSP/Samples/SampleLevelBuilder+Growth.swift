import CKernels

extension SampleLevelBuilder {
    /// Frames that are filtered at a time, so that little memory is needed beside the result.
    private static var block: Int { 8_192 }

    func grow(to available: Int, silentFrom: Int, in levels: UnsafeMutablePointer<ck_voice_level>) -> Bool {
        var paths = unfinished
        unfinished = []
        for index in paths.indices {
            let ready = fill(&paths[index], to: available, silentFrom: silentFrom)
            // Voices read it with acquire: what was filled before is there for them.
            ck_voice_publish(levels + paths[index].level, paths[index].looped ? 1 : 0, ready)
            if ready != .max { unfinished.append(paths[index]) }
        }
        return unfinished.isEmpty
    }

    /// Fills what can be filled; returns the first frame that may not be read yet, and the greatest number for none.
    private func fill(_ path: inout Path, to available: Int, silentFrom: Int) -> UInt64 {
        let isWhole = available >= limit(looped: path.looped)
        if path.taps.isEmpty {
            for index in path.copies.indices {
                // The start needs only the frames around it, all else the last one.
                guard isWhole || (index == 0 && path.copies.count > 1 && available >= 2 * Self.margin) else { continue }
                copy(&path.copies[index], looped: path.looped)
            }
            let isBegun = path.copies[0].filled > path.copies[0].range.lowerBound
            return isWhole ? .max : isBegun ? UInt64(available - Self.margin) : 0
        }
        filter(&path, to: available, isWhole: isWhole, silentFrom: silentFrom)
        return isWhole ? .max : UInt64(max(0, path.copies[0].filled - Self.margin))
    }

    private func copy(_ copy: inout Copy, looped: Bool) {
        for index in copy.filled..<copy.range.upperBound { copy.memory[index] = frame(index, looped: looped) }
        copy.filled = copy.range.upperBound
    }

    /// Filters on to the last frame whose neighbours are all there.
    private func filter(_ path: inout Path, to available: Int, isWhole: Bool, silentFrom: Int) {
        let (taps, half) = (path.taps, path.taps.count / 2)
        let first = path.copies[0].filled
        let last = isWhole ? path.copies[0].range.upperBound : min(path.copies[0].range.upperBound, available - half)
        guard first < last else { return }
        path.copies[0].filled = last
        let heard = limit(looped: path.looped)
        var input = [Float](repeating: 0, count: min(Self.block, last - first) + taps.count)
        var output = [Float](repeating: 0, count: min(Self.block, last - first))
        let unscale = 1 / Frame.levelScale
        for start in stride(from: first, to: last, by: Self.block) {
            let length = min(Self.block, last - start)
            // The memory is zeroed; pages that are not written cost nothing.
            if start - half >= silentFrom, start + length + half <= heard { continue }
            gather(from: start - half, count: length + taps.count - 1, looped: path.looped, into: &input)
            ck_voice_convolve(input, taps, Int32(taps.count), &output, Int64(length))
            let target = path.copies[0].memory + start
            output.withUnsafeBufferPointer { output in
                for offset in 0..<length { target[offset] = Frame(nearest: output[offset] * unscale) }
            }
        }
    }

    /// Frames of the sample as it is heard, as floats; those of the sample itself, nearly all, without a choice for each.
    private func gather(from start: Int, count: Int, looped: Bool, into output: inout [Float]) {
        let end = start + count
        let first = max(start, min(end, 0))
        let last = max(first, min(end, limit(looped: looped)))
        output.withUnsafeMutableBufferPointer { output in
            for index in start..<first { output[index - start] = 0 }
            for index in first..<last { output[index - start] = frames[index].float }
            for index in last..<end { output[index - start] = frame(index, looped: looped).float }
        }
    }
}
