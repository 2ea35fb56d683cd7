# How the releases install packages of Debian 12; sourced by their install.sh after lab.sh.

needs_debian() {
  local codename
  command -v apt-get >/dev/null || skip "there is no apt-get; the lab is made of Debian 12 packages"
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  [ "$codename" = bookworm ] || skip "this is $codename; the lab is made of packages of Debian 12 (bookworm)"
  [ "$(id -u)" = 0 ] || skip "installing packages needs root"
}

# debian_packages NAME...: installs what is missing, after needs_debian. Starts none of it and configures
# nothing under /etc beyond what the packages bring.
debian_packages() {
  local policy=/usr/sbin/policy-rc.d kept log=$LAB_DIR/log/install.log
  export DEBIAN_FRONTEND=noninteractive
  mkdir -p "$LAB_DIR/log"
  touch "$LAB_DIR/.ironstage-openstack-lab"

  # A policy of 101 keeps packages from starting their services. Whatever policy was there comes back.
  kept=$(mktemp)
  if [ -e "$policy" ]; then cp -p "$policy" "$kept"; else rm "$kept"; fi
  trap "rm -f '$policy'; if [ -e '$kept' ]; then mv '$kept' '$policy'; fi" EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"

  note "installing $# packages and what they need; log: $log"
  if ! apt-cache policy "$1" | grep -q 'Candidate: [0-9]'; then
    apt-get update -q >"$log" 2>&1 || skip "apt-get update failed, so no mirror can be reached; log: $log"
  fi
  apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confdef \
    -o Dpkg::Options::=--force-confold "$@" >>"$log" 2>&1 </dev/null || {
    tail -n 20 "$log" >&2
    fail "apt-get install failed; log: $log"
  }
}
