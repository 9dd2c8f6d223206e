import Foundation
import Testing

@Suite("musicgen doctor and devices")
struct DoctorTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("every fault comes with what to do about it: 69")
    func faults() throws {
        let outcome = try Program.run(["doctor", "--device", "trumpet", "--model", folder("no-model")])
        #expect(outcome.exitCode == 69)
        #expect(outcome.errors.isEmpty)
        let lines = outcome.text.split(separator: "\n")
        let faults = lines.indices.filter { lines[$0].hasPrefix("✗") }
        #expect(faults.count == 2)
        for index in faults {
            #expect(lines.indices.contains(index + 1) && lines[index + 1].hasPrefix("    → "))
        }
        #expect(outcome.text.contains("✗ model"))
        #expect(outcome.text.contains("✗ sound device"))
        #expect(outcome.text.contains("✓ processor"))
        #expect(outcome.text.contains("✓ sound files"))
    }

    @Test("a device that opens is no fault")
    func device() throws {
        let outcome = try Program.run(["doctor", "--device", "null"])
        #expect(outcome.text.contains("✓ sound device"))
    }

    @Test("devices lists what ALSA names, a name and a tab a line")
    func devices() throws {
        let outcome = try Program.run(["devices"])
        #expect(outcome.exitCode == 0 || outcome.exitCode == 69)
        #expect(outcome.text.split(separator: "\n").contains { $0 == "null" || $0.hasPrefix("null\t") })
    }
}
