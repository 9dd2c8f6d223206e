import AudioDevices
import Testing

@Suite struct AudioDeviceTests {
    @Test func `the list names devices that need no sound card`() {
        let devices = AudioDevice.all()
        #expect(devices.contains { $0.name == "null" })
        #expect(devices.allSatisfy { !$0.name.isEmpty && !$0.summary.contains("\n") })
    }

    @Test func `cards are numbered`() {
        #expect(SoundCard.all().allSatisfy { $0.index >= 0 && !$0.name.isEmpty })
    }

    @Test func `a device nobody knows is refused with the list of those known`() {
        let error = #expect(throws: AudioDeviceError.self) { try AudioOutput(device: "no-such-device") }
        guard case .unknownDevice("no-such-device", let known) = error else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
        #expect(known.contains("null"))
    }

    @Test func `a card that is not there is refused with the remedy`() {
        let error = #expect(throws: AudioDeviceError.self) { try AudioOutput(device: "hw:31") }
        guard case .noDevice("hw:31", _) = error else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
        #expect(error?.description.contains("musicgen devices") == true)
    }
}
