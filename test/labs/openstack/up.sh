#!/bin/bash
# Brings the lab up, or completes what is missing of it. Run install.sh before.
#
#   LAB_RELEASE         zed or 2026.2; zed
#   OPENSTACK_LAB_DIR   where everything lies; /tmp/ironstage-openstack-lab, or -2026.2 behind it
#   LAB_PORT_OFFSET     added to every port; 0
#   LAB_HOSTS           compute hosts, 1000 vCPUs each; "compute-1 compute-2"
#   LAB_GPU_HOSTS       hosts with GPUs; "gpu-1"
#   LAB_METAL_HOSTS     hosts through which Nova reaches bare metal; "metal-1", may be empty
#
# Exits with 77 where it can't work.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

[ -z "$(missing_programs)" ] || skip "$(missing_programs | paste -sd' ') not installed; run install.sh"
[ -n "$node_bin" ] || skip "node is not in PATH"
[ ${#LAB_DIR} -lt 80 ] || fail "OPENSTACK_LAB_DIR is too long for a socket below it: $LAB_DIR"

began=$SECONDS
stage() { note "$(printf '%3d s  %s' $((SECONDS - began)) "$*")"; }

mkdir -p "$LAB_DIR"/{run,log,etc/providers,rabbitmq} \
  "$LAB_DIR"/state/{locks,images,glance-staging,glance-tasks,fernet,credential,neutron,cinder,ironic,nova-lab}
touch "$LAB_DIR/.ironstage-openstack-lab"
chmod 700 "$LAB_DIR/state/fernet" "$LAB_DIR/state/credential"
exec 9>"$LAB_DIR/run/up.lock"
flock -n 9 || fail "up.sh is at work on $LAB_DIR already"

# --- configuration
render keystone.conf >"$LAB_DIR/etc/keystone.conf"
for service in placement glance nova neutron cinder ironic; do
  render common.conf "$service.conf" >"$LAB_DIR/etc/$service.conf"
done
for host in $LAB_HOSTS $LAB_GPU_HOSTS $LAB_METAL_HOSTS; do
  mkdir -p "$LAB_DIR/state/nova-$host"
  files=(common.conf nova.conf)
  case " $LAB_GPU_HOSTS " in *" $host "*) files+=(nova-gpu.conf) ;; esac
  case " $LAB_METAL_HOSTS " in *" $host "*) files+=(nova-metal.conf) ;; esac
  RENDER_HOST=$host render "${files[@]}" >"$LAB_DIR/etc/nova-compute-$host.conf"
done
render gpu-providers.yaml >"$LAB_DIR/etc/providers/gpu.yaml"
render rabbitmq.conf >"$LAB_DIR/etc/rabbitmq.conf"
echo '[].' >"$LAB_DIR/etc/rabbitmq-plugins"
: >"$LAB_DIR/etc/rabbitmq-env.conf"

# --- database and message bus
if [ ! -d "$LAB_DIR/mysql/mysql" ]; then
  mariadb-install-db --no-defaults --datadir="$LAB_DIR/mysql" --user="$(id -un)" --skip-test-db \
    --auth-root-authentication-method=normal >"$LAB_DIR/log/mariadb-install.log" 2>&1 ||
    fail "mariadb-install-db failed; log: $LAB_DIR/log/mariadb-install.log"
fi
for service in mariadb epmd rabbitmq; do start_service "$service"; done
await mariadb 60 sql -e 'select 1'
{
  echo "create user if not exists lab@localhost identified by '$LAB_PASSWORD';"
  for database in keystone placement glance nova_api nova_cell0 nova neutron cinder ironic; do
    echo "create database if not exists $database character set utf8mb3;"
    echo "grant all on $database.* to lab@localhost;"
  done
} | sql
stage 'database server'

