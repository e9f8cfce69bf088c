"""Course events in Python: pip install kafka-python, then python examples/course_events.py [broker] [topic]

The broker may hold an event twice (the same ce_id), always in order; another program may have written to the topic too.
"""

import json
import sys

from kafka import KafkaConsumer

broker = sys.argv[1] if len(sys.argv) > 1 else "localhost:9092"
topic = sys.argv[2] if len(sys.argv) > 2 else "course-events"

consumer = KafkaConsumer(
    topic,
    bootstrap_servers=broker,
    # A group of your own: the names that begin with mini-crm. belong to the CRM.
    group_id="course-events-example",
    auto_offset_reset="earliest",
    enable_auto_commit=False,
    # Without this the loop waits for more for ever.
    consumer_timeout_ms=5000,
)

seen = set()
for record in consumer:
    headers = {name: value.decode() for name, value in record.headers if value is not None}
    event_id = headers.get("ce_id", f"{record.topic}/{record.partition}/{record.offset}")
    if event_id in seen:
        continue
    try:
        event = json.loads(record.value)
    except (TypeError, ValueError):
        continue  # not an event of the CRM
    seen.add(event_id)
    print(event["event_type"], event["course_id"], event.get("title", ""), flush=True)
    # Only what is done is committed; after a crash the rest comes again.
    consumer.commit()
