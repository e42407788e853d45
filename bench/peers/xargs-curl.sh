#!/usr/bin/env bash
# A curl for each row, a number of them at a time: xargs-curl.sh URL FILE NUMBER
set -euo pipefail

tail -n +2 "$2" |
  awk -F, '{ printf "{\"role_id\":\"%s\",\"user_id\":\"%s\",\"resource_type\":\"%s\",\"resource_id\":\"%s\"}\n", $1, $2, $3, $4 }' |
  xargs -d '\n' -P "$3" -n 1 curl -sS --fail -o /dev/null "$1/v2/role-bindings" \
    -H 'Content-Type: application/json' -H 'Authorization: Bearer bench' --data
