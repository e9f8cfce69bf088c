// Owns: e-mail to people: what was written to whom, and whether it was sent.
// Promises: one message per event, however often the event comes; without SMTP every message can still be read.
// Never: sends to an erased person, or writes an address to the log.

export { createMailer, type Mailer } from './mailer.ts'
export { messagesRoutes } from './messages-routes.ts'
export { eraseMessagesOf, findMessage, findMessagesTo } from './messages-store.ts'
export { welcomeNewUser } from './welcome-on-user-created.ts'
