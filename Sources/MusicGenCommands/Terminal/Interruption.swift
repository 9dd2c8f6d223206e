import Glibc
import Synchronization

/// Ctrl-C, `kill` and a terminal that is closed: the first request is a flag that the verbs look at between steps, the second ends the process.
package enum Interruption {
    private static let requested = Atomic<Bool>(false)

    /// Whether SIGINT, SIGTERM or SIGHUP has arrived.
    package static var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// Throws `CommandFailure.interrupted` once one of them has arrived.
    package static func check() throws(CommandFailure) {
        if isRequested { throw .interrupted }
    }

    /// Installs the handlers; `SA_RESETHAND` gives the second signal its default action.
    ///
    /// The signals are unblocked too: a program that starts this one from a thread which blocks them hands that down.
    /// A SIGHUP that is ignored, as `nohup` asks, stays ignored.
    package static func install() {
        _ = isRequested  // the handler must not be the one to initialise the flag
        var wanted = sigset_t()
        sigemptyset(&wanted)
        for number in [SIGINT, SIGTERM, SIGHUP] where number != SIGHUP || !isIgnored(number) {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { _ in
                Interruption.requested.store(true, ordering: .relaxed)
            }
            action.sa_flags = Int32(bitPattern: UInt32(bitPattern: SA_RESTART) | 0x8000_0000)  // SA_RESETHAND
            sigaction(number, &action, nil)
            sigaddset(&wanted, number)
        }
        pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        sigaction(number, nil, &action)
        // SIG_IGN is an address that no function has.
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}
