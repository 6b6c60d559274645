/** The installation's own key: separates its channels and queues from others on the same Redis. */
export class Installation {
  constructor(readonly key: string) {}
}
