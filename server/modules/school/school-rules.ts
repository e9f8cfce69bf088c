import type { Locale } from '#contract/error-texts.ts'
import { type Happened, happened } from '#contract/events/event-type.ts'
import { UserSchoolSettingsChanged } from '#contract/events/users.ts'
import type { ChangeSchoolSettings } from '#contract/http/school.ts'

export type School = { readonly name: string; readonly locale: Locale; readonly version: number }

/** What is as it was changes nothing and says nothing. `userId`: who changes it. */
export function changeSchool(
  school: School,
  userId: number,
  { school_name: name = school.name, default_locale: locale = school.locale }: ChangeSchoolSettings,
  now: Date,
): { school: School; happened: Happened[] } {
  const changed = [
    ...(name !== school.name ? ['school_name'] : []),
    ...(locale !== school.locale ? ['default_locale'] : []),
  ]
  if (changed.length === 0) return { school, happened: [] }
  const said = { user_id: userId, school_name: name, default_locale: locale, changed }
  return {
    school: { name, locale, version: school.version + 1 },
    happened: [happened(UserSchoolSettingsChanged, said, now)],
  }
}
