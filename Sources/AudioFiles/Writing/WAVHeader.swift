/// The chunks before the samples of a WAV file (Microsoft/IBM, Multimedia Programming Interface, 1991).
struct WAVHeader {
    let encoding: SampleEncoding
    let sampleRate: Int
    let channelCount: Int
    let metadata: AudioMetadata

    /// Bytes of the samples of so many frames, without padding.
    func dataByteCount(frameCount: Int) -> Int { frameCount * channelCount * encoding.byteCount }

    /// The header; nil frames mean that nobody knows yet.
    func bytes(frameCount: Int?) -> [UInt8] {
        var body: [UInt8] = Array("WAVE".utf8)
        let frameBytes = channelCount * encoding.byteCount
        var format: [UInt8] = []
        format.append16(encoding == .float ? 3 : 1)
        format.append16(channelCount)
        format.append32(sampleRate)
        format.append32(sampleRate * frameBytes)
        format.append16(frameBytes)
        format.append16(encoding.byteCount * 8)
        body.appendChunk("fmt ", format)
        if encoding == .float {
            // Required of every format but PCM: the number of frames.
            var fact: [UInt8] = []
            fact.append32(frameCount ?? 0xFFFF_FFFF)
            body.appendChunk("fact", fact)
        }
        let list = informationList()
        if !list.isEmpty { body.appendChunk("LIST", list) }
        body += Array("data".utf8)
        var whole: [UInt8] = Array("RIFF".utf8)
        if let frameCount {
            let data = dataByteCount(frameCount: frameCount)
            body.append32(data)
            whole.append32(body.count + data + data % 2)
        } else {
            body.append32(0xFFFF_FFFF)
            whole.append32(0xFFFF_FFFF)
        }
        return whole + body
    }

    private func informationList() -> [UInt8] {
        var list: [UInt8] = []
        for (name, text) in [
            ("INAM", metadata.title), ("IART", metadata.artist), ("ICMT", metadata.comment),
            ("ISFT", metadata.software),
        ] where !text.isEmpty {
            list.appendChunk(name, Array(text.utf8) + [0])
        }
        return list.isEmpty ? [] : Array("INFO".utf8) + list
    }
}

extension [UInt8] {
    fileprivate mutating func append16(_ value: Int) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    fileprivate mutating func append32(_ value: Int) {
        for shift in [0, 8, 16, 24] { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    fileprivate mutating func appendChunk(_ name: String, _ content: [UInt8]) {
        append(contentsOf: name.utf8)
        append32(content.count)
        append(contentsOf: content)
        if content.count % 2 == 1 { append(0) }
    }
}
