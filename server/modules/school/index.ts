// Owns: what the school as a whole has chosen: its name and its language.
// Promises: a change and its event together; every process sees it with the next request.
// Never: holds a secret; those are settings of the process.
export { schoolRoutes } from './school-routes.ts'
export { getSchool } from './school-store.ts'
