#!/usr/bin/env bash
# Installs what the tests need from the system's packages, then builds, checks the format and runs every test.
#   eng/test.sh            everything CI runs
#   eng/test.sh --soak     also the long runs (many kills, many seeds)
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUGET_XMLDOC_MODE=skip
[ "${1:-}" = "--soak" ] && export QUANTFUND_SOAK=1

say() { printf '\n== %s\n' "$*"; }

need() { # need <program> <hint>
  command -v "$1" >/dev/null || { echo "test.sh: $1 is missing. $2" >&2; exit 2; }
}
need dotnet "Install the .NET 10 SDK."
need npm "Install Node.js."

missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v chromium >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -qi dejavu || missing+=(fonts-dejavu-core fonts-liberation)
if [ "${#missing[@]}" -gt 0 ]; then
  say "Installing ${missing[*]}"
  need apt-get "Install by hand: ${missing[*]}"
  sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  # postgresql-common would start a cluster of its own at install; the tests bring up a temporary one.
  $sudo mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" | $sudo tee /etc/postgresql-common/createcluster.d/quantfund.conf >/dev/null
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

say "Restoring"
dotnet tool restore >/dev/null
dotnet restore QuantFund.sln

say "Checking the format"
dotnet csharpier check .

say "Building (warnings are errors)"
dotnet build QuantFund.sln --no-restore -c Release

say "Testing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
# Projects run one after another: several of them start servers and browsers, and two cores is what CI has.
# A project that takes longer than its limit hangs; it is ended and counts as failed.
limit=14m
[ "${QUANTFUND_SOAK:-}" = 1 ] && limit=4h
dotnet test --solution QuantFund.sln --no-build -c Release --max-parallel-test-modules 1 --timeout "$limit" 2>&1 | tee "$log" || status=$?

awk '
  /^ *failed: /    { failed = $2 }
  /^ *succeeded: / { passed = $2 }
  /^ *skipped: /   { skipped = $2 }
  END {
    if (skipped > 0) printf "%d skipped\n", skipped
    printf "%d passed, %d failed\n", passed, failed
  }' "$log" >"$log.sum"
if [ "$status" = 0 ] && grep -q '^0 passed' "$log.sum"; then status=1; fi
cat "$log.sum"
rm -f "$log.sum"
exit "$status"
