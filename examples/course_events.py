"""Keeps a table of courses from course-events. An event has its effect once, however often Kafka delivers it."""

import json
import os
import signal
import sqlite3
import sys

from kafka import KafkaConsumer

BROKERS = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092").split(",")
TOPIC = os.environ.get("KAFKA_TOPIC_COURSE_EVENTS", "course-events")
GROUP = os.environ.get("GROUP", "my-course-reader")
FILE = os.environ.get("STATE_FILE", "courses.db")


def open_state(file):
    state = sqlite3.connect(file)
    state.executescript(
        """
        create table if not exists handled (ce_id text primary key);
        create table if not exists known_courses (course_id integer primary key, title text, price real);
        """
    )
    return state


def read_event(record):
    """The id and the value of an event; raises ValueError for a record that the CRM has not written."""
    headers = {name: value.decode() for name, value in record.headers or () if value is not None}
    if "ce_id" not in headers or record.value is None:
        raise ValueError("no ce_id or no value")
    event = json.loads(record.value)
    if not isinstance(event, dict) or "event_type" not in event or "course_id" not in event:
        raise ValueError("not a course event")
    return headers["ce_id"], event


def handle_once(state, ce_id, event):
    """False: it was handled before. The id and the effect are one transaction: both are there, or neither is."""
    with state:
        new = state.execute("insert or ignore into handled values (?)", (ce_id,)).rowcount == 1
        if new:
            handle(state, event)
    return new


def handle(state, event):
    """What your program does with an event stands here. Types that it does not know are passed over."""
    if event["event_type"] in ("course.created", "course.updated"):
        state.execute(
            "insert into known_courses values (:course_id, :title, :price)"
            " on conflict (course_id) do update set title = excluded.title, price = excluded.price",
            event,
        )


def take(state, record):
    try:
        ce_id, event = read_event(record)
    except ValueError as error:
        place = f"{record.topic}/{record.partition}@{record.offset}"
        print(f"not an event of the CRM, passed over: {place}: {error}", file=sys.stderr, flush=True)
        return
    if handle_once(state, ce_id, event):
        print(ce_id, event["event_type"], f"course {event['course_id']}", flush=True)


def main():
    state = open_state(FILE)
    # Offsets are committed after the effect, never by a timer: after a crash records come again, and none is lost.
    consumer = KafkaConsumer(
        TOPIC,
        bootstrap_servers=BROKERS,
        group_id=GROUP,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    stopping = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.append(True))
    while not stopping:
        batch = consumer.poll(timeout_ms=500)
        for records in batch.values():
            for record in records:
                take(state, record)
        if batch:
            consumer.commit()
    consumer.close()


if __name__ == "__main__":
    main()
