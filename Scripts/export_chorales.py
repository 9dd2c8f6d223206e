"""Exports the Bach chorales of music21's corpus as Standard MIDI Files.

    python export_chorales.py FOLDER [--processes N]

A chorale that is there already is not made again, so an interrupted export goes on where it stopped. A chorale that
cannot be converted is named and left out.
"""

import argparse
import concurrent.futures
import os
import pathlib
import sys
import time
import warnings


def chorale_paths():
    """The chorales' scores, in a stable order: of music21's Bach all MusicXML but the one prelude, BWV 846."""
    from music21 import corpus

    paths = {pathlib.Path(path) for path in corpus.getComposer("bach")}
    return sorted(
        path for path in paths
        if path.name.startswith("bwv") and path.suffix in {".mxl", ".xml"} and not path.name.startswith("bwv846."))


def target_name(path):
    """`bwv1.6.mxl` becomes `bwv1.6.mid`."""
    return path.name.removesuffix(path.suffix) + ".mid"


def export(path, folder):
    """Converts one chorale; gives its name and, if that failed, the reason."""
    from music21 import converter

    target = folder / target_name(path)
    if target.exists():
        return target.name, None
    partial = target.with_suffix(f".{os.getpid()}.partial")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            score = converter.parse(path)
            if len(score.parts) < 2:
                raise ValueError("fewer than two parts")
            score.write("midi", fp=partial)
        partial.rename(target)
        return target.name, None
    except Exception as error:  # whatever is wrong with one chorale must not stop the others
        partial.unlink(missing_ok=True)
        return target.name, f"{type(error).__name__}: {error}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    folder = arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    for partial in folder.glob("*.partial"):
        partial.unlink(missing_ok=True)

    paths = chorale_paths()
    there = sum((folder / target_name(path)).exists() for path in paths)
    print(f"{len(paths)} chorales in music21's corpus, {there} exported already", file=sys.stderr)
    failed = []
    began = last = time.monotonic()
    with concurrent.futures.ProcessPoolExecutor(arguments.processes) as pool:
        work = [pool.submit(export, path, folder) for path in paths]
        for count, future in enumerate(concurrent.futures.as_completed(work), 1):
            name, reason = future.result()
            if reason:
                failed.append((name, reason))
            if time.monotonic() - last > 5:
                last = time.monotonic()
                print(f"exporting: {count} of {len(paths)}, {last - began:.0f} s", file=sys.stderr)

    for name, reason in sorted(failed):
        print(f"left out {name}: {reason}", file=sys.stderr)
    made = len(list(folder.glob("*.mid")))
    print(
        f"""{made} chorales by J. S. Bach are in {folder}.

Terms: the music is in the public domain. The encodings come with music21 (https://music21.org), which distributes
them with the permission of the encoders; some may not be used commercially. They are exported here for your own use:
read music21's corpus/license.txt before you pass them, or a model trained on them, to others."""
    )
    return 0 if made else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("interrupted; run it again to go on")
