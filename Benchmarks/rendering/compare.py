#!/usr/bin/env python3
"""Times rendering a piece of dense piano music: musicgen's additive piano beside FluidSynth with a sampled one.

    sudo apt install fluidsynth fluid-soundfont-gm
    python3 Benchmarks/rendering/compare.py [FILE.mid] [--rounds N] [--font FONT.sf2] [--program musicgen]

Both render the whole file to 16-bit WAV at 44.1 kHz with reverb, as whole processes, turn about; the medians of their
processor seconds (user and system, all threads) are compared. Computing partials and playing samples are different
work: the ratio says what the sound costs, not whose kernel is better.
"""
import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("midi", nargs="?", default=str(HERE / "dense_piano.mid"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--font", default="/usr/share/sounds/sf2/FluidR3_GM.sf2")
    parser.add_argument("--program", default=str(HERE.parent.parent / ".build/release/musicgen"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = [options.program, "render", f"{folder}/ours.wav", options.midi, "--encoding", "16", "--force", "--quiet"]
        theirs = ["fluidsynth", "-ni", "-q", "-F", f"{folder}/theirs.wav", "-T", "wav", "-O", "s16", "-r", "44100",
                  "-R", "1", "-C", "0", "-o", "synth.cpu-cores=1", options.font, options.midi]
        times = {"musicgen": [], "fluidsynth": []}
        for _ in range(options.rounds):
            times["musicgen"].append(measure(ours))
            times["fluidsynth"].append(measure(theirs))
        seconds = (os.path.getsize(f"{folder}/ours.wav") - 44) / (44100 * 4)
        print(f"{seconds:.1f} seconds of sound")
        for name, rows in times.items():
            cpu, wall = (statistics.median(row[index] for row in rows) for index in (0, 1))
            print(f"{name}: {cpu:.2f} processor seconds, {wall:.2f} by the clock, {seconds / wall:.0f} times real time")
        ratio = statistics.median(row[0] for row in times["musicgen"]) / statistics.median(
            row[0] for row in times["fluidsynth"])
        print(f"musicgen takes {ratio:.2f} times FluidSynth's processor time")


def measure(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


if __name__ == "__main__":
    main()
