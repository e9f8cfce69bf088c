#!/usr/bin/env bash
# Prints every event of a course once, as one line: its id, its type, the course and what happened.
#
#   examples/course-events.sh
#
# The ids that have been handled are kept in a file, so that a repeated record does nothing, also after a restart.
set -euo pipefail

brokers=${KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}
topic=${KAFKA_TOPIC_COURSE_EVENTS:-course-events}
seen=${STATE_FILE:-./seen-course-events}
between=$'\x1f' # a byte that stands in no key, header or value of ours
touch "$seen"

# What your program does with an event stands here.
handle() {
  local id=$1 type=$2 course=$3 value=$4
  echo "$id $type course $course $value"
}

# -o beginning: it reads everything again at each start, and the file says what is done already. Nothing can be missed.
kcat -C -q -u -b "$brokers" -t "$topic" -o beginning -f '%k\x1f%h\x1f%s\n' |
  while IFS=$between read -r key headers value; do
    if [[ ! ,$headers, =~ ,ce_id=([0-9a-f]{8}-[0-9a-f-]{27}), || $value != '{'*'}' ]]; then
      echo "not an event of the CRM, passed over: key $key, headers $headers, value $value" >&2
      continue
    fi
    id=${BASH_REMATCH[1]}
    if grep -qxF "$id" "$seen"; then continue; fi
    [[ ,$headers, =~ ,ce_type=([a-z._]+), ]] || continue
    # The effect first, the id after it: if the machine stops between the two, the event comes again and is not lost.
    handle "$id" "${BASH_REMATCH[1]}" "$key" "$value"
    echo "$id" >> "$seen"
  done
