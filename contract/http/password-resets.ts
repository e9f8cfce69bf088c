import { type Static, Type } from 'typebox'
import { Password } from './users.ts'

export const AskForPasswordReset = Type.Object(
  { email: Type.String({ maxLength: 320 }) },
  { additionalProperties: false, examples: [{ email: 'user@example.com' }] },
)

export const RedeemPasswordReset = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 200, description: 'what stands behind #token= in the link' }),
    password: Password,
  },
  {
    additionalProperties: false,
    examples: [{ token: '3q2-7wN0cQm2xVb7TkJ3s8d0cQm2xVb7TkJ3s8d0cQm', password: 'orchard-velvet-lantern-42' }],
  },
)
export type RedeemPasswordReset = Static<typeof RedeemPasswordReset>
