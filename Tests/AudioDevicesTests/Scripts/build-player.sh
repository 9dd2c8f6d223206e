#!/bin/sh
# Compiles the player with the sources of AudioDevices into the file given: build-player.sh OUTPUT
set -e
root=$(cd "$(dirname "$0")/../../.." && pwd)
find "$root/Sources/AudioDevices" -name '*.swift' -exec \
    swiftc -O -swift-version 6 -package-name musicgen -I "$root/Sources/CALSA" \
    "$root/Tests/AudioDevicesTests/Scripts/Player/main.swift" -o "$1" {} +
