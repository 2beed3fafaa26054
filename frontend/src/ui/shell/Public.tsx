import { brand } from '../../brand.tsx';
import { useText } from '../../words/lang.ts';
import { names } from '../names.ts';
import css from './Public.module.css';
import shell from './Shell.module.css';
import { Banner, Brand, LangSwitch, Nav, type ShellProps, Skip, ThemeSwitch } from './Shell.tsx';

/** Public pages: one column of reading width under a plain header. */
export function PublicShell(props: ShellProps & { action: { href: string; label: string } }) {
  const { nav, home, side, action, banner, footer, onLang, langHref, children } = props;
  const t = useText();
  return (
    <div className={css.public}>
      <Skip />
      {banner && <Banner>{banner}</Banner>}
      <header className={css.header}>
        <div className={names(shell.inner, css.headerLine)}>
          <Brand href={home} under={t(brand.long)} />
          <Nav items={nav} className={css.nav} />
          <div className={css.side}>
            <LangSwitch onLang={onLang} href={langHref} />
            {side}
            <a className={css.act} href={action.href}>
              {action.label}
            </a>
          </div>
        </div>
      </header>
      <main className={names(shell.inner, css.main)} id="isi" tabIndex={-1}>
        {children}
      </main>
      <footer className={css.footer}>
        <div className={names(shell.inner, css.footerLine)}>
          <div>{footer}</div>
          <ThemeSwitch />
        </div>
      </footer>
    </div>
  );
}
