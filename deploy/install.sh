#!/usr/bin/env bash
# Kaike on one machine with Debian 12 or newer (or Ubuntu 22.04 or newer): PostgreSQL, nginx with TLS, systemd.
# The same command upgrades: it puts this checkout beside the release that runs, backs up, migrates, switches.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage, as root, inside a checkout of Kaike:
  deploy/install.sh --host kaike.example.cn --mail smtp+tls://USER:PASSWORD@HOST:587 --from enroll@kaike.example.cn
  deploy/install.sh                   upgrade: settings stay as they are in /etc/kaike/kaike.env
Options:
  --host NAME      the site's host name
  --mail URL       the mail server; characters like @ or / in the password as %40 or %2F
  --from ADDRESS   who letters come from
  --no-start       prepare everything, start nothing (an image, a machine without systemd)
TEXT
}

host="" mail="" from="" start=yes
while [ $# -gt 0 ]; do
  case "$1" in
    --host) host=${2:?--host needs a name}; shift 2 ;;
    --mail) mail=${2:?--mail needs an address}; shift 2 ;;
    --from) from=${2:?--from needs an address}; shift 2 ;;
    --no-start) start=no; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

source=$(cd "$(dirname "$0")/.." && pwd)
settings=/etc/kaike/kaike.env
say() { printf '\n== %s\n' "$*"; }
fail() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "run it as root."
command -v apt-get >/dev/null || fail "this path is for Debian and Ubuntu; elsewhere take deploy/compose.yaml."
if [ ! -f "$settings" ] && { [ -z "$host" ] || [ -z "$mail" ] || [ -z "$from" ]; }; then
  usage >&2
  fail "the first time --host, --mail and --from are needed."
fi

say "Packages"
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq install -y --no-install-recommends \
  python3-venv postgresql postgresql-client nginx openssl age fonts-noto-cjk gettext-base logrotate >/dev/null

say "User and folders"
id kaike >/dev/null 2>&1 || useradd --system --home-dir /var/lib/kaike --shell /usr/sbin/nologin kaike
install -d -o root -g root -m 0755 /opt/kaike /opt/kaike/releases /var/www/kaike
install -d -o root -g kaike -m 0750 /etc/kaike
install -d -o kaike -g kaike -m 0750 /var/lib/kaike
install -d -o root -g root -m 0700 /etc/kaike/tls
install -d -o www-data -g www-data -m 0700 /var/cache/nginx-kaike

say "Settings in $settings"
case "$host$mail$from" in *"'"* | *$'\n'*) fail "no apostrophe in --host, --mail and --from; write %27." ;; esac
if [ ! -f "$settings" ]; then
  install -o root -g kaike -m 0640 /dev/null "$settings"
  cat >"$settings" <<TEXT
# What Kaike runs on, values between apostrophes. After a change: systemctl restart kaike
KAIKE_PRODUCTION='True'
SECRET_KEY='$(openssl rand -hex 40)'
ALLOWED_HOSTS='$host'
SITE_URL='https://$host'
TRUSTED_PROXIES='127.0.0.1'
DATABASE_URL='postgres:///kaike'
KAIKE_VAR='/var/lib/kaike'
EMAIL_URL='$mail'
DEFAULT_FROM_EMAIL='$from'
TEXT
fi
setting() { sed -n "s/^$1='\\(.*\\)'\$/\\1/p" "$settings" | tail -1; }
host=$(setting ALLOWED_HOSTS | cut -d, -f1)

say "Role and database"
[ "$start" = yes ] || pg_ctlcluster "$(pg_lsclusters -h | awk 'NR == 1 { print $1 }')" main start 2>/dev/null || true
runuser -u postgres -- psql -qtAc "SELECT 1 FROM pg_roles WHERE rolname = 'kaike'" | grep -q 1 ||
  runuser -u postgres -- createuser --createdb kaike # restore_drill makes a database and drops it
runuser -u postgres -- psql -qtAc "SELECT 1 FROM pg_database WHERE datname = 'kaike'" | grep -q 1 ||
  runuser -u postgres -- createdb --owner=kaike --encoding=UTF8 --template=template0 kaike

