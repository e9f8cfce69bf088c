/** Every variable the server reads, with what it is for. `.env.example` is checked against this list. */
export const settings = {
  DB_URL: 'where the data lives; sqlite:///./crm.db when unset',
  SECRET_KEY: 'at least 32 characters; signs idempotency records. Local mode makes its own beside the database',
  HOST: 'address to listen on; 127.0.0.1 when unset',
  PORT: 'port to listen on; 8000 when unset, 0 takes a free one',
  PUBLIC_URL: 'the address people use, for example https://crm.example.com; sets public mode',
  TRUSTED_PROXIES: 'comma-separated addresses or networks whose Forwarded headers are believed; sets public mode',
  REGISTRATION: 'open or closed: may strangers register as students in public mode; closed when unset',
  DOCS: 'public: everybody may read /docs in public mode; staff only when unset',
  METRICS_TOKEN:
    'bearer token (16 characters or more) for /metrics and /health from other machines; loopback only when unset',
  SESSION_IDLE_HOURS: 'idle limits in public mode as student,teacher+manager,admin+owner; 24,8,2 when unset',
  SMTP_URL: 'smtp://user:password@host:587 or smtps://…; without it messages are stored and shown at GET /messages',
  MAIL_FROM: 'sender of messages; required with SMTP_URL',
  ROLES:
    'what this process does: any of api, bridge, consumers; all three when unset. Splitting needs a database server',
  KAFKA_BOOTSTRAP_SERVERS: 'host:port of one or several Kafka brokers; unset: no Kafka, the embedded log does the work',
  KAFKA_TOPIC_USER_EVENTS: 'topic for user events; user-events when unset',
  KAFKA_TOPIC_COURSE_EVENTS: 'topic for course events; course-events when unset',
  KAFKA_TOPIC_MESSAGE_EVENTS: 'topic for message events; message-events when unset',
  KAFKA_CLIENT_ID: 'how the broker names us in its logs and quotas; mini-crm when unset',
  KAFKA_COMPRESSION: 'zstd, gzip, lz4, snappy or none; zstd when unset',
  KAFKA_REPLICATION: 'replicas of topics that we create; the default of the broker when unset',
  KAFKA_SSL:
    'on: TLS to the broker, checked against the certificates of the system; a KAFKA_SSL_*_FILE switches it on too',
  KAFKA_SSL_CA_FILE: 'PEM file of the authority that signed the certificate of the broker',
  KAFKA_SSL_CERT_FILE: 'PEM file with our own certificate, for brokers that ask for one',
  KAFKA_SSL_KEY_FILE: 'PEM file with the key of our certificate',
  KAFKA_SSL_KEY_PASSWORD: 'password of that key file',
  KAFKA_SASL_MECHANISM: 'plain, scram-sha-256 or scram-sha-512',
  KAFKA_SASL_USERNAME: 'name at the broker',
  KAFKA_SASL_PASSWORD: 'password at the broker',
  EVENTS_RETENTION_DAYS: 'days to keep events; unset keeps them all',
  LOG_LEVEL: 'debug, info, warn, error or silent; info when unset',
  LOG_FORMAT: 'text or json; text in local mode, json in public mode',
  NODE_ENV: 'production sets public mode',
} as const

export type SettingName = keyof typeof settings
export type Environment = Readonly<Partial<Record<string, string>>>
