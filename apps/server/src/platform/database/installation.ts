/** The installation's own key: keeps its channels and queues apart from others on the same Redis. */
export class Installation {
  constructor(readonly key: string) {}
}
