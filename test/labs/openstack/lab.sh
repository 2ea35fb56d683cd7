# What the scripts of the lab share; sourced by them.
#
# Everything the lab has lies in one directory, every process listens on 127.0.0.1 only, and
# every port moves with LAB_PORT_OFFSET, so that two labs can run beside each other.

LAB_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

note() { printf 'openstack lab: %s\n' "$*"; }
fail() { printf 'openstack lab: %s\n' "$*" >&2; exit 1; }
skip() { printf 'openstack lab: skipped: %s\n' "$*" >&2; exit $SKIP; }

# What differs between releases is in releases/<release>: installation, programs, paths, conf.
LAB_RELEASE=${LAB_RELEASE:-zed}
RELEASE_HOME=$LAB_HOME/releases/$LAB_RELEASE
[ -f "$RELEASE_HOME/release.sh" ] ||
  fail "there is no release $LAB_RELEASE; there are: $(cd "$LAB_HOME/releases" && ls | paste -sd' ')"
RELEASE_PATH=
. "$RELEASE_HOME/release.sh"

LAB_DIR=${OPENSTACK_LAB_DIR:-$RELEASE_DIR}
LAB_REGION=${LAB_REGION:-RegionOne}
# Known to everybody, and good for nothing but this lab.
LAB_PASSWORD=${LAB_PASSWORD:-loopback-only-lab}
LAB_APP_CREDENTIAL_SECRET=${LAB_APP_CREDENTIAL_SECRET:-loopback-only-app-credential}
LAB_HOSTS=${LAB_HOSTS:-compute-1 compute-2}
LAB_GPU_HOSTS=${LAB_GPU_HOSTS:-gpu-1}
LAB_METAL_HOSTS=${LAB_METAL_HOSTS-metal-1}

# Exit status for "can't run here", which callers report as skipped.
SKIP=77

shift_port() { echo $(($1 + ${2:-$RELEASE_PORTS} + ${LAB_PORT_OFFSET:-0})); }
PORT_KEYSTONE=$(shift_port 5000)
PORT_PLACEMENT=$(shift_port 8778)
PORT_GLANCE=$(shift_port 9292)
PORT_NOVA=$(shift_port 8774)
PORT_NEUTRON=$(shift_port 9696)
PORT_CINDER=$(shift_port 8776)
PORT_IRONIC=$(shift_port 6385)
PORT_RABBIT=$(shift_port 5675)
PORT_RABBIT_DIST=$(shift_port 25675 $RELEASE_ERLANG_PORTS)
PORT_EPMD=$(shift_port 24369 $RELEASE_ERLANG_PORTS)
KEYSTONE_URL=http://127.0.0.1:$PORT_KEYSTONE/v3

# The distribution's own Python and tools, whatever the caller's shell has in front of them.
node_bin=$(command -v node || true)
export PATH=$RELEASE_PATH/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
export PYTHONPATH=$LAB_HOME/python
unset PYTHONHOME VIRTUAL_ENV http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
for name in ${!OS_@}; do unset "$name"; done

# programs of the release that are not there
missing_programs() { release_needs | while read -r name; do command -v "$name" >/dev/null || echo "$name"; done; }

# --- processes: run/<name>.pid holds "pid starttime", so that a number used again is not mistaken

started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

is_running() {
  local pid since
  read -r pid since 2>/dev/null <"$LAB_DIR/run/$1.pid" || return 1
  [ -n "$since" ] && [ "$(started_at "$pid")" = "$since" ]
}

start_service() {
  is_running "$1" && return 0
  # 9: the lock of up.sh, which must not outlive it
  setsid bash "$LAB_HOME/service.sh" run "$1" >>"$LAB_DIR/log/$1.log" 2>&1 </dev/null 9>&- &
  echo "$! $(started_at $!)" >"$LAB_DIR/run/$1.pid"
}

stop_service() {
  local pid waited=0
  if is_running "$1"; then
    read -r pid _ <"$LAB_DIR/run/$1.pid"
    kill -TERM "$pid" 2>/dev/null || true
    while is_running "$1" && [ $waited -lt $((${2:-10} * 5)) ]; do
      sleep 0.2
      waited=$((waited + 1))
    done
    # setsid made it the leader of a group of its own: workers go with it
    kill -KILL -- "-$pid" 2>/dev/null || true
  fi
  rm -f "$LAB_DIR/run/$1.pid"
}

# await NAME SECONDS COMMAND...: until the command succeeds, but not after the process has died
await() {
  local name=$1 deadline=$((SECONDS + $2))
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ! is_running "$name" || [ $SECONDS -ge $deadline ]; then
      tail -n 20 "$LAB_DIR/log/$name.log" >&2
      fail "$name is not ready; see $LAB_DIR/log/$name.log"
    fi
    sleep 0.3
  done
}

answers() {
  local status
  status=$(curl -s -o /dev/null -m 5 -w '%{http_code}' "$1") && [ "$status" -ge 200 ] && [ "$status" -lt 400 ]
}

sql() { mariadb --no-defaults --socket="$LAB_DIR/run/mysql.sock" -u root "$@"; }

# render FILE...: configuration templates, each with what the release adds to it, with the lab's values
render() {
  local file
  for file in "$@"; do
    cat "$LAB_HOME/conf/$file"
    [ ! -e "$RELEASE_HOME/conf/$file" ] || cat "$RELEASE_HOME/conf/$file"
  done | sed -e "s|@ETC \([a-z]*\)@|$(release_etc '\1')|g" \
    -e "s|@LAB@|$LAB_DIR|g" -e "s|@PASSWORD@|$LAB_PASSWORD|g" -e "s|@REGION@|$LAB_REGION|g" \
    -e "s|@KEYSTONE@|$KEYSTONE_URL|g" -e "s|@HOST@|${RENDER_HOST:-lab}|g" \
    -e "s|@PORT_GLANCE@|$PORT_GLANCE|g" -e "s|@PORT_NOVA@|$PORT_NOVA|g" \
    -e "s|@PORT_NEUTRON@|$PORT_NEUTRON|g" -e "s|@PORT_CINDER@|$PORT_CINDER|g" \
    -e "s|@PORT_IRONIC@|$PORT_IRONIC|g" -e "s|@PORT_RABBIT@|$PORT_RABBIT|g" \
    -e "s|@DB \([a-z0-9_]*\)@|mysql+pymysql://lab:$LAB_PASSWORD@localhost/\1?unix_socket=$LAB_DIR/run/mysql.sock\&charset=utf8|g"
}
