/** The lines of an axis from the top down to 0: four equal whole steps, or fewer where nothing is above 3. */
export function axisOf(most: number): readonly number[] {
  const top = most <= 3 ? Math.max(1, most) : roundUp(most)
  const steps = Math.min(4, top)
  return Array.from({ length: steps + 1 }, (_, down) => (top * (steps - down)) / steps)
}

/** The next number that four steps divide into whole ones. */
function roundUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1) * 4
  return Math.ceil(value / unit) * unit
}
