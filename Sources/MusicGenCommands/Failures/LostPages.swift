import Glibc

/// SIGBUS: a file that is mapped into memory was cut short by somebody, and the pages that are read are gone.
///
/// The reading code cannot go on from there. The handler says which file it was, removes what is not whole, and ends
/// the process as a failed reading would. It calls only what a signal handler may: `open`, `read`, `write`, `unlink`,
/// `_exit`; the kernel's list of mappings, `/proc/self/maps`, tells it the file.
package enum LostPages {
    private static let capacity = 1 << 18
    nonisolated(unsafe) private static let maps = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    private static let messageStart: StaticString = "musicgen: "
    private static let messageUnknown: StaticString = "a file"
    private static let messageEnd: StaticString =
        " became shorter while it was read; run it again when the file is whole\n"

    /// Installs the handler.
    package static func install() {
        // The handler must not be the one to make these.
        _ = (maps, messageStart, messageUnknown, messageEnd)
        Leftovers.prepare()
        var action = sigaction()
        action.__sigaction_handler.sa_sigaction = { _, information, _ in
            LostPages.end(at: UInt(bitPattern: information?.pointee._sifields._sigfault.si_addr))
        }
        action.sa_flags = SA_SIGINFO | Int32(bitPattern: 0x8000_0000)  // SA_RESETHAND
        sigaction(SIGBUS, &action, nil)
    }

    private static func end(at address: UInt) -> Never {
        Leftovers.removeAll()
        say(messageStart.utf8Start, messageStart.utf8CodeUnitCount)
        if let path = path(at: address) {
            say(path.baseAddress, path.count)
        } else {
            say(messageUnknown.utf8Start, messageUnknown.utf8CodeUnitCount)
        }
        say(messageEnd.utf8Start, messageEnd.utf8CodeUnitCount)
        _exit(CommandFailure.Kind.inputOutput.exitCode)
    }

    private static func say(_ bytes: UnsafePointer<UInt8>?, _ count: Int) {
        _ = write(STDERR_FILENO, bytes, count)
    }

    /// The file that is mapped at an address: a line of the list is `start-end rights offset device inode  path`.
    private static func path(at address: UInt) -> UnsafeBufferPointer<UInt8>? {
        let descriptor = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var count = 0
        while count < capacity {
            let more = read(descriptor, maps + count, capacity - count)
            guard more > 0 else { break }
            count += more
        }
        var place = 0
        while place < count {
            let start = hexadecimal(&place, count)
            place += 1
            let end = hexadecimal(&place, count)
            var name = place
            while place < count, maps[place] != 0x0A { place += 1 }
            while name < place, maps[name] != 0x2F { name += 1 }
            if start <= address, address < end, name < place {
                return UnsafeBufferPointer(start: maps + name, count: place - name)
            }
            place += 1
        }
        return nil
    }

    private static func hexadecimal(_ place: inout Int, _ count: Int) -> UInt {
        var value: UInt = 0
        while place < count {
            switch maps[place] {
            case let digit where digit >= 0x30 && digit <= 0x39: value = value &* 16 &+ UInt(digit &- 0x30)
            case let digit where digit >= 0x61 && digit <= 0x66: value = value &* 16 &+ UInt(digit &- 0x57)
            default: return value
            }
            place += 1
        }
        return value
    }
}
