#!/bin/bash
# One service of the lab:
#   service.sh start|stop|status NAME
#   service.sh run NAME            in the foreground; what `start` starts
#   service.sh list                names, in the order in which up.sh starts them
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

names() {
  echo mariadb epmd rabbitmq keystone placement ironic glance-api neutron-api nova-conductor nova-scheduler nova-api
  for host in $LAB_HOSTS $LAB_GPU_HOSTS; do echo "nova-compute-$host"; done
  echo cinder-api cinder-scheduler cinder-volume
  for host in $LAB_METAL_HOSTS; do echo "nova-compute-$host"; done
}

run_python() { # run_python NAME CONF...
  local name=$1 args=()
  shift
  for conf in "$@"; do args+=(--config-file "$LAB_DIR/etc/$conf"); done
  exec "$LAB_PYTHON" "$LAB_HOME/launch.py" "$name" "${args[@]}"
}

run() {
  case $1 in
    mariadb)
      exec mariadbd --no-defaults --user="$(id -un)" --datadir="$LAB_DIR/mysql" \
        --socket="$LAB_DIR/run/mysql.sock" --pid-file="$LAB_DIR/run/mariadbd.own" --skip-networking \
        --character-set-server=utf8mb3 --max-connections=1000 --skip-log-bin --performance-schema=OFF \
        --innodb-buffer-pool-size=192M --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 \
        --innodb-flush-method=nosync
      ;;
    epmd) exec epmd -address 127.0.0.1 -port "$PORT_EPMD" ;;
    rabbitmq)
      export HOME=$LAB_DIR/rabbitmq ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$PORT_EPMD
      export RABBITMQ_NODENAME=ironstage-lab-$PORT_RABBIT@localhost RABBITMQ_DIST_PORT=$PORT_RABBIT_DIST
      export RABBITMQ_CONF_ENV_FILE=$LAB_DIR/etc/rabbitmq-env.conf RABBITMQ_CONFIG_FILE=$LAB_DIR/etc/rabbitmq.conf
      export RABBITMQ_ENABLED_PLUGINS_FILE=$LAB_DIR/etc/rabbitmq-plugins
      export RABBITMQ_MNESIA_BASE=$LAB_DIR/rabbitmq/mnesia RABBITMQ_LOG_BASE=$LAB_DIR/log
      export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +S 1:1'
      exec /usr/lib/rabbitmq/bin/rabbitmq-server
      ;;
    keystone)
      export OS_KEYSTONE_CONFIG_FILES=$LAB_DIR/etc/keystone.conf
      run_api keystone "$PORT_KEYSTONE"
      ;;
    placement)
      export OS_PLACEMENT_CONFIG_DIR=$LAB_DIR/etc
      run_api placement "$PORT_PLACEMENT"
      ;;
    glance-api) run_api glance-api "$PORT_GLANCE" ;;
    neutron-api) run_api neutron-api "$PORT_NEUTRON" ;;
    nova-api) run_api nova-api "$PORT_NOVA" ;;
    cinder-api) run_api cinder-api "$PORT_CINDER" ;;
    nova-compute-*) run_python nova-compute "$1.conf" ;;
    nova-*) run_python "$1" nova.conf ;;
    cinder-*) run_python "$1" cinder.conf ;;
    ironic) exec ironic --config-file "$LAB_DIR/etc/ironic.conf" ;;
    *) fail "there is no service $1; there are: $(names | tr '\n' ' ')" ;;
  esac
}

verb=${1:-} name=${2:-}
case $verb in
  list) names ;;
  run) run "$name" ;;
  start)
    [ -d "$LAB_DIR/run" ] || fail "no lab in $LAB_DIR; run up.sh"
    names | tr ' ' '\n' | grep -qx "$name" || fail "there is no service $name; there are: $(names | tr '\n' ' ')"
    start_service "$name"
    ;;
  stop) stop_service "$name" ;;
  status) if is_running "$name"; then echo running; else echo stopped; fi ;;
  *) fail "usage: service.sh start|stop|status|run NAME, or service.sh list" ;;
esac