version=$(sed -n 's/^## //p' "$source/CHANGELOG.md" | head -1)
release=/opt/kaike/releases/$version-$(date -u +%Y%m%dT%H%M%SZ)
say "Program in $release"
install -d "$release"
tar -C "$source" --exclude=./.git --exclude=./.venv --exclude=./var --exclude=__pycache__ -cf - . | tar -C "$release" --no-same-owner -xf -
python3 -m venv "$release/.venv"
"$release/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
  --only-binary :all: -r "$release/requirements/run.txt"
"$release/.venv/bin/python" -m compileall -q "$release" -x '/\.venv/' || true

cat >/usr/local/bin/kaike <<'TEXT'
#!/bin/sh
# A management command of the site, as its user and with its settings: kaike help
cd "${KAIKE_RELEASE:-/opt/kaike/current}" || exit 1
if [ "$(id -un)" = kaike ]; then set --  "$@"; else exec runuser -u kaike -- /usr/local/bin/kaike "$@"; fi
set -a; . /etc/kaike/kaike.env; set +a; unset KAIKE_RELEASE
exec .venv/bin/python manage.py "$@"
TEXT
chmod 0755 /usr/local/bin/kaike
kaike=/usr/local/bin/kaike
this() { KAIKE_RELEASE=$release $kaike "$@"; }

say "Database and static files"
if [ -e /opt/kaike/current ]; then
  $kaike nightly --only backup
fi
this migrate --verbosity 0
this rebuild_search
this collectstatic --no-input --verbosity 0
this check --deploy --fail-level ERROR
ln -sfn "$release" /opt/kaike/current.new
mv -T /opt/kaike/current.new /opt/kaike/current
# The three newest stay, to go back to.
find /opt/kaike/releases -mindepth 1 -maxdepth 1 | sort -r | tail -n +4 | xargs -r rm -rf

say "TLS and nginx"
if [ ! -f /etc/kaike/tls/fullchain.pem ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj "/CN=$host" \
    -addext "subjectAltName=DNS:$host" -keyout /etc/kaike/tls/key.pem -out /etc/kaike/tls/fullchain.pem 2>/dev/null
  echo "A certificate of its own was made, which browsers warn of: replace both files in /etc/kaike/tls."
fi
listen=""
# shellcheck disable=SC2016 # envsubst wants the names themselves
names='$KAIKE_HOST $KAIKE_UPSTREAM $KAIKE_TLS $KAIKE_LOGS $KAIKE_CACHE $KAIKE_HTTP $KAIKE_HTTPS'
[ ! -f /proc/net/if_inet6 ] || listen="[::]:"
KAIKE_HOST=$host KAIKE_UPSTREAM=127.0.0.1:8001 KAIKE_TLS=/etc/kaike/tls KAIKE_LOGS=/var/log/nginx \
  KAIKE_CACHE=/var/cache/nginx-kaike KAIKE_HTTP="${listen}80${listen:+ ipv6only=off}" \
  KAIKE_HTTPS="${listen}443${listen:+ ipv6only=off}" \
  envsubst "$names" \
  <"$release/deploy/nginx/kaike.conf.template" >/etc/nginx/conf.d/kaike.conf
rm -f /etc/nginx/sites-enabled/default
nginx -t -q
install -m 0644 "$release/deploy/logrotate" /etc/logrotate.d/kaike

say "Units"
install -m 0644 "$release"/deploy/systemd/* /etc/systemd/system/
install -d /etc/systemd/journald.conf.d
install -m 0644 "$release/deploy/journald.conf" /etc/systemd/journald.conf.d/kaike.conf
if [ "$start" = yes ]; then
  systemctl daemon-reload
  systemctl restart systemd-journald
  systemctl enable --quiet --now kaike.socket kaike-tick.timer kaike-nightly.timer nginx
  systemctl enable --quiet kaike
  systemctl restart kaike
  systemctl reload nginx
  $kaike nightly
fi

say "Done: https://$host/"
echo "The first account of staff: kaike createsuperuser"
