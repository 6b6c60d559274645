import { Component, type ReactNode } from 'react';
import { PageMessage } from '../ui/page-message.js';

interface State {
  readonly failed: boolean;
}

/** Catches errors that a page throws while rendering; the shell around it stays. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  /** The code of a page that was never opened loads only with a connection: reload when it returns. */
  override componentDidCatch(): void {
    if (!navigator.onLine) window.addEventListener('online', () => window.location.reload(), { once: true });
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const offline = !navigator.onLine;
    return (
      <PageMessage
        title={offline ? 'You are offline' : 'Flag on the play'}
        action={{ label: 'Load the page again', run: () => window.location.reload() }}
      >
        {offline
          ? 'This page is not on your device yet. It loads when you are back online.'
          : 'Something on this page broke. Your cards and points are not affected.'}
      </PageMessage>
    );
  }
}
