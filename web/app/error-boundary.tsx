import { Component, type ReactNode } from 'react'
import { sayNow } from '../lib/say.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/states.tsx'
import { appTexts } from './app-texts.ts'

type Props = { children: ReactNode /** A new value tries again: another page may be whole. */; place?: string }

/** The last net: what broke is said plainly and the way on is one click. */
export class ErrorBoundary extends Component<Props, { error: Error | null; place: string | undefined }> {
  override state = { error: null as Error | null, place: this.props.place }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  static getDerivedStateFromProps(props: Props, state: { place: string | undefined }) {
    return props.place === state.place ? null : { error: null, place: props.place }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    // A page of an older build asks for parts that the server no longer has.
    const outdated = /dynamically imported module|Importing a module|preload/.test(error.message)
    return (
      <div role="alert">
        <Empty
          icon="alert"
          title={sayNow(outdated ? appTexts.newVersion : appTexts.broken)}
          hint={outdated ? sayNow(appTexts.newVersionHint) : `${sayNow(appTexts.brokenHint)} ${error.message}`}
          action={
            <Button icon="retry" onClick={() => location.reload()}>
              {sayNow(appTexts.reload)}
            </Button>
          }
        />
      </div>
    )
  }
}
