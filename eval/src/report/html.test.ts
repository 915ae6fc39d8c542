import { describe, expect, it } from 'vitest';
import { html, table } from './html.js';

describe('html', () => {
  it('escapes text and leaves markup', () => {
    expect(html`<p>${'<script>'}${html`<b>${'&'}</b>`}${['"', 1]}${undefined}</p>`.source).toBe(
      '<p>&#60;script&#62;<b>&#38;</b>&#34;1</p>',
    );
  });

  it('makes a table whose rows have headings', () => {
    const { source } = table('about', ['a', 'b'], [['one', 2]]);
    expect(source.replaceAll(/\s+/g, '')).toContain('<tr><thscope="row">one</th><td>2</td></tr>');
  });
});
