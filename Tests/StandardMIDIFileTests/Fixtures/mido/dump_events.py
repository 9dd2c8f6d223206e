#!/usr/bin/env python3
"""Writes events.json: what mido reads in the MIDI files beside this script."""
import json
import pathlib

import mido

here = pathlib.Path(__file__).resolve().parent
dump = {}
for path in sorted(here.glob("*.mid")):
    file = mido.MidiFile(path)
    tracks = []
    for track in file.tracks:
        tick = 0
        events = []
        for message in track:
            tick += message.time
            events.append([tick, message.hex().replace(" ", "")])
        tracks.append(events)
    dump[path.name] = {"format": file.type, "ticksPerQuarter": file.ticks_per_beat, "tracks": tracks}
(here / "events.json").write_text(
    json.dumps(dump, separators=(",", ":")).replace('},"', '},\n"').replace('],[[', '],\n[[') + "\n"
)
