import type { Page } from 'playwright-core';

/** Records every sign that a page executed, or tried to execute, a text that it should only show. */
export class GuardedPage {
  private readonly dialogs: string[] = [];
  private readonly strangers: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly origin: string,
  ) {
    page.on('dialog', (dialog) => {
      this.dialogs.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      const { protocol, origin: asked } = new URL(request.url());
      if (/^https?:$/.test(protocol) && asked !== this.origin) this.strangers.push(`asked: ${request.url()}`);
    });
  }

  static async of(page: Page, origin: string): Promise<GuardedPage> {
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { violations: seen });
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        seen.push(`policy: ${violatedDirective} ${blockedURI} ${sample}`),
      );
    });
    return new GuardedPage(page, origin);
  }

  /** Dialogs, requests to foreign sites, violations of the policy on the open page, and unexpected elements. */
  async faults(): Promise<string[]> {
    const found = await this.page.evaluate(() => {
      const seen: unknown = Reflect.get(window, 'violations');
      const planted = document.querySelectorAll(
        'img[src=x], iframe, object, base, math, video, [onload], [onerror], [onfocus], [ontoggle], [onmouseover], a[href^=javascript i], a[href^=data i], a[href*="evil.example"], meta[http-equiv=refresh]',
      );
      return [
        ...(Array.isArray(seen) ? seen.map(String) : ['the page was not watched']),
        ...Array.from(planted, (element) => `planted: ${element.outerHTML}`),
      ];
    });
    return [...this.dialogs, ...this.strangers, ...found];
  }
}
