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
  EVENTS_RETENTION_DAYS: 'days to keep events; unset keeps them all',
  LOG_LEVEL: 'debug, info, warn, error or silent; info when unset',
  LOG_FORMAT: 'text or json; text in local mode, json in public mode',
  NODE_ENV: 'production sets public mode',
} as const

export type SettingName = keyof typeof settings
export type Environment = Readonly<Partial<Record<string, string>>>
