// Owns: the stream that tells pages what has changed, and who hears of what.
// Promises: resumed by number it loses and doubles nothing; it ends with the session; a slow reader holds nobody up.
// Never: tells of an object that the viewer may not know of, or what an object holds.
export { liveRoutes } from './live-routes.ts'
