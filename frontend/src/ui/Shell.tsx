import { type ReactNode, useEffect, useState } from 'react';
import { brand, Mark } from '../brand.tsx';
import { type Lang, type Pair, useLang, useText } from '../words/lang.ts';
import { useTitle } from './head.ts';
import { names } from './names.ts';
import { setTheme, type Theme, theme } from './preferences.ts';
import css from './Shell.module.css';

export type NavItem = { href: string; label: string; current: boolean; count?: number | undefined };

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

function Brand({ href, under }: { href: string; under: ReactNode }) {
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

function Nav({ items, className }: { items: readonly NavItem[]; className: string | undefined }) {
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

type ShellProps = {
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

function Skip() {
  const t = useText();
  return (
    <a className={css.skip} href="#isi">
      {t(words.skip)}
    </a>
  );
}

/** Public pages: one column of reading width under a plain header. */
export function PublicShell(props: ShellProps & { action: { href: string; label: string } }) {
  const { nav, home, side, action, banner, footer, onLang, langHref, children } = props;
  const t = useText();
  return (
    <div className={css.public}>
      <Skip />
      {banner && <Banner>{banner}</Banner>}
      <header className={css.header}>
        <div className={names(css.inner, css.headerLine)}>
          <Brand href={home} under={t(brand.long)} />
          <Nav items={nav} className={css.publicNav} />
          <div className={css.side}>
            <LangSwitch onLang={onLang} href={langHref} />
            {side}
            <a className={css.act} href={action.href}>
              {action.label}
            </a>
          </div>
        </div>
      </header>
      <main className={names(css.inner, css.main)} id="isi" tabIndex={-1}>
        {children}
      </main>
      <footer className={css.footer}>
        <div className={names(css.inner, css.footerLine)}>
          <div>{footer}</div>
          <ThemeSwitch />
        </div>
      </footer>
    </div>
  );
}

/** The office: the organisation and its menu at the side, dense pages beside them. */
export function OfficeShell(props: ShellProps & { organisation: ReactNode }) {
  const { nav, home, side, banner, footer, onLang, organisation, children } = props;
  const t = useText();
  return (
    <div className={css.office}>
      <Skip />
      {banner && <Banner>{banner}</Banner>}
      <div className={css.officeFrame}>
        <header className={css.rail}>
          <div className={css.railTop}>
            <Brand href={home} under={t(brand.place)} />
            <div className={css.who}>
              <div className={css.organisation}>{organisation}</div>
              {side}
            </div>
          </div>
          <Nav items={nav} className={css.officeNav} />
        </header>
        <main className={css.officeMain} id="isi" tabIndex={-1}>
          {children}
        </main>
        <footer className={css.railEnd}>
          <LangSwitch onLang={onLang} />
          <ThemeSwitch />
          {footer}
        </footer>
      </div>
    </div>
  );
}

/** The head of a page: where one is, what this page is, and its one action. */
export function PageHead({
  title,
  lead,
  back,
  action,
}: {
  title: ReactNode;
  lead?: ReactNode;
  back?: { href: string; label: string } | undefined;
  action?: ReactNode;
}) {
  useTitle(typeof title === 'string' ? title : '', typeof lead === 'string' ? lead : '');
  return (
    <div className={css.pageHead}>
      <div>
        {back && (
          <p className={css.back}>
            <a href={back.href}>{back.label}</a>
          </p>
        )}
        <h1 tabIndex={-1}>{title}</h1>
        {lead && <p className={css.lead}>{lead}</p>}
      </div>
      {action && <div className={css.pageAction}>{action}</div>}
    </div>
  );
}

/** A part of a page under its heading. */
export function Section({
  id,
  title,
  aside,
  children,
}: {
  /** Where links on the same page lead. */
  id?: string;
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={css.section} id={id}>
      <div className={css.sectionHead}>
        <h2>{title}</h2>
        {aside && <div className={css.sectionAside}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
