import { type ComponentType, createElement, useLayoutEffect, useState } from 'react'

/** `ahead`: what it needs before it can be drawn as a whole. */
type Module<Props> = { readonly default: ComponentType<Props>; readonly ahead?: Promise<unknown> | undefined }
type Part<Props> = ComponentType<Props> & {
  /** Loads it, and what it needs, before it is shown. That it cannot be had is told when it is. */
  ahead(): Promise<unknown>
}

/**
 * A part of the application that is loaded when it is first shown, and shown in the very frame in which it is there.
 * Not React's `lazy`: once that has shown that it waits, it holds back what has arrived for 300 ms.
 */
export function part<Props extends object>(
  bring: () => Promise<Module<Props>>,
  Waiting: ComponentType = () => null,
): Part<Props> {
  let there: ComponentType<Props> | null = null
  let coming: Promise<Module<Props>> | null = null
  const load = () => {
    coming ??= bring().then(
      (module) => {
        there = module.default
        return module
      },
      (error) => {
        coming = null
        throw error
      },
    )
    return coming
  }
  function Shown(props: Props) {
    const [, setCame] = useState(false)
    const [problem, setProblem] = useState<unknown>(null)
    useLayoutEffect(() => {
      if (!there) load().then(() => setCame(true), setProblem)
    }, [])
    if (problem !== null) throw problem
    return there ? createElement(there, props) : createElement(Waiting)
  }
  return Object.assign(Shown, {
    ahead: () =>
      load().then(
        ({ ahead }) => ahead,
        () => {},
      ),
  })
}
