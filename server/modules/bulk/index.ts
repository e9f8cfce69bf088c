// Owns: changes of many rows at once, how far each has come, and the way back.
// Promises: every row is a change of its own, with its own event, rights and reasons; it goes on after a crash; it keeps
// nobody waiting; undo takes back exactly what it changed, and nothing that was changed since.
// Never: changes a row that the sender did not mean, or the sender's own account.
export { bulkRoutes } from './bulk-routes.ts'
export { forgetAddressInBulk, trimBulkChanges } from './keep-bulk.ts'
