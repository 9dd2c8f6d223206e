#!/usr/bin/env python3
"""Times reading MIDI files: this project's reader beside symusic and music21, in the same run.

    python3 -m venv .venv && .venv/bin/pip install symusic music21
    .venv/bin/python Benchmarks/midi-reading/compare.py FOLDER [--rounds N] [--sample N] [--seed N]

Every file under FOLDER is read once a round by midi-reading and by symusic, turn about, from a warm page cache; the
medians are compared. music21 reads a random sample, which midi-reading then reads too.
"""
import argparse
import json
import pathlib
import random
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="+")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sample", type=int, default=20, help="files for music21 to read; 0 leaves it out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--executable", help="midi-reading, if it is already built")
    options = parser.parse_args()
    executable = options.executable or build()
    files = sorted(
        str(path)
        for folder in options.folder
        for path in pathlib.Path(folder).rglob("*")
        if path.suffix.lower() in (".mid", ".midi", ".kar", ".rmi")
    )
    if not files:
        sys.exit(f"no MIDI files under {' '.join(options.folder)}")
    compare_symusic(executable, options.folder, files, options.rounds)
    if options.sample:
        random.seed(options.seed)
        compare_music21(executable, random.sample(files, min(options.sample, len(files))), options.rounds)


def build():
    package = str(HERE.parent)
    subprocess.run(["swift", "build", "-c", "release", "--package-path", package], check=True, stdout=sys.stderr)
    return str(HERE.parent / ".build/release/midi-reading")


def ours(executable, paths, repetitions):
    command = [executable, "--json", "--repetitions", str(repetitions), *paths]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def compare_symusic(executable, folders, files, rounds):
    import symusic

    def read_all():
        start = time.perf_counter()
        for path in files:
            try:
                symusic.Score(path)
            except Exception:  # what symusic refuses still took its time
                pass
        return time.perf_counter() - start

    read_all()
    mine, theirs = [], []
    for _ in range(rounds):
        result = ours(executable, folders, 1)
        mine.append(result["seconds"])
        theirs.append(read_all())
    megabytes = result["bytes"] / 1e6
    print(f"{result['files']} files, {megabytes:.1f} MB, {result['events']} events; "
          f"{result['failures']} not read, {result['filesWithWarnings']} with warnings")
    line("musicgen", statistics.median(mine), len(files), megabytes)
    line("symusic", statistics.median(theirs), len(files), megabytes)
    print(f"musicgen takes {statistics.median(mine) / statistics.median(theirs):.2f} times as long as symusic")


def compare_music21(executable, sample, rounds):
    import music21

    megabytes = sum(pathlib.Path(path).stat().st_size for path in sample) / 1e6
    mine = ours(executable, sample, rounds)["seconds"]

    start = time.perf_counter()
    for path in sample:
        midi = music21.midi.MidiFile()
        midi.open(path)
        midi.read()
        midi.close()
    events = time.perf_counter() - start

    start = time.perf_counter()
    for path in sample:
        music21.converter.parse(path, forceSource=True)
    streams = time.perf_counter() - start

    print(f"\n{len(sample)} of them, {megabytes:.2f} MB")
    line("musicgen", mine, len(sample), megabytes)
    line("music21 to events", events, len(sample), megabytes)
    line("music21 to streams", streams, len(sample), megabytes)
    print(f"musicgen is {events / mine:.0f} times as fast as music21 reading events, "
          f"{streams / mine:.0f} times as fast as music21 making streams")


def line(name, seconds, files, megabytes):
    print(f"  {name:20} {seconds:9.4f} s {files / seconds:9.0f} files/s {megabytes / seconds:9.2f} MB/s")


if __name__ == "__main__":
    main()
