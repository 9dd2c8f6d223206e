#!/bin/bash
# Composes demo.mid and demo.wav with the bundled model and plays the piece where there is a sound device.
# SEED=N makes the piece N; without it, the piece is the same every time.
set -euo pipefail

program=$1
seed=${SEED:-1}

"$program" render demo.wav --midi demo.mid --seed "$seed" --force
echo
echo "seed $seed: demo.mid, demo.wav, and how they were made in demo.json (SEED=N make demo for another piece)"

status=0
"$program" play demo.mid || status=$?
case $status in
    0 | 130) ;;
    69) echo "No sound device here, so nothing was played: listen to demo.wav on another machine." ;;
    *) exit "$status" ;;
esac
