#!/bin/bash
# Installs what the program finds in share/musicgen: the contents of the resource bundles of a build.
set -euo pipefail

build=$1
share=$2
install -d "$share"
for bundle in "$build"/musicgen_*.resources; do
    case $bundle in
        *Tests.resources) continue ;;
    esac
    [ -d "$bundle" ] || continue
    cp -R "$bundle/." "$share/"
done
