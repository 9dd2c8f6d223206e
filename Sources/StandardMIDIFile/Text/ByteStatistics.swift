/// Counts over bytes that are not UTF-8, from which their encoding is guessed.
struct ByteStatistics {
    /// Runs of bytes above 7F, and how many of them have odd length.
    private var highRuns = 0
    private var oddHighRuns = 0
    private var highBytes = 0
    /// Bytes 80…A0 and FF, which GB 2312 does not use.
    private var outsideGB = 0
    /// Bytes outside A1…DF, the half-width katakana.
    private var outsideKatakana = 0
    /// Half-width ｰ, ﾞ and ﾟ, without which Japanese words are rare.
    private var katakanaMarks = 0
    /// First bytes of pairs from E0 up, in GB 2312 the rare characters, in Cyrillic the small letters.
    private var highLeads = 0
    /// Bytes C0…FF, the Cyrillic letters.
    private var cyrillicLetters = 0
    /// Pairs of the Shift-JIS form: those with kana or punctuation, those whose second byte is above 7F too.
    private var kanaPairs = 0
    private var closedPairs = 0
    private var pairs = 0
    private var isShiftJISForm = true
    /// ASCII letters that are no second byte of a pair.
    private var looseLetters = 0

    init(_ bytes: [UInt8]) {
        countRuns(bytes)
        countPairs(bytes)
    }

    private mutating func countRuns(_ bytes: [UInt8]) {
        var length = 0
        for byte in bytes {
            guard byte >= 0x80 else {
                if length % 2 == 1 { oddHighRuns += 1 }
                length = 0
                continue
            }
            if length == 0 { highRuns += 1 }
            if length % 2 == 0 && byte >= 0xE0 { highLeads += 1 }
            length += 1
            highBytes += 1
            if byte <= 0xA0 || byte == 0xFF { outsideGB += 1 }
            if !(0xA1...0xDF).contains(byte) { outsideKatakana += 1 }
            if [0xB0, 0xDE, 0xDF].contains(byte) { katakanaMarks += 1 }
            if byte >= 0xC0 { cyrillicLetters += 1 }
        }
        if length % 2 == 1 { oddHighRuns += 1 }
    }

    private mutating func countPairs(_ bytes: [UInt8]) {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            index += 1
            guard (0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead) else {
                if lead == 0x80 || lead == 0xA0 || lead > 0xFC { isShiftJISForm = false }
                if lead | 0x20 >= UInt8(ascii: "a") && lead | 0x20 <= UInt8(ascii: "z") { looseLetters += 1 }
                continue
            }
            guard index < bytes.count, (0x40...0xFC).contains(bytes[index]), bytes[index] != 0x7F else {
                isShiftJISForm = false
                return
            }
            pairs += 1
            if (0x81...0x83).contains(lead) { kanaPairs += 1 }
            if bytes[index] >= 0x80 { closedPairs += 1 }
            index += 1
        }
    }

    /// Whole pairs of GB 2312, common characters mostly, and not plainly half-width katakana.
    var looksGBK: Bool {
        guard oddHighRuns == 0, outsideGB == 0, highBytes >= 4, highLeads * 4 <= highBytes else { return false }
        return outsideKatakana > 0 || katakanaMarks == 0
    }

    /// Pairs of Shift-JIS with kana among them or mostly closed ones, or half-width katakana alone.
    var looksShiftJIS: Bool {
        guard isShiftJISForm else { return false }
        if pairs == 0 {
            // Cyrillic capitals are C0…DF too, but katakana words rarely keep to that half.
            let isOneHalf = cyrillicLetters == highBytes && highBytes > 4
            return outsideKatakana == 0 && highBytes >= 3 && highRuns * 2 < highBytes && !isOneHalf
        }
        if kanaPairs > 0 { return true }
        guard closedPairs * 2 >= pairs, cyrillicLetters < highBytes else { return false }
        return closedPairs >= 2 || (pairs >= 2 && looseLetters == 0)
    }

    /// Words of Cyrillic letters: long runs, which Western languages do not have.
    var looksCyrillic: Bool {
        highBytes >= 3 && highBytes >= 3 * highRuns && cyrillicLetters * 5 >= highBytes * 4
    }
}
