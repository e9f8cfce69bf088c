import type { Browser } from '@playwright/test'

const cell = 8
/** A cell counts as different when its mean colour is off by more than this, of 255, in any channel. */
const tolerated = 20

/**
 * The share of 8 × 8 cells in which two pictures differ; 1 when they are of different sizes. The mean of a cell hardly sees
 * how a version of the browser smooths its letters, but anything that moved, vanished or changed its colour.
 */
export async function difference(browser: Browser, one: Buffer, other: Buffer): Promise<number> {
  const page = await browser.newPage()
  const share = await page.evaluate(
    async ([first, second, size, limit]) => {
      const cellsOf = async (base64: string) => {
        const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
        const { width, height } = picture
        const canvas = new OffscreenCanvas(width, height)
        const context = canvas.getContext('2d', { willReadFrequently: true })
        if (!context) throw new Error('no canvas')
        context.drawImage(picture, 0, 0)
        const { data } = context.getImageData(0, 0, width, height)
        const [columns, rows] = [Math.ceil(width / size), Math.ceil(height / size)]
        const sums = new Float64Array(columns * rows * 4)
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++) {
            const at = (Math.floor(y / size) * columns + Math.floor(x / size)) * 4
            const from = (y * width + x) * 4
            for (let channel = 0; channel < 3; channel++)
              sums[at + channel] = (sums[at + channel] ?? 0) + (data[from + channel] ?? 0)
            sums[at + 3] = (sums[at + 3] ?? 0) + 1
          }
        return { width, height, sums }
      }
      const [a, b] = [await cellsOf(first), await cellsOf(second)]
      if (a.width !== b.width || a.height !== b.height) return 1
      const mean = (sums: Float64Array, at: number, channel: number) => (sums[at + channel] ?? 0) / (sums[at + 3] ?? 1)
      let different = 0
      for (let at = 0; at < a.sums.length; at += 4) {
        const off = [0, 1, 2].map((channel) => Math.abs(mean(a.sums, at, channel) - mean(b.sums, at, channel)))
        if (Math.max(...off) > limit) different += 1
      }
      return different / (a.sums.length / 4)
    },
    [one.toString('base64'), other.toString('base64'), cell, tolerated] as const,
  )
  await page.close()
  return share
}
