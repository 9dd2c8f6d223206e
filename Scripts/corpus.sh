#!/bin/bash
# Exports the Bach chorales that the PyPI package music21 carries as MIDI files into the folder given.
set -euo pipefail

folder=$1
python=${PYTHON:-python3}
environment=.venv-corpus

if ! [ -x "$environment/bin/python" ]; then
    "$python" -m venv "$environment" || {
        echo "python3 with its venv module is needed: sudo apt-get install python3-venv" >&2
        rm -rf "$environment"
        exit 1
    }
fi
"$environment/bin/python" -c 'import music21' 2>/dev/null || {
    echo "installing music21 into $environment" >&2
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check music21
}
"$environment/bin/python" Scripts/export_chorales.py "$folder"
