#!/usr/bin/env bash
# docs/operations.md on a fresh Debian, timed: bench/fresh_debian.sh FOLDER (as root, with debootstrap; some 900 MB).
# A folder that has a Debian already is used again. No systemd runs in it: what the units start is started by hand,
# in a network of its own, so that no port of this machine is touched.
# shellcheck disable=SC2016 # what stands between apostrophes is for the shell inside
set -euo pipefail
folder=${1:?give a folder for the new Debian}
here=$(cd "$(dirname "$0")/.." && pwd)
host=kaike.example.cn
began=$SECONDS
say() { printf '\n== %s (%s s)\n' "$*" "$((SECONDS - began))"; }
inside() { chroot "$folder" env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"; }

say "Debian"
mkdir -p "$folder"
[ -x "$folder/usr/bin/env" ] || debootstrap --variant=minbase --include=ca-certificates,curl,iproute2 bookworm "$folder" >/dev/null
mountpoint -q "$folder/proc" || mount --bind /proc "$folder/proc"
mountpoint -q "$folder/dev" || mount --bind /dev "$folder/dev"
finish() {
  inside sh -c 'pg_lsclusters -h | while read -r version name _; do pg_ctlcluster "$version" "$name" stop; done' 2>/dev/null || true
  umount "$folder/proc" "$folder/dev"
}
trap finish EXIT
printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d" && chmod +x "$folder/usr/sbin/policy-rc.d"
# How this machine reaches its packages is how the new one does.
cp -L /etc/resolv.conf "$folder/etc/resolv.conf"
cp -r /etc/apt/. "$folder/etc/apt/"
cp /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/"
for file in /etc/pip.conf /etc/xdg/pip; do [ ! -e "$file" ] || { mkdir -p "$folder$(dirname "$file")" && cp -r "$file" "$folder$(dirname "$file")/"; }; done
# PostgreSQL takes another port when this machine has one already; the socket keeps its usual name.
inside sh -c 'apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends postgresql curl iproute2' >/dev/null 2>&1
inside sh -c 'grep -q "port = 5432" /etc/postgresql/*/main/postgresql.conf || sed -i "s/^port = .*/port = 5432/" /etc/postgresql/*/main/postgresql.conf
  sed -i "s/^#*listen_addresses = .*/listen_addresses = \x27\x27/" /etc/postgresql/*/main/postgresql.conf'

say "The program, and the first command of the page"
rm -rf "$folder/usr/src/kaike" "$folder/etc/kaike"
git clone -q "$here" "$folder/usr/src/kaike"
install_began=$SECONDS
inside sh -c "cd /usr/src/kaike && deploy/install.sh --no-start --host $host --mail smtp+tls://user:password@127.0.0.1:587 --from enroll@$host" 2>&1 | grep -v '^W:' | sed 's/^/    /'

cat >"$folder/root/serve.sh" <<'TEXT'
set -e
ip link set lo up
cd /opt/kaike/current
set -a; . /etc/kaike/kaike.env; set +a
runuser -u kaike -- .venv/bin/gunicorn config.wsgi --bind 127.0.0.1:8001 2>/dev/null &
server=$!
nginx
trap 'kill $server; nginx -s stop' EXIT
page() { curl -sk --resolve "$1:443:127.0.0.1" "https://$1$2" -o /dev/null -w '%{http_code}'; }
for _ in $(seq 60); do [ "$(page "$1" /)" != 200 ] || break; sleep 0.5; done
echo "first page: $(page "$1" /), /en/courses/: $(page "$1" /en/courses/)"
echo "before the first night: $(curl -s http://127.0.0.1:8001/readyz)"
kaike nightly
kaike tick
echo "after it: $(curl -s http://127.0.0.1:8001/readyz)"
TEXT
say "Served by gunicorn and nginx"
unshare --net chroot "$folder" env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 bash /root/serve.sh "$host" | sed 's/^/    /'
echo "From the first command of the page to here: $((SECONDS - install_began)) s"

say "Drill, upgrade, the release before, back to a backup"
inside sh -c 'kaike restore_drill' | sed 's/^/    /'
before=$(inside readlink /opt/kaike/current)
inside sh -c 'cd /usr/src/kaike && deploy/install.sh --no-start' >/dev/null 2>&1
echo "    upgraded to $(inside readlink /opt/kaike/current)"
inside sh -c "ln -sfn $before /opt/kaike/current && kaike collectstatic --no-input >/dev/null && kaike check_invariants" | sed 's/^/    /'
inside sh -c 'kaike restore "$(ls /var/lib/kaike/backups/*.tar.gz | tail -1)" --replace' | sed 's/^/    /'
say "Done"
