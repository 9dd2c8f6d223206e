/// Where everything stands in a font: its lists and their chunks, in whatever order (SoundFont 2.04, section 4).
struct FontLayout: Sendable {
    var information: [FourCC: Chunk] = [:]
    /// Sixteen bits a frame, and compressed samples.
    var smpl: Range<Int> = 0..<0
    /// The lower eight bits of 24, a byte a frame; nil if there are none.
    var sm24: Range<Int>?
    var presets: RecordTable
    var presetZones: ZoneTables
    var instruments: RecordTable
    var instrumentZones: ZoneTables
    var samples: RecordTable

    /// What a bag, its modulators and its generators stand in.
    struct ZoneTables: Sendable {
        var bags: RecordTable
        var modulators: RecordTable
        var generators: RecordTable
    }

    /// More of the tables is read when it is needed.
    private static let prefaultLimit = 1 << 22
    private static let lists: Set<FourCC> = ["LIST"]
    private static let informationNames: Set<FourCC> = [
        "ifil", "isng", "INAM", "irom", "iver", "ICRD", "IENG", "IPRD", "ICOP", "ICMT", "ISFT", "DMOD",
    ]
    private static let soundNames: Set<FourCC> = ["smpl", "sm24"]
    private static let tableSizes: [FourCC: Int] = [
        "phdr": 38, "pbag": 4, "pmod": 10, "pgen": 4, "inst": 22, "ibag": 4, "imod": 10, "igen": 4, "shdr": 46,
    ]

    /// Finds the chunks of a font.
    init(_ bytes: FontBytes, name: String, log: inout WarningLog) throws(SoundFontError) {
        guard bytes.count >= 12, bytes.fourCC(0) == "RIFF" else {
            throw .notASoundFont(name: name, reason: "it does not start with RIFF")
        }
        guard bytes.fourCC(8) == "sfbk" else {
            throw .notASoundFont(name: name, reason: "it is a RIFF file of the kind '\(bytes.fourCC(8))', not 'sfbk'")
        }
        let announced = Int(bytes.u32(4)) + 8
        if announced > bytes.count {
            log.add("RIFF", at: 4, "the file has \(bytes.count) bytes of \(announced); it was cut off")
        }
        let found = FontLayout.lists(in: bytes, announced: announced, log: &log)
        guard let data = found["pdta"] else { throw .missingChunk(name: name, chunk: "pdta") }
        // One request to the disk instead of one every few pages.
        try bytes.prefault(data.contents.prefix(FontLayout.prefaultLimit))
        let tables = FontLayout.tables(in: data, of: bytes, log: &log)
        func required(_ chunk: FourCC) throws(SoundFontError) -> RecordTable {
            guard let table = tables[chunk] else { throw .missingChunk(name: name, chunk: chunk.description) }
            return table
        }
        func optional(_ chunk: FourCC) -> RecordTable {
            if let table = tables[chunk] { return table }
            log.add("pdta", at: data.byte, "there is no chunk '\(chunk)'; no modulators are taken from it")
            return RecordTable(empty: chunk, size: 10)
        }
        presets = try required("phdr")
        presetZones = ZoneTables(
            bags: try required("pbag"), modulators: optional("pmod"), generators: try required("pgen"))
        instruments = try required("inst")
        instrumentZones = ZoneTables(
            bags: try required("ibag"), modulators: optional("imod"), generators: try required("igen"))
        samples = try required("shdr")
        if let list = found["INFO"] { information = FontLayout.information(in: list, of: bytes, log: &log) }
        if let list = found["sdta"] {
            (smpl, sm24) = FontLayout.sound(in: list, of: bytes, log: &log)
        } else {
            log.add("RIFF", at: 0, "there is no list 'sdta', so no sample can be played")
        }
    }

    /// The first list of each kind, its contents without the kind.
    private static func lists(in bytes: FontBytes, announced: Int, log: inout WarningLog) -> [FourCC: Chunk] {
        var found: [FourCC: Chunk] = [:]
        bytes.walkChunks(in: 12..<bytes.count, of: "RIFF", known: lists, log: &log) { chunk, log in
            // What follows the RIFF chunk is not the font's, unless its length is wrong and something is still missing.
            if chunk.byte >= announced && found.count == 3 { return false }
            guard chunk.name == "LIST", chunk.contents.count >= 4 else { return true }
            let kind = bytes.fourCC(chunk.contents.lowerBound)
            guard kind == "INFO" || kind == "sdta" || kind == "pdta" else { return true }
            guard found[kind] == nil else {
                log.add(kind, at: chunk.byte, "there is a second list of this kind; it is left out")
                return true
            }
            found[kind] = Chunk(name: kind, contents: chunk.contents.lowerBound + 4..<chunk.contents.upperBound)
            return true
        }
        // One wrong length hides all that comes after it.
        for (kind, names) in [("sdta", soundNames), ("pdta", Set(tableSizes.keys))] as [(FourCC, Set<FourCC>)]
        where found[kind] == nil {
            guard let list = bytes.searchList(kind, startingWith: names) else { continue }
            log.add(kind, at: list.byte, "the list is not where the lengths before it say; it was found by its name")
            found[kind] = list
        }
        return found
    }

    private static func tables(
        in list: Chunk, of bytes: FontBytes, log: inout WarningLog
    ) -> [FourCC: RecordTable] {
        var tables: [FourCC: RecordTable] = [:]
        bytes.walkChunks(in: list.contents, of: list.name, known: Set(tableSizes.keys), log: &log) { chunk, log in
            guard let size = tableSizes[chunk.name] else {
                log.add(chunk.name, at: chunk.byte, "an unknown chunk in 'pdta'; it is left out")
                return true
            }
            guard tables[chunk.name] == nil else {
                log.add(chunk.name, at: chunk.byte, "there is a second one; it is left out")
                return true
            }
            tables[chunk.name] = RecordTable(chunk, size: size, log: &log)
            return true
        }
        return tables
    }

    private static func information(
        in list: Chunk, of bytes: FontBytes, log: inout WarningLog
    ) -> [FourCC: Chunk] {
        var found: [FourCC: Chunk] = [:]
        bytes.walkChunks(in: list.contents, of: list.name, known: informationNames, log: &log) { chunk, _ in
            if informationNames.contains(chunk.name) && found[chunk.name] == nil { found[chunk.name] = chunk }
            return true
        }
        return found
    }

    private static func sound(
        in list: Chunk, of bytes: FontBytes, log: inout WarningLog
    ) -> (smpl: Range<Int>, sm24: Range<Int>?) {
        var found: [FourCC: Chunk] = [:]
        bytes.walkChunks(in: list.contents, of: list.name, known: soundNames, log: &log) { chunk, _ in
            if soundNames.contains(chunk.name) && found[chunk.name] == nil { found[chunk.name] = chunk }
            return true
        }
        if found["smpl"] == nil {
            log.add("sdta", at: list.byte, "there is no chunk 'smpl', so no sample can be played")
        }
        return (found["smpl"]?.contents ?? 0..<0, found["sm24"]?.contents)
    }
}
