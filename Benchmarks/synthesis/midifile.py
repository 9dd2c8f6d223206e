"""MIDI files whose ticks are frames: 441 ticks to a quarter note of 10 ms are 44,100 a second."""
import struct


def write(path, events, end):
    """Writes events, pairs of frame and message bytes in ascending order, and an end."""
    track = bytearray(b"\x00\xff\x51\x03" + (10_000).to_bytes(3, "big"))
    last = 0
    for frame, message in events:
        track += variable(frame - last) + bytes(message)
        last = frame
    track += variable(max(0, end - last)) + b"\xff\x2f\x00"
    with open(path, "wb") as file:
        file.write(b"MThd" + struct.pack(">IHHH", 6, 0, 1, 441) + b"MTrk" + struct.pack(">I", len(track)) + track)


def variable(value):
    result = [value & 127]
    while value := value >> 7:
        result.insert(0, value & 127 | 128)
    return bytes(result)
