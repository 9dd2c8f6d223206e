import StandardMIDIFile
import Testing

/// Odd and broken files against what a good reader makes of them, `Fixtures/torture/expected.csv`.
///
/// Notes are counted as note-ons with a velocity above 0: which note-off belongs to which is not the reader's to say.
@Suite struct TortureTests {
    @Test(arguments: try Fixture.torture())
    func `is read as expected`(_ torture: TortureCase) throws {
        let bytes = try Fixture.bytes("torture/\(torture.name)")
        let lenient = Result { () throws(MIDIFileError) in try MIDIFileReader(policy: .lenient).read(bytes) }
        let strict = Result { () throws(MIDIFileError) in try MIDIFileReader(policy: .strict).read(bytes) }
        switch torture.expectation {
        case .ok:
            let result = try lenient.get()
            #expect(result.warnings.isEmpty)
            #expect(try strict.get() == result)
        case .warn:
            let result = try lenient.get()
            #expect(!result.warnings.isEmpty)
            if result.warnings.contains(where: \.problem.isViolation) {
                #expect(throws: MIDIFileError.self) { try strict.get() }
            } else {
                #expect(try strict.get() == result)
            }
        case .error:
            #expect(throws: MIDIFileError.self) { try lenient.get() }
            #expect(throws: MIDIFileError.self) { try strict.get() }
        }
        if let notes = torture.notes { #expect(try lenient.get().file.struckNotes == notes) }
    }

    @Test(arguments: try Fixture.torture().filter { $0.expectation != .error })
    func `what was recovered can be written and read again`(_ torture: TortureCase) throws {
        let bytes = try Fixture.bytes("torture/\(torture.name)")
        let file = try MIDIFileReader(policy: .lenient).read(bytes).file
        let rewritten = file.serialized()
        let again = try MIDIFileReader(policy: .lenient).read(rewritten)
        #expect(again.file == file)
        #expect(again.file.serialized() == rewritten)
        // All that is left to complain of is what was kept as it was.
        for warning in again.warnings where warning.problem.isViolation {
            guard case .malformedMeta = warning.problem else {
                Issue.record("\(warning)")
                continue
            }
        }
    }

    @Test func `the set is whole`() throws {
        #expect(try Fixture.torture().count == 85)
    }
}
