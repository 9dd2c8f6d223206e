#!/usr/bin/env python3
"""Measures musicgen's synthesizer and FluidSynth beside each other, in one run, and prints a table.

    make bench-synth            # installs FluidSynth and the fonts from Debian, builds, and runs this

Times are processor seconds, medians of rounds taken turn about; ratios are what they are for. What is compared is the
same work: the same font, MIDI file, sample rate, polyphony (256) and effects.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import fluidsynth  # noqa: E402
import midifile  # noqa: E402
import playing  # noqa: E402
import signals  # noqa: E402
import soundfont  # noqa: E402

RATE = 44_100
PIECES = {"dense piano": HERE / "dense_piano.mid", "GM, 16 channels": HERE / "gm16.mid"}
POINTS = {"linear": 1, "cubic": 4, "eight": 7}


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder, self.failed = options, folder, 0

    def row(self, what, ours, theirs, target, met):
        verdict = "" if met is None else "met" if met else "MISSED"
        self.failed += met is False
        print(f"{what:<58} {ours:>16} {theirs:>16}   {target:<22} {verdict}", flush=True)

    # The kernels' work, inside one process and without loading.

    def ours_inside(self, midi, interpolation, threads=1):
        """Processor seconds, wall seconds and voice-frames of rendering a file dry."""
        words = self.start_inside(midi, interpolation, threads).communicate()[0].splitlines()[0].split()
        return float(words[0]), float(words[1]), float(words[2])

    def start_inside(self, midi, interpolation, threads):
        command = [self.options.benchmark, self.options.font, str(midi), interpolation, str(threads)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def seconds_inside(self, midi, threads, programs=1):
        """Wall seconds of each second of a file, with windowed sinc; of several programs at once the slower's."""
        started = [self.start_inside(midi, "sinc", threads) for _ in range(programs)]
        lines = [program.communicate()[0].splitlines()[1] for program in started]
        return [max(each) for each in zip(*([float(word) for word in line.split()] for line in lines))]

    def theirs_inside(self, midi, interpolation, block):
        synth = fluidsynth.FluidSynth(self.options.font, interpolation=POINTS[interpolation])
        try:
            return synth.play(str(midi), 60 * RATE, block)
        finally:
            synth.close()

    def voice_frames(self):
        for name, midi in PIECES.items():
            _, their_frames = self.theirs_inside(midi, "cubic", 64)
            theirs, cubic, eight, sinc = [], [], [], []
            for _ in range(self.options.rounds):
                theirs.append(self.theirs_inside(midi, "cubic", 4096)[0])
                cubic.append(self.ours_inside(midi, "cubic"))
                eight.append(self.ours_inside(midi, "eight"))
                sinc.append(self.ours_inside(midi, "sinc"))
            their_seconds = statistics.median(theirs)
            their_ns = their_seconds / their_frames * 1e9
            ns, seconds, voices = summary(cubic)
            self.row(f"{name}, 4-point, dry: ns per voice-sample", f"{ns:.2f}", f"{their_ns:.2f}", "at most 2.0", ns <= 2)
            ratio = seconds / their_seconds
            self.row("  the whole minute, processor seconds", f"{seconds:.2f}", f"{their_seconds:.2f}",
                     f"a third (is {ratio:.2f})", ratio <= 1 / 3)
            self.row("  voices on average", f"{voices / 60 / RATE:.0f}", f"{their_frames / 60 / RATE:.0f}", "", None)
            ns, _, _ = summary(eight)
            seventh = self.theirs_inside(midi, "eight", 4096)[0] / their_frames * 1e9
            self.row("  8-point (FluidSynth's 7), ns per voice-sample", f"{ns:.2f}", f"{seventh:.2f}", "at most 6", ns <= 6)
            ns, _, _ = summary(sinc)
            self.row("  windowed sinc, ns per voice-sample", f"{ns:.2f}", "", "", None)

    # How clean transposed tones are.

    def cleanness(self):
        font = f"{self.folder}/tones.sf2"
        soundfont.write(font, signals.tones())
        for name in ("linear", "cubic", "eight", "sinc"):
            ours, theirs = [], []
            for semitones in (-5, 7, 12):
                ours.append(self.our_sinad(font, name, semitones))
                if name in POINTS:
                    synth = fluidsynth.FluidSynth(font, interpolation=POINTS[name], gain=1)
                    theirs.append(signals.sinad(synth.note(60 + semitones, 8192, 8820), semitones))
                    synth.close()
            target, met = "", None
            if name in ("eight", "sinc"):
                target, met = "70 / 70 / 60", min(ours[:2]) >= 70 and ours[2] >= 60
            self.row(f"SINAD at -5 / +7 / +12 semitones, {name}, dB", slashed(ours), slashed(theirs), target, met)

    def our_sinad(self, font, interpolation, semitones):
        midi, sound = f"{self.folder}/note.mid", f"{self.folder}/note.wav"
        midifile.write(midi, [(0, [0x90, 60 + semitones, 127]), (RATE // 2, [0x80, 60 + semitones, 0])], RATE // 2)
        self.render(sound, midi, font, "--interpolation", interpolation, "--reverb", "off", "--encoding", "float")
        return signals.sinad(signals.left_channel(sound)[8820 : 8820 + 8192], semitones)

    def render(self, sound, midi, font, *flags):
        return measure([self.options.program, "render", sound, str(midi), "--instrument", font, "--force", "--quiet", *flags])

    # When notes begin.

    def onsets(self):
        font, midi = f"{self.folder}/burst.sf2", f"{self.folder}/onsets.mid"
        soundfont.write(font, [0.8 if frame % 2 else -0.8 for frame in range(400)], generators=[(38, -12000)])
        frames = [RATE // 5 + index * 5_003 + index * index * 7 for index in range(50)]
        midifile.write(midi, [event for frame in frames for event in
                              ((frame, [0x90, 60, 127]), (frame + 600, [0x80, 60, 0]))], frames[-1] + RATE)
        sound = f"{self.folder}/onsets.wav"
        self.render(sound, midi, font, "--reverb", "off", "--encoding", "float")
        ours = spread(signals.onsets(signals.left_channel(sound), 1_000), frames)
        subprocess.run(["fluidsynth", "-ni", "-q", "-F", sound, "-T", "wav", "-O", "float", "-r", str(RATE), "-R", "0",
                        "-C", "0", font, midi], check=True, capture_output=True)
        theirs = spread(signals.onsets(signals.left_channel(sound), 1_000), frames)
        self.row("onset error, frames peak to peak", f"{ours}", f"{theirs}", "0", ours == 0)

    # Whole processes.

    def processes(self):
        midi, out = PIECES["dense piano"], f"{self.folder}/out.wav"
        theirs = ["fluidsynth", "-ni", "-q", "-F", out, "-T", "wav", "-O", "s16", "-r", str(RATE), "-R", "1", "-C", "1",
                  "-o", "synth.cpu-cores=1", self.options.font, str(midi)]
        flags = ("--reverb", "room", "--chorus", "on", "--encoding", "16")
        rows = [(self.render(out, midi, self.options.font, *flags, "--threads", "1"), measure(theirs))
                for _ in range(self.options.rounds)]
        ours_cpu, theirs_cpu = (statistics.median(row[side][0] for row in rows) for side in (0, 1))
        ratio = ours_cpu / theirs_cpu
        self.row("dense piano, reverb and chorus, whole process, CPU s", f"{ours_cpu:.2f}", f"{theirs_cpu:.2f}",
                 f"a third (is {ratio:.2f})", ratio <= 1 / 3)
        if timidity := self.timidity(midi, out):
            self.row("  the same with TiMidity++", "", f"{timidity:.2f}", "", None)

    def timidity(self, midi, out):
        try:
            return measure(["timidity", "-x", f"soundfont {self.options.font}", "-Ow", "-s", str(RATE), "-p", "256",
                            "-o", out, str(midi)])[0]
        except (FileNotFoundError, subprocess.CalledProcessError):
            return None

    def cores(self):
        """Each second of the piece from the round that did it fastest: whoever else uses a core, or the cores' common
        cache, only slows things down, and a busy neighbour may halve what the second core is worth."""
        for name, midi in PIECES.items():
            one, two, beside = [], [], []
            for _ in range(max(9, self.options.rounds)):
                one.append(self.seconds_inside(midi, 1))
                two.append(self.seconds_inside(midi, 2))
                beside.append(self.seconds_inside(midi, 1, programs=2))
            ratio = fastest(one) / fastest(two)
            self.row(f"{name}, sinc, dry: two cores against one", f"{ratio:.2f}", "", "at least 1.8", ratio >= 1.8)
            median = statistics.median(map(sum, one)) / statistics.median(map(sum, two))
            self.row("  the median of the same rounds", f"{median:.2f}", "", "", None)
            self.row("  two programs of one thread each, what the machine gives",
                     f"{2 * fastest(one) / fastest(beside):.2f}", "", "", None)
        files = [f"{self.folder}/threads-{count}.wav" for count in (1, 2)]
        for count, path in enumerate(files, 1):
            self.render(path, PIECES["GM, 16 channels"], self.options.font, "--threads", str(count))
        same = pathlib.Path(files[0]).read_bytes() == pathlib.Path(files[1]).read_bytes()
        self.row("  the same samples", "yes" if same else "no", "", "yes", same)

    def start(self):
        midi, out = f"{self.folder}/first.mid", f"{self.folder}/first.wav"
        midifile.write(midi, [(0, [0x90, 60, 100]), (2_205, [0x80, 60, 0])], 2_205)
        fonts = [("FluidR3", self.options.font, 50)]
        if os.path.exists(self.options.compressed):
            fonts.append(("MuseScore General, SF3", self.options.compressed, 100))
        for name, font, limit in fonts:
            ours = [self.render(out, midi, font, "--tail", "0") for _ in range(self.options.rounds)]
            theirs = [measure(["fluidsynth", "-ni", "-q", "-F", out, "-T", "wav", "-r", str(RATE), font, midi])
                      for _ in range(1 if "SF3" in name else self.options.rounds)]
            wall, their_wall = (statistics.median(row[1] for row in rows) * 1000 for rows in (ours, theirs))
            memory, their_memory = (max(row[2] for row in rows) for rows in (ours, theirs))
            self.row(f"{name}: one short note, whole process, ms", f"{wall:.0f}", f"{their_wall:.0f}",
                     f"at most {limit}", wall <= limit)
            self.row("  peak memory, MB", f"{memory:.0f}", f"{their_memory:.0f}", "at most 60", memory <= 60)
        listener = playing.Listener(self.folder)
        for font_name, font, limit in fonts:
            for name, midi in PIECES.items():
                command = [self.options.program, "play", str(midi), "--instrument", font]
                rows = [listener.first_sound(command) for _ in range(self.options.rounds)]
                wait, memory = statistics.median(row[0] for row in rows), max(row[1] for row in rows)
                self.row(f"{font_name}, {name}, played: ms to the first sound", f"{wait:.0f}", "", f"at most {limit}",
                         wait <= limit)
                self.row("  peak memory then, MB", f"{memory:.0f}", "", "at most 60", memory <= 60)

    def piano(self):
        command = [self.options.benchmark, "piano", "200"]
        seconds = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[0])
        self.row("additive piano, 200 notes at once: CPU s per second", f"{seconds:.2f}", "", "under 1", seconds < 1)


def summary(rows):
    """Median nanoseconds per voice-frame and seconds, and the voice-frames."""
    seconds = statistics.median(row[0] for row in rows)
    return seconds / rows[0][2] * 1e9, seconds, rows[0][2]


def slashed(values):
    return " / ".join(f"{value:.0f}" for value in values)


def fastest(rounds):
    """The sum of each part's least time."""
    return sum(map(min, zip(*rounds)))


def spread(found, expected):
    """The peak-to-peak error of onsets; infinite when some are missing."""
    if len(found) != len(expected):
        return float("inf")
    errors = [a - b for a, b in zip(found, expected)]
    return max(errors) - min(errors)


# Run by an interpreter of its own: a process starts out with its parent's peak memory, and this one's is large.
RUNNER = """
import os, sys, time
start = time.perf_counter()
null = os.open(os.devnull, os.O_WRONLY)
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
_, status, usage = os.wait4(pid, 0)
wall = time.perf_counter() - start
print(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def measure(command):
    """Processor seconds, seconds by the clock and peak megabytes of a command."""
    done = subprocess.run([sys.executable, "-S", "-E", "-c", RUNNER, *command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        raise subprocess.CalledProcessError(done.returncode, command)
    return tuple(float(word) for word in done.stdout.split())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--font", default="/usr/share/sounds/sf2/FluidR3_GM.sf2")
    parser.add_argument("--compressed", default="/usr/share/sounds/sf3/MuseScore_General_Lite.sf3")
    parser.add_argument("--program", default=str(HERE.parent.parent / ".build/release/musicgen"))
    parser.add_argument("--benchmark", default=str(HERE.parent / ".build/release/synthesis"))
    parser.add_argument("--only", choices=["voices", "cleanness", "onsets", "processes", "cores", "start", "piano"])
    options = parser.parse_args()
    print(f"FluidSynth {fluidsynth.version()}, {os.path.basename(options.font)}, {options.rounds} rounds\n")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, folder)
        bench.row("", "musicgen", "FluidSynth", "target", None)
        parts = {"voices": bench.voice_frames, "cleanness": bench.cleanness, "onsets": bench.onsets,
                 "processes": bench.processes, "cores": bench.cores, "start": bench.start, "piano": bench.piano}
        for name, part in parts.items():
            if options.only in (None, name):
                part()
    sys.exit(1 if bench.failed else 0)


if __name__ == "__main__":
    main()
