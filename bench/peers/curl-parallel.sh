#!/usr/bin/env bash
# One curl for all rows, with a number of transfers at a time: curl-parallel.sh URL FILE NUMBER
set -euo pipefail

tail -n +2 "$2" |
  awk -F, -v url="$1/v2/role-bindings" '
    NR > 1 { print "next" }
    {
      print "url = \"" url "\""
      print "header = \"Content-Type: application/json\""
      print "header = \"Authorization: Bearer bench\""
      print "output = \"/dev/null\""
      printf "data = \"{\\\"role_id\\\":\\\"%s\\\",\\\"user_id\\\":\\\"%s\\\",\\\"resource_type\\\":\\\"%s\\\",\\\"resource_id\\\":\\\"%s\\\"}\"\n", $1, $2, $3, $4
    }' |
  curl -sS --fail --no-progress-meter --parallel --parallel-max "$3" --config -
