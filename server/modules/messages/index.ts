// Owns: e-mail to people: what was written to whom, and whether it was sent.
// Promises: one message per event, however often the event comes; without SMTP every message can still be read.
// Never: sends to an erased person, writes an address to the log, or keeps or shows a link that is a key to an account
// to anybody but its reader and, where nothing is sent, the owner.
export { keepWelcome } from './keep-welcome.ts'
export { type FindLink, placeOfLink } from './link-places.ts'
export { mailRoutes } from './mail-routes.ts'
export { createMailer, type Mailer } from './mailer.ts'
export { messagesRoutes } from './messages-routes.ts'
export { countMail, eraseMessagesOf, exportMessagesOf, findMessage, findMessagesTo } from './messages-store.ts'
export { deliver, type Post, prepare } from './post.ts'
export { sendTestMail } from './test-mail-on-test-mail-requested.ts'
export { welcomeNewUser } from './welcome-on-user-created.ts'
