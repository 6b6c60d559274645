import { type Inline, parseInline, parseMarkdown } from '@sunday-live/contract/markdown';
import type { ReactNode } from 'react';

/**
 * Renders a small, safe part of Markdown as elements: paragraphs, lists, emphasis, code and links. It never
 * writes HTML.
 */
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
  return parts.map((part) => <Part key={part.at} part={part} />);
}

function Part({ part }: { readonly part: Inline }) {
  if (part.kind === 'link') {
    return (
      <a href={part.href} rel="noopener noreferrer nofollow" target="_blank">
        {part.text}
      </a>
    );
  }
  if (part.kind === 'strong') return <strong>{part.text}</strong>;
  if (part.kind === 'emphasis') return <em>{part.text}</em>;
  return part.kind === 'code' ? <code>{part.text}</code> : part.text;
}
