#!/bin/sh
# Every course event, one JSON per line, from the beginning on: examples/course-events.sh [broker] [topic]
# Stops at the end of the topic with -e; leave it out to wait for more. Repetitions carry the same ce_id.
exec kcat -b "${1:-localhost:9092}" -t "${2:-course-events}" -C -o beginning -e -q -f '%s\n'
