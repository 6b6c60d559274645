import type { ReactNode } from 'react';
import { type Inline, parseInline, parseMarkdown } from './markdown-parser.js';

/** A small, safe part of Markdown as elements: paragraphs, lists, emphasis, code and links. Never as HTML. */
export function Markdown({ source }: { readonly source: string }) {
  return parseMarkdown(source).map((block) =>
    block.kind === 'list' ? (
      <ul key={block.at} className="bullets">
        {block.items.map((item) => (
          <li key={item}>{inline(parseInline(item))}</li>
        ))}
      </ul>
    ) : (
      <p key={block.at}>{inline(parseInline(block.text))}</p>
    ),
  );
}

function inline(parts: readonly Inline[]): ReactNode {
  return parts.map((part) => {
    const key = part.at;
    switch (part.kind) {
      case 'strong':
        return <strong key={key}>{part.text}</strong>;
      case 'emphasis':
        return <em key={key}>{part.text}</em>;
      case 'code':
        return <code key={key}>{part.text}</code>;
      case 'link':
        return (
          <a key={key} href={part.href} rel="noopener noreferrer nofollow" target="_blank">
            {part.text}
          </a>
        );
      case 'text':
        return part.text;
    }
  });
}
