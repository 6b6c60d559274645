import { Component, type ReactNode } from 'react';
import { PageMessage } from './page-message.js';

interface State {
  readonly failed: boolean;
}

/** Catches what a page throws while drawing; the shell around it stays. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <PageMessage
        title="Flag on the play"
        action={{ label: 'Load the page again', run: () => window.location.reload() }}
      >
        Something on this page broke. Your cards and points are not affected.
      </PageMessage>
    );
  }
}
