import { Component, type ReactNode } from 'react'
import { connection } from '../lib/connection.ts'
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

  override componentDidCatch(error: Error) {
    if (isMissingPart(error)) connection.failed()
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    const missing = isMissingPart(error)
    return (
      <div role="alert">
        <Empty
          icon="alert"
          title={sayNow(missing ? appTexts.missingPart : appTexts.broken)}
          hint={missing ? sayNow(appTexts.missingPartHint) : `${sayNow(appTexts.brokenHint)} ${error.message}`}
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

/** The server cannot be reached, or it is a newer one that no longer has the parts of this page's build. */
function isMissingPart({ message }: Error): boolean {
  return /dynamically imported module|Importing a module|preload/.test(message)
}
