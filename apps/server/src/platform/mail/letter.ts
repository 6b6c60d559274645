/** The content of an email, as HTML and as text. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Address to which mail programs POST to switch this kind off (RFC 8058); only optional emails have it. */
  readonly unsubscribe?: string;
  /** The player's setting that switches this kind off; only optional emails have it. */
  readonly choice?: string;
}

/** Links of an email that its player can switch off. */
export interface OptionalMail {
  /** The player's choice that wants this kind, by its name in the account. */
  readonly choice: string;
  /** The page with all choices. */
  readonly choices: string;
  /** Switches this kind off, by POST and without a sign-in; opened, it shows a page with a button. */
  readonly unsubscribe: string;
}

/** A part of a letter in both forms. */
export interface Block {
  readonly html: string;
  readonly text: string;
}

export interface LetterContent {
  readonly subject: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly optional?: OptionalMail;
}

const STYLE = {
  page: 'margin:0;padding:24px 12px;background:#eef1f4;color:#14202b;font:16px/1.5 system-ui,-apple-system,Segoe UI,Roboto,sans-serif',
  card: 'max-width:560px;margin:0 auto;padding:24px;background:#ffffff;color:#14202b;border-radius:12px',
  brand: 'margin:0 0 16px;font-size:14px;font-weight:700;letter-spacing:.04em',
  title: 'margin:0 0 16px;font-size:22px;line-height:1.25',
  paragraph: 'margin:0 0 16px',
  button:
    'display:inline-block;padding:12px 20px;border-radius:8px;background:#0b5bd3;color:#ffffff;font-weight:600;text-decoration:none',
  table: 'width:100%;border-collapse:collapse;margin:0 0 16px',
  cell: 'padding:6px 8px 6px 0;text-align:left;vertical-align:top;border-bottom:1px solid #8793a044;font-weight:400',
  value:
    'padding:6px 0;text-align:right;vertical-align:top;border-bottom:1px solid #8793a044;font-weight:600',
  note: 'margin:16px 0 0;font-size:13px;opacity:.8',
} as const;

/** Dark colours, for mail programs that support them; others use the light inline styles. */
const DARK =
  '@media (prefers-color-scheme:dark){.page{background:#0e1620!important;color:#e6edf3!important}' +
  '.card{background:#17212c!important;color:#e6edf3!important}.button{background:#3d8bff!important;color:#06121f!important}}';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for use between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

export function paragraph(text: string): Block {
  return { html: `<p style="${STYLE.paragraph}">${escapeHtml(text).replaceAll('\n', '<br>')}</p>`, text };
}

/**
 * Returns a link drawn as a button.
 * @throws for an address that is not http(s): it could run as a script in a mail program
 */
export function button(label: string, url: string): Block {
  const href = escapeHtml(webAddress(url));
  return {
    html: `<p style="${STYLE.paragraph}"><a class="button" style="${STYLE.button}" href="${href}">${escapeHtml(label)}</a></p>`,
    text: `${label}:\n${webAddress(url)}`,
  };
}

/** Returns a table of labels and values, one pair a line. */
export function facts(rows: readonly (readonly [label: string, value: string])[]): Block {
  const lines = rows.map(
    ([label, value]) =>
      `<tr><th scope="row" style="${STYLE.cell}">${escapeHtml(label)}</th><td style="${STYLE.value}">${escapeHtml(value)}</td></tr>`,
  );
  return {
    html: `<table style="${STYLE.table}">${lines.join('')}</table>`,
    text: rows.map(([label, value]) => `${label}: ${value}`).join('\n'),
  };
}

/** Returns a paragraph in small print. */
export function note(text: string): Block {
  return { html: `<p style="${STYLE.note}">${escapeHtml(text)}</p>`, text };
}

/** Builds a letter in the layout that all emails share. */
export function letter({ subject, title, blocks, optional }: LetterContent): Letter {
  const all = optional === undefined ? blocks : [...blocks, choicesNote(optional)];
  const html = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escapeHtml(subject)}</title><style>${DARK}</style></head>`,
    `<body class="page" style="${STYLE.page}"><div class="card" style="${STYLE.card}">`,
    `<p style="${STYLE.brand}">SUNDAY LIVE</p><h1 style="${STYLE.title}">${escapeHtml(title)}</h1>`,
    ...all.map((block) => block.html),
    '</div></body></html>',
  ].join('\n');
  const text = `${[title, ...all.map((block) => block.text)].join('\n\n')}\n`;
  if (optional === undefined) return { subject, text, html };
  const { choice, unsubscribe } = optional;
  return { subject, text, html, choice, unsubscribe };
}

function choicesNote({ choices, unsubscribe }: OptionalMail): Block {
  const links = [
    ['Choose your emails', webAddress(choices)],
    ['Stop emails like this one', webAddress(unsubscribe)],
  ] as const;
  const anchors = links.map(
    ([words, url]) => `<a style="color:inherit" href="${escapeHtml(url)}">${words}</a>`,
  );
  return {
    html: `<p style="${STYLE.note}">You get this because you play. ${anchors.join(' · ')}</p>`,
    text: `You get this because you play.\n${links.map(([words, url]) => `${words}:\n${url}`).join('\n')}`,
  };
}

function webAddress(url: string): string {
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error(`a mail cannot link to ${protocol}`);
  return href;
}