# --- tables, once for each service, all at the same time
tables() {
  local conf=$LAB_DIR/etc/$1.conf nova="nova-manage --config-file $LAB_DIR/etc/nova.conf" url
  case $1 in
    keystone)
      keystone-manage --config-file "$conf" db_sync
      keystone-manage --config-file "$conf" fernet_setup --keystone-user "$(id -un)" --keystone-group "$(id -gn)"
      keystone-manage --config-file "$conf" credential_setup --keystone-user "$(id -un)" --keystone-group "$(id -gn)"
      keystone-manage --config-file "$conf" bootstrap --bootstrap-password "$LAB_PASSWORD" \
        --bootstrap-region-id "$LAB_REGION" --bootstrap-public-url "$KEYSTONE_URL" \
        --bootstrap-internal-url "$KEYSTONE_URL" --bootstrap-admin-url "$KEYSTONE_URL"
      ;;
    placement) placement-manage --config-file "$conf" db sync ;;
    glance) glance-manage --config-file "$conf" db_sync ;;
    neutron) neutron-db-manage --config-file "$conf" upgrade heads ;;
    cinder) cinder-manage --config-file "$conf" db sync ;;
    ironic) ironic-dbsync --config-file "$conf" upgrade ;;
    nova)
      url=$(sed -n '/^\[database\]/,/^\[/s/^connection = //p' "$conf")
      $nova api_db sync
      $nova cell_v2 map_cell0 --database_connection "${url/\/nova\?//nova_cell0?}"
      $nova db sync
      # 2: the cell is there already
      $nova cell_v2 create_cell --name cell1 --database_connection "$url" \
        --transport-url "$(sed -n 's/^transport_url = //p' "$conf")" || [ $? = 2 ]
      ;;
  esac
}
jobs=()
for service in keystone neutron nova glance placement cinder ironic; do
  [ -e "$LAB_DIR/state/$service.tables" ] && continue
  (set -e; tables "$service" >"$LAB_DIR/log/$service-tables.log" 2>&1 9>&-; touch "$LAB_DIR/state/$service.tables") &
  jobs+=("$! $service")
done
for job in ${jobs[@]+"${jobs[@]}"}; do
  wait "${job% *}" || {
    tail -n 20 "$LAB_DIR/log/${job#* }-tables.log" >&2
    fail "no tables for ${job#* }; log: $LAB_DIR/log/${job#* }-tables.log"
  }
done
stage 'tables'

# --- services
seed() {
  LAB_KEYSTONE_URL=$KEYSTONE_URL LAB_PASSWORD=$LAB_PASSWORD LAB_REGION=$LAB_REGION \
    LAB_APP_CREDENTIAL_SECRET=$LAB_APP_CREDENTIAL_SECRET LAB_CREDENTIALS=$LAB_DIR \
    LAB_PLACEMENT_PORT=$PORT_PLACEMENT LAB_GLANCE_PORT=$PORT_GLANCE LAB_NOVA_PORT=$PORT_NOVA \
    LAB_NEUTRON_PORT=$PORT_NEUTRON LAB_CINDER_PORT=$PORT_CINDER LAB_IRONIC_PORT=$PORT_IRONIC \
    "$node_bin" "$LAB_HOME/seed.mjs" "$1" >"$LAB_DIR/log/seed-$1.log" 2>&1 </dev/null || {
    tail -n 20 "$LAB_DIR/log/seed-$1.log" >&2
    fail "seeding ($1) failed; log: $LAB_DIR/log/seed-$1.log"
  }
}
start_service keystone
start_service placement
await keystone 60 answers "$KEYSTONE_URL"
seed catalog
stage 'Keystone, with a catalog'

await rabbitmq 90 grep -q ":$(printf '%04X' "$PORT_RABBIT") 00000000:0000 0A" /proc/net/tcp
for service in $(bash "$LAB_HOME/service.sh" list); do
  case " $LAB_METAL_HOSTS " in *" ${service#nova-compute-} "*) continue ;; esac
  start_service "$service"
done
# Nova looks for nodes when it starts, and then only once a minute
await ironic 120 answers "http://127.0.0.1:$PORT_IRONIC/"
seed nodes
for host in $LAB_METAL_HOSTS; do start_service "nova-compute-$host"; done
await placement 60 answers "http://127.0.0.1:$PORT_PLACEMENT/"
await glance-api 120 answers "http://127.0.0.1:$PORT_GLANCE/"
await neutron-api 120 answers "http://127.0.0.1:$PORT_NEUTRON/"
await nova-api 120 answers "http://127.0.0.1:$PORT_NOVA/"
await cinder-api 120 answers "http://127.0.0.1:$PORT_CINDER/"
stage 'every API answers'

reported() { # reported CONDITION COUNT
  [ "$(sql -N -e "select count(*) from nova.compute_nodes where deleted = 0 and $1")" -ge "$2" ]
}
hosts_reported() {
  reported "hypervisor_type <> 'ironic'" "$(wc -w <<<"$LAB_HOSTS $LAB_GPU_HOSTS")" &&
    { [ -z "$LAB_METAL_HOSTS" ] || reported "hypervisor_type = 'ironic'" 1; }
}
await nova-conductor 120 hosts_reported
nova-manage --config-file "$LAB_DIR/etc/nova.conf" cell_v2 discover_hosts >"$LAB_DIR/log/discover.log" 2>&1 ||
  fail "the hosts were not mapped; log: $LAB_DIR/log/discover.log"
seed estate
stage "ready, with the hosts $LAB_HOSTS $LAB_GPU_HOSTS"
