#!/bin/bash
# Installs OpenStack 2026.2 from PyPI in a venv, with MariaDB and RabbitMQ of Debian 12. Does nothing when
# it is there. To renew constraints.txt install requirements.txt without it and freeze.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../../lab.sh"
. "$LAB_HOME/packages.sh"

wanted() { cat "$RELEASE_HOME/requirements.txt" "$RELEASE_HOME/constraints.txt"; }
missing_packages() {
  for name in mariadbd rabbitmq-server curl; do command -v "$name" >/dev/null || echo "$name"; done
  /usr/bin/python3 -c 'import ensurepip, venv' 2>/dev/null || echo venv
}

began=$SECONDS
if [ -n "$(missing_packages)" ]; then
  needs_debian
  debian_packages rabbitmq-server mariadb-server python3-venv curl procps
fi
if wanted | cmp -s - "$LAB_VENV/.wanted" && [ -z "$(missing_programs)" ]; then
  note "everything is installed"
  exit 0
fi

log=$LAB_DIR/log/pip.log
mkdir -p "$LAB_DIR/log"
touch "$LAB_DIR/.ironstage-openstack-lab"
/usr/bin/python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || skip "python3 is older than 3.11"
[ -x "$LAB_PYTHON" ] || /usr/bin/python3 -m venv "$LAB_VENV" || fail "there can be no venv in $LAB_VENV"
note "installing $(grep -c == "$RELEASE_HOME/constraints.txt") Python packages; log: $log"
if ! "$LAB_PYTHON" -m pip install --disable-pip-version-check --no-input -r "$RELEASE_HOME/requirements.txt" \
  -c "$RELEASE_HOME/constraints.txt" >"$log" 2>&1 </dev/null; then
  tail -n 20 "$log" >&2
  # what pip says when it finds nobody to ask
  grep -q 'Failed to establish a new connection\|Name or service not known' "$log" &&
    skip "no package index can be reached; log: $log"
  fail "pip install failed; log: $log"
fi
[ -z "$(missing_programs)" ] || fail "still missing after the installation: $(missing_programs | tr '\n' ' ')"
wanted >"$LAB_VENV/.wanted"
note "installed in $((SECONDS - began)) s"
