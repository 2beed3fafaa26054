import { type ReactNode, useEffect, useState } from 'react';
import { brand, Mark } from '../../brand.tsx';
import { type Lang, type Pair, useLang, useText } from '../../words/lang.ts';
import { names } from '../names.ts';
import { setTheme, type Theme, theme } from '../preferences.ts';
import css from './Shell.module.css';

type NavItem = { href: string; label: string; current: boolean; count?: number | undefined };

const words = {
  skip: ['Langsung ke isi', 'Skip to content'],
  menu: ['Menu utama', 'Main menu'],
  lang: ['Bahasa', 'Language'],
  theme: ['Tampilan', 'Appearance'],
  system: ['Ikut perangkat', 'As the device'],
  light: ['Terang', 'Light'],
  dark: ['Gelap', 'Dark'],
} as const satisfies Record<string, Pair>;

type LangProps = {
  onLang: (lang: Lang) => void;
  /** Where the other language has its own address: works before anything else on the page. */
  href?: string | undefined;
};

export function LangSwitch({ onLang, href }: LangProps) {
  const t = useText();
  const now = useLang();
  const sides = [
    ['id', 'ID', 'Bahasa Indonesia'],
    ['en', 'EN', 'English'],
  ] as const;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame for two choices
    <div className={css.langs} role="group" aria-label={t(words.lang)}>
      {sides.map(([code, short, name]) => {
        const on = now === code;
        const same = {
          className: names(css.lang, on && css.langOn),
          lang: code,
          'aria-label': `${short}, ${name}`,
          onClick: () => onLang(code),
        };
        return href && !on ? (
          <a key={code} {...same} href={href} hrefLang={code} rel="alternate">
            {short}
          </a>
        ) : (
          <button key={code} {...same} type="button" aria-pressed={on}>
            {short}
          </button>
        );
      })}
    </div>
  );
}

export function ThemeSwitch() {
  const t = useText();
  const [now, setNow] = useState<Theme>('system');
  // Only this browser knows it, not the server that wrote the page.
  useEffect(() => setNow(theme()), []);
  return (
    <label className={names(css.theme, 'needs-script')}>
      {t(words.theme)}{' '}
      <select
        value={now}
        onChange={(event) => {
          const value = event.currentTarget.value as Theme;
          setTheme(value);
          setNow(value);
        }}
      >
        {(['system', 'light', 'dark'] as const).map((value) => (
          <option key={value} value={value}>
            {t(words[value])}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A line above everything that says what kind of figures these are. */
export function Banner({ children }: { children: ReactNode }) {
  return (
    <aside className={css.banner}>
      <div className={css.inner}>{children}</div>
    </aside>
  );
}

export function Brand({ href, under }: { href: string; under: ReactNode }) {
  return (
    <a className={css.brand} href={href}>
      <Mark />
      <span className={css.brandWords}>
        <span className={css.brandName}>{brand.short}</span>
        <span className={css.brandUnder}>{under}</span>
      </span>
    </a>
  );
}

export function Nav({
  items,
  className,
}: {
  items: readonly NavItem[];
  className: string | undefined;
}) {
  const t = useText();
  return (
    <nav className={className} aria-label={t(words.menu)}>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <a href={item.href} aria-current={item.current ? 'page' : undefined}>
              {item.label}
              {item.count ? <span className={css.count}>{item.count}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export type ShellProps = {
  nav: readonly NavItem[];
  home: string;
  /** What stands at the right of the header: sign-in or account. */
  side: ReactNode;
  banner?: ReactNode;
  footer: ReactNode;
  onLang: (lang: Lang) => void;
  langHref?: string;
  children: ReactNode;
};

export function Skip() {
  const t = useText();
  return (
    <a className={css.skip} href="#isi">
      {t(words.skip)}
    </a>
  );
}
