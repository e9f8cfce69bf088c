/** The circles of a directed graph, each once, as `a → b → a`. */
export function findCircles(links: readonly { from: string; to: string }[]): string[] {
  const next = Map.groupBy(links, ({ from }) => from)
  const finished = new Set<string>()
  const circles = new Set<string>()

  function visit(place: string, path: string[]): void {
    const start = path.indexOf(place)
    if (start !== -1) circles.add([...path.slice(start), place].join(' → '))
    if (start !== -1 || finished.has(place)) return
    for (const { to } of next.get(place) ?? []) visit(to, [...path, place])
    finished.add(place)
  }

  for (const place of next.keys()) visit(place, [])
  return [...circles]
}
