/** The link with that number, or null when it opens nothing any more. */
export type FindLink = (id: number) => Promise<string | null>

/** SUBSTITUTE, a control character: no name or other text of people can hold it. */
const edge = '\u001a'
const places = new RegExp(`${edge}(\\d{1,16})${edge}`, 'g')

/**
 * Where a link that is a key to an account will stand. Letters are stored with the place and not with the link, so that
 * whoever reads the database or its copies holds no key.
 */
export function placeOfLink(id: number): string {
  return `${edge}${id}${edge}`
}

/** The letter as its reader gets it; null when one of its links is over. */
export async function fillLinks(body: string, findLink: FindLink): Promise<string | null> {
  const ids = [...body.matchAll(places)].map(([, id]) => Number(id))
  const links = new Map(await Promise.all(ids.map(async (id) => [id, await findLink(id)] as const)))
  if ([...links.values()].includes(null)) return null
  return body.replace(places, (_, id: string) => links.get(Number(id)) ?? '')
}

/** The letter for others: that there is a link, not which. */
export function hideLinks(body: string, instead: string): string {
  return body.replace(places, instead)
}
