import Synchronization

/// Shows how far some work has come: a bar on a terminal, a plain line every few seconds elsewhere, nothing with
/// `--quiet`.
///
/// Any thread may call it. Drawing is limited to ten times a second, so it may be called for every unit of work.
package final class ProgressBar: Sendable {
    private struct State {
        var line: ProgressLine
        var lastShown: ContinuousClock.Instant
    }

    private let console: Console
    private let start: ContinuousClock.Instant
    private let interval: Duration
    private let state: Mutex<State>

    /// Starts the work's clock.
    ///
    /// - Parameters:
    ///   - unit: what is counted, in the singular; nil for hundredths.
    ///   - total: how many units there are, where that is known.
    ///   - interval: the least time between two lines; a tenth of a second on a terminal, five seconds elsewhere.
    package init(_ console: Console, label: String, total: Int?, unit: String?, interval: Duration? = nil) {
        self.console = console
        self.start = .now
        self.interval = interval ?? (console.isTerminal ? .milliseconds(100) : .seconds(5))
        self.state = Mutex(
            State(
                line: ProgressLine(label: label, unit: unit, completed: 0, total: total, elapsed: 0),
                lastShown: start))
    }

    /// Counts units as done.
    package func advance(by count: Int = 1, detail: String? = nil) {
        change { line in
            line.completed += count
            if let detail { line.detail = detail }
        }
    }

    /// Says how many units are done, and perhaps how many there are.
    package func update(completed: Int, total: Int? = nil, detail: String? = nil) {
        change { line in
            line.completed = completed
            if let total { line.total = total }
            if let detail { line.detail = detail }
        }
    }

    /// Takes the bar away; elsewhere than on a terminal says the last state if anything was said before.
    package func finish() {
        console.clearStatus()
        guard !console.isTerminal else { return }
        state.withLock { state in
            guard state.lastShown != start else { return }
            state.line.elapsed = seconds(since: start)
            console.note(state.line.plain)
        }
    }

    private func change(_ body: (inout ProgressLine) -> Void) {
        guard !console.isQuiet else { return }
        state.withLock { state in
            body(&state.line)
            let now = ContinuousClock.now
            guard now - state.lastShown >= interval else { return }
            state.lastShown = now
            state.line.elapsed = seconds(since: start)
            if console.isTerminal {
                console.show(status: state.line.bar(columns: console.columns))
            } else {
                console.note(state.line.plain)
            }
        }
    }

    private func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }
}
