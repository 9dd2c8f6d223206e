import Foundation

/// Which cases a test of random input tries.
///
/// `MUSICGEN_FUZZ_CASES` asks for more cases than a run of all tests takes, `MUSICGEN_FUZZ_FIRST` for others: a case
/// depends on its number alone.
enum FuzzCases {
    static func range(usually count: Int) -> Range<Int> {
        let first = number("MUSICGEN_FUZZ_FIRST") ?? 0
        return first..<first + (number("MUSICGEN_FUZZ_CASES") ?? count)
    }

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init)
    }
}
