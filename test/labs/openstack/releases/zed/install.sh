#!/bin/bash
# Installs the packages of the lab: OpenStack Zed as Debian 12 ships it. Starts none of them and
# configures nothing under /etc beyond what the packages bring. Does nothing when they are there.
# Exits with 77 where it can't work: the caller then reports its tests as skipped.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

# The code of the services is in the "-common" and "python3-" packages; the others add init scripts
# and a hypervisor.
packages=(
  mariadb-server rabbitmq-server uwsgi-core uwsgi-plugin-python3 python3-pymysql curl procps
  python3-keystone placement-common python3-placement glance-common nova-common neutron-common cinder-common
  ironic-common
)
tools=(
  mariadbd rabbitmq-server uwsgi curl
  keystone-manage placement-manage glance-manage nova-manage neutron-db-manage cinder-manage
  ironic-dbsync
)

missing() { for tool in "${tools[@]}"; do command -v "$tool" >/dev/null || echo "$tool"; done; }

if [ -z "$(missing)" ]; then
  note "the packages are installed"
  exit 0
fi
command -v apt-get >/dev/null || skip "there is no apt-get; the lab is made of Debian 12 packages"
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
[ "$codename" = bookworm ] || skip "this is $codename; the lab is made of packages of Debian 12 (bookworm)"
[ "$(id -u)" = 0 ] || skip "installing packages needs root"

began=$SECONDS
export DEBIAN_FRONTEND=noninteractive
mkdir -p "$LAB_DIR/log"

# A policy of 101 keeps packages from starting their services. Whatever policy was there comes back.
policy=/usr/sbin/policy-rc.d
kept=$(mktemp)
if [ -e "$policy" ]; then cp -p "$policy" "$kept"; else rm "$kept"; fi
trap 'rm -f "$policy"; if [ -e "$kept" ]; then mv "$kept" "$policy"; fi' EXIT
printf '#!/bin/sh\nexit 101\n' >"$policy"
chmod 755 "$policy"

for package in keystone glance-common nova-common neutron-common cinder-common ironic-common; do
  echo "$package ${package%-common}/configure_db boolean false"
done | debconf-set-selections
echo 'dbconfig-common dbconfig-common/dbconfig-install boolean false' | debconf-set-selections

log=$LAB_DIR/log/install.log
note "installing ${#packages[@]} packages and what they need; log: $log"
if ! apt-cache policy nova-common | grep -q 'Candidate: [0-9]'; then
  apt-get update -q >"$log" 2>&1 || skip "apt-get update failed, so no mirror can be reached; log: $log"
fi
apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confdef \
  -o Dpkg::Options::=--force-confold "${packages[@]}" >>"$log" 2>&1 </dev/null || {
  tail -n 20 "$log" >&2
  fail "apt-get install failed; log: $log"
}
[ -z "$(missing)" ] || fail "still missing after the installation: $(missing | tr '\n' ' ')"
note "installed in $((SECONDS - began)) s"
