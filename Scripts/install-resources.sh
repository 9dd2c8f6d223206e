#!/bin/bash
# Installs what the program finds beside itself: the resource bundles of a build, into a share folder.
set -euo pipefail

build=$1
share=$2
for bundle in "$build"/musicgen_*.resources; do
    case $bundle in
        *Tests.resources) continue ;;
    esac
    [ -d "$bundle" ] || continue
    install -d "$share"
    cp -R "$bundle" "$share/"
done
