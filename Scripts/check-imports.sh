#!/bin/bash
# The whole of Foundation brings 44 MB of language tables into the program; its essentials are enough here.
set -euo pipefail

if grep -rnE '^(@?[a-z]+ )*import Foundation$' Sources; then
    echo "import FoundationEssentials (or Glibc, Dispatch) instead of Foundation" >&2
    exit 1
fi
if grep -rnE '@testable' Tests; then
    echo "tests use public or package declarations: build and tests share one release build" >&2
    exit 1
fi
