// Owns: the tokens with which programs use the API in somebody's name.
// Promises: never more than the scopes and than the owner's role of this moment; shown once; dead at once when revoked,
// expired, or when the account is disabled.
// Never: stores a token, or lets one make tokens, administrators or passwords.
export { apiTokensRoutes } from './api-tokens-routes.ts'
export {
  eraseApiTokensOf,
  exportApiTokensOf,
  revokeApiTokensOf,
  revokeEveryApiToken,
  trimApiTokens,
} from './api-tokens-store.ts'
export { holderFinder } from './find-holder.ts'
