// Owns: the console line of every event.
// Promises: one readable line per event, whatever put it into the log.
// Never: a name, an address or a payload.
export { printEveryEvent } from './print-on-every-event.ts'
