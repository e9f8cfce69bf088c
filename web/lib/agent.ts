const browsers = [
  ['Яндекс Браузер', /YaBrowser\/(\d+)/],
  ['Edge', /Edg(?:A|iOS)?\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Samsung Internet', /SamsungBrowser\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+)\S* .*Safari\//],
] as const
const systems = [
  ['Windows', /Windows/],
  ['Android', /Android/],
  ['iOS', /iPhone|iPad|iPod/],
  ['macOS', /Mac OS X/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
] as const

/** «Chrome 156 · Linux»: as people call the program that signed in. Anything but a browser stays as it names itself. */
export function programOf(agent: string): string {
  const browser = browsers.find(([, sign]) => sign.test(agent))
  if (!browser) return agent
  const [name, sign] = browser
  const system = systems.find(([, mark]) => mark.test(agent))?.[0]
  return `${name} ${sign.exec(agent)?.[1]}${system ? ` · ${system}` : ''}`
}
