#!/usr/bin/env python3
"""Dump what music21 makes of MIDI files, for the reference tests of SymbolicMusic.

    python3 dump_music21.py FOLDER        (needs: pip install music21==10.5.1)

For every FOLDER/NAME.mid it writes FOLDER/NAME.txt, unless it is there:

    music21 VERSION
    krumhansl TONIC MODE CORRELATION      analyze('krumhansl'), the Krumhansl-Kessler profiles
    aarden TONIC MODE CORRELATION         analyze('key'), music21's default, the Aarden-Essen profiles
    OFFSET DURATION PITCH.PITCH...        one line a slice of chordify(), as music21 gives it

Offsets and durations are twelfths of a quarterLength. A pitch that is tied to the slice before is preceded by "~".
Slices are cut at bar lines as well, because the MIDI import makes measures; nothing is merged here.
"""
import sys
from fractions import Fraction
from pathlib import Path

import music21
from music21 import chord, converter, note


def steps(quarters):
    value = Fraction(quarters).limit_denominator(1000) * 12
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.4f}"


def pitches(element):
    if isinstance(element, note.Rest):
        return "rest"
    notes = element.notes if isinstance(element, chord.Chord) else [element]
    words = {}
    for one in notes:
        tie = one.tie
        held = tie is not None and tie.type in ("stop", "continue")
        midi = one.pitch.midi
        # A pitch that two parts share is struck if either strikes it.
        words[midi] = (one.pitch.nameWithOctave, held and words.get(midi, ("", True))[1])
    return ".".join(("~" if held else "") + name for _, (name, held) in sorted(words.items()))


def dump(path):
    score = converter.parse(path, format="midi", forceSource=True, storePickle=False)
    lines = [f"music21 {music21.__version__}"]
    for method, word in (("krumhansl", "krumhansl"), ("key", "aarden")):
        key = score.analyze(method)
        lines.append(f"{word} {key.tonic.name} {key.mode} {key.correlationCoefficient:.6f}")
    for element in score.chordify().flatten().notesAndRests:
        lines.append(f"{steps(element.offset)} {steps(element.quarterLength)} {pitches(element)}")
    path.with_suffix(".txt").write_text("\n".join(lines) + "\n")
    print(path.name, len(lines), flush=True)


for file in sorted(Path(sys.argv[1]).glob("*.mid")):
    if not file.with_suffix(".txt").exists():
        dump(file)
