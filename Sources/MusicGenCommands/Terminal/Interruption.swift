import Glibc
import Synchronization

/// Ctrl-C and `kill`: the first request is a flag that the verbs look at between steps, the second ends the process.
package enum Interruption {
    private static let requested = Atomic<Bool>(false)

    /// Whether SIGINT or SIGTERM has arrived.
    package static var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// Throws `CommandFailure.interrupted` once SIGINT or SIGTERM has arrived.
    package static func check() throws(CommandFailure) {
        if isRequested { throw .interrupted }
    }

    /// Installs the handlers; `SA_RESETHAND` gives the second signal its default action.
    ///
    /// The signals are unblocked too: a program that starts this one from a thread which blocks them hands that down.
    package static func install() {
        _ = isRequested  // the handler must not be the one to initialise the flag
        var wanted = sigset_t()
        sigemptyset(&wanted)
        for number in [SIGINT, SIGTERM] {
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
}
