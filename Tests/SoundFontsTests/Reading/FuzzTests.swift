import Glibc
import SoundFonts
import Testing

/// Fonts with bytes, fields, lengths and ends changed at random, the same at every run.
///
/// `MUSICGEN_FUZZ_CASES` asks for more cases than a run of all tests takes, `MUSICGEN_FUZZ_FIRST` for others: a case
/// depends on its number alone.
@Suite("Damaged fonts")
struct FuzzTests {
    private static func number(_ name: String, _ standard: Int) -> Int {
        getenv(name).flatMap { Int(String(cString: $0)) } ?? standard
    }

    @Test("are read as far as they are sound, or refused; nothing in them is out of bounds")
    func damaged() throws {
        let seeds = FontSeeds.all
        let first = FuzzTests.number("MUSICGEN_FUZZ_FIRST", 0)
        var opened = 0
        var sounding = 0
        let count = FuzzTests.number("MUSICGEN_FUZZ_CASES", 1500)
        for number in first..<first + count {
            var mutator = Mutator(seed: UInt64(number))
            let bytes = mutator.mutated(seeds[number % seeds.count])
            guard let font = try? SoundFont(bytes: bytes, name: "case \(number)") else { continue }
            opened += 1
            let fault = FontCheck.fault(in: font)
            #expect(fault == nil, "case \(number)")
            if FontCheck.sounds(font) { sounding += 1 }
        }
        // Most damage leaves something to play, or the reader would be giving up too soon.
        #expect(opened > count / 3)
        #expect(sounding > count / 4)
    }

    @Test("the seeds are sound")
    func seeds() throws {
        for bytes in FontSeeds.all {
            let font = try SoundFont(bytes: bytes, name: "seed")
            #expect(font.inspected().warnings.isEmpty)
            #expect(FontCheck.fault(in: font) == nil)
            #expect(FontCheck.sounds(font))
        }
    }
}
