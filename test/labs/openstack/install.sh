#!/bin/bash
# Installs the release that LAB_RELEASE names. Does nothing when it is there. Exits with 77 where it can't
# work: the caller then reports its tests as skipped.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"
exec env PATH="$PATH" LAB_RELEASE="$LAB_RELEASE" bash "$RELEASE_HOME/install.sh"
