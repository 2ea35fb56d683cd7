#!/bin/bash
# Stops every process of the lab, by its pid file. `--purge` also deletes the lab's directory.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

[ -d "$LAB_DIR/run" ] || { note "nothing to stop in $LAB_DIR"; exit 0; }
began=$SECONDS

base='rabbitmq epmd mariadb'
for file in "$LAB_DIR"/run/*.pid; do
  name=$(basename "$file" .pid)
  case " $base " in *" $name "*) continue ;; esac
  [ -e "$file" ] && stop_service "$name" 15 &
done
wait
# what the others stood on goes last
for name in $base; do stop_service "$name" 30; done
note "stopped in $((SECONDS - began)) s"

if [ "${1:-}" = --purge ]; then
  [ -e "$LAB_DIR/.ironstage-openstack-lab" ] || fail "$LAB_DIR was not made by up.sh and stays"
  rm -rf -- "$LAB_DIR"
  note "deleted $LAB_DIR"
fi
