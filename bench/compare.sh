#!/usr/bin/env bash
# Runs wiretalk and tshark in turn on the same captures and prints how they compare. See README.md.
#
#   bench/compare.sh [-n RUNS] [-s SCALE] [DIR]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
usage() { sed -n 's/^# *\(bench.*\)/usage: \1/p' "$0" >&2; exit 2; }
runs=3 scale=1
while getopts n:s: flag; do
  case $flag in
    n) runs=$OPTARG ;;
    s) scale=$OPTARG ;;
    *) usage ;;
  esac
done
shift $((OPTIND - 1))
[ $# -le 1 ] || usage
dir=${1:-${TMPDIR:-/tmp}/wiretalk-bench}
maker=${MAKE_CAPTURES:-$here/../../shared/bench/make-captures.sh}

for tool in go python3 tshark; do
  command -v "$tool" >/dev/null || { echo "compare.sh: $tool is needed and not here" >&2; exit 1; }
done
[ -x /usr/bin/time ] || { echo "compare.sh: GNU time (Debian's package time) is needed and not here" >&2; exit 1; }

captures=("$dir"/{small,conns,bulk,lossy}.pcap)
for file in "${captures[@]}"; do
  [ -e "$file" ] && continue
  [ -e "$maker" ] || {
    echo "compare.sh: $file is not there, nor $maker to make it; name a directory of captures, or the script in MAKE_CAPTURES" >&2
    exit 1
  }
  bash "$maker" "$dir" "$scale" >&2
  break
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$here/.." && CGO_ENABLED=0 go build -o "$work/wiretalk" ./cmd/wiretalk)
python3 "$here/measure.py" --runs "$runs" --scratch "$work" "${WIRETALK:-$work/wiretalk}" "${captures[@]}"
