/** What the page does beyond being read: folding, filtering and copying. It makes no markup of text and asks no network. */
export const HTML_SCRIPT = `
'use strict';
const all = (selector) => [...document.querySelectorAll(selector)];
for (const details of all('details')) details.open = false;
addEventListener('beforeprint', () => { for (const details of all('details')) details.open = true; });

const filter = document.querySelector('.filter');
if (filter) {
  const show = () => {
    const chosen = new Set(all('.filter input:checked').map((input) => input.value));
    const component = filter.querySelector('select').value;
    let shown = 0;
    const items = all('[data-severity]');
    for (const item of items) {
      item.hidden = !chosen.has(item.dataset.severity) || (component !== '' && item.dataset.component !== component);
      if (!item.hidden && item.tagName === 'ARTICLE') shown += 1;
    }
    const count = items.filter((item) => item.tagName === 'ARTICLE').length;
    filter.querySelector('output').textContent = shown === count ? '' : shown + ' of ' + count + ' shown';
  };
  filter.hidden = false;
  filter.addEventListener('change', show);
  filter.addEventListener('submit', (event) => event.preventDefault());
  show();
}

for (const pre of all('pre.command')) {
  const holder = document.createElement('div');
  holder.className = 'holder';
  pre.replaceWith(holder);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  holder.append(pre, button);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
    } catch {
      getSelection().selectAllChildren(pre);
      document.execCommand('copy');
    }
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  });
}
`;

/** SHA-256 of the script. */
export const HTML_SCRIPT_DIGEST = 'sWkp/BqpzMCDtpecFrnOzeR4xPjjnmdHlZT6W/QcL00=';
