type Listener = (message: string) => void;

/** The listeners of this node, by channel. */
export class Listeners {
  private readonly byChannel = new Map<string, Set<Listener>>();

  constructor(private readonly onError: (channel: string, error: unknown) => void) {}

  add(channel: string, listener: Listener): void {
    const known = this.byChannel.get(channel);
    if (known) known.add(listener);
    else this.byChannel.set(channel, new Set([listener]));
  }

  /** @returns true when the channel has no listener left */
  remove(channel: string, listener: Listener): boolean {
    const known = this.byChannel.get(channel);
    if (!known?.delete(listener) || known.size > 0) return false;
    this.byChannel.delete(channel);
    return true;
  }

  channels(): string[] {
    return [...this.byChannel.keys()];
  }

  deliver(channel: string, message: string): void {
    for (const listener of [...(this.byChannel.get(channel) ?? [])]) {
      try {
        listener(message);
      } catch (error) {
        this.onError(channel, error);
      }
    }
  }

  clear(): void {
    this.byChannel.clear();
  }
}
