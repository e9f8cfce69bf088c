-- What the first version of this program kept after one course had been created; for its tables alone.
insert into courses (id, title, title_key, description, price, currency, status, created_at, updated_at, published_at, version)
values (1, 'Прежний курс', 'прежний курс', null, 100, 'RUB', 'published', 1772366400000, 1772366400000, 1772366400000, 1);
insert into search_words (entity, word, entity_id) values ('course', 'курс', 1), ('course', 'прежний', 1);
insert into events (n, id, epoch, topic, partition, key, type, payload, headers, time, seq)
values (1, '019ca945-0a00-7ec5-9c5c-9901dde4057c', 1, 'course-events', 3, '1', 'course.created',
  '{"event_type":"course.created","course_id":1,"title":"Прежний курс","price":1,"created_by":null,"timestamp":"2026-03-01T12:00:00.000+00:00"}',
  '{"ce_specversion":"1.0","ce_id":"019ca945-0a00-7ec5-9c5c-9901dde4057c","ce_type":"course.created","ce_source":"10c13285-e4ed-4c0c-aba2-86bb76cdf55d","ce_time":"2026-03-01T12:00:00.000+00:00","ce_subject":"1","content-type":"application/json","ce_epoch":"1","correlationid":"test","actor":"system"}',
  1772366400000, 1);
insert into event_log (id, instance_id, epoch, partitions, last_seq, created_at)
values (1, '10c13285-e4ed-4c0c-aba2-86bb76cdf55d', 1, 6, 1, 1772366400000);
