/** The list with one thing at another place; the first keeps its own. */
export function moved<Item>(list: readonly Item[], from: number, to: number): readonly Item[] {
  const rest = list.filter((_, at) => at !== from)
  const place = Math.max(1, Math.min(rest.length, to))
  return from === 0 ? list : [...rest.slice(0, place), list[from] as Item, ...rest.slice(place)]
}
