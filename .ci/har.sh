#!/usr/bin/env bash
# Makes a HAR of each bundled capture and holds it against the schema of HAR 1.2.
#
#   .ci/har.sh WIRETALK [CAPTURE...]
#
# Needs node 18 or later and npm, with which it installs what .ci/har/package-lock.json names into a temporary folder.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
wiretalk=$(realpath "$1"); shift
[ $# -gt 0 ] || set -- "$top"/testdata/pcaps/*.pcap*
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$top"/.ci/har/* "$work"
if ! (cd "$work" && npm ci --silent --no-audit --no-fund --ignore-scripts); then
  echo "SKIPPED: the validator cannot be installed here, so no HAR was held against the schema" >&2
  exit 0
fi
for capture in "$@"; do
  "$wiretalk" -r "$capture" -T har >"$work/$(basename "$capture").har"
done
node "$work/validate.mjs" "$work"/*.har
printf '%d captures are HAR 1.2\n' $#
