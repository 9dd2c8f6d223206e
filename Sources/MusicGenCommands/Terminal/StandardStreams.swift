import Glibc

/// Standard input, output and error as the program needs them.
enum StandardStreams {
    /// Makes sure that writing to what nobody reads is an error and not the end of the process, and that no file is
    /// ever opened under the number of a stream that the caller has closed (`musicgen … >&-`): data meant for the
    /// stream would go into that file.
    static func install() {
        signal(SIGPIPE, SIG_IGN)
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is taken; the wrong direction lets each use fail as on a closed one.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
