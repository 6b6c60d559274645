import { Component, type ReactNode } from 'react';
import { PageMessage } from '../ui/page-message.js';

interface State {
  readonly failed: boolean;
}

/** Catches what a page throws while drawing; the shell around it stays. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  /** A page that was never opened can't be fetched without a connection: it is, as soon as there is one. */
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
          ? 'This page is not on your device yet. It comes with your connection.'
          : 'Something on this page broke. Your cards and points are not affected.'}
      </PageMessage>
    );
  }
}
