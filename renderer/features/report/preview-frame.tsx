import { useEffect, useRef } from 'react';

const STYLE = /<style>([\s\S]*?)<\/style>/g;

/**
 * The page and its rules apart: the window's policy, which a srcdoc page inherits, lets no inline style in. As text, since parsing the
 * page would already have the policy complain. A style sheet that this should miss is refused, and nothing else.
 */
export function takeApart(html: string): { readonly page: string; readonly rules: string } {
  const rules: string[] = [];
  const page = html.replace(STYLE, (_all, rule: string) => {
    rules.push(rule);
    return '';
  });
  return { page, rules: rules.join('\n') };
}

/**
 * The report as it will be written. In a sandbox without scripts, forms, pop-ups and navigation of the window, under the window's own
 * policy. `allow-same-origin` is there for one thing: to hand the page its style sheet as an object, which the policy allows where it
 * refuses inline style; without `allow-scripts` nothing in the page can use it.
 */
export function PreviewFrame({ html }: { readonly html: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const { page: content, rules } = takeApart(html);
    const before = element.contentDocument;
    let waiting = 0;
    const dress = (): void => {
      const page = element.contentDocument;
      const Sheet = page?.defaultView?.CSSStyleSheet;
      if (page == null || Sheet === undefined) return;
      const sheet = new Sheet();
      sheet.replaceSync(rules);
      page.adoptedStyleSheets = [sheet];
      element.dataset['dressed'] = '';
    };
    // A long report is shown while it is still read, so it is dressed as soon as it is there and not seen before.
    const watch = (): void => {
      if (element.contentDocument !== before && element.contentDocument?.URL === 'about:srcdoc') dress();
      else waiting = requestAnimationFrame(watch);
    };
    delete element.dataset['dressed'];
    element.addEventListener('load', dress);
    element.srcdoc = content;
    watch();
    return () => {
      cancelAnimationFrame(waiting);
      element.removeEventListener('load', dress);
    };
  }, [html]);
  return (
    <iframe ref={frame} className="preview-frame" title="Preview of the report" sandbox="allow-same-origin" />
  );
}
