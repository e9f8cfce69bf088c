// Owns: the one search over everything.
// Promises: a wrong keyboard layout and Latin spelling are forgiven; the answer is small whatever is asked.
// Never: shows anybody what their own lists would not.
export { searchRoutes } from './search-routes.ts'
