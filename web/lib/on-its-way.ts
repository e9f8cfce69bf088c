/** Whether the server has had an answer of the API asked for in the head of this document. */
export function isOnItsWay(path: string): boolean {
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel=preload][as=fetch]')
  return [...links].some((link) => link.getAttribute('href') === path)
}
