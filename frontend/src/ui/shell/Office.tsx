import type { ReactNode } from 'react';
import { brand } from '../../brand.tsx';
import { useText } from '../../words/lang.ts';
import css from './Office.module.css';
import { Banner, Brand, LangSwitch, Nav, type ShellProps, Skip, ThemeSwitch } from './Shell.tsx';

/** The office: the organisation and its menu at the side, dense pages beside them. */
export function OfficeShell(props: ShellProps & { organisation: ReactNode }) {
  const { nav, home, side, banner, footer, onLang, organisation, children } = props;
  const t = useText();
  return (
    <div className={css.office}>
      <Skip />
      {banner && <Banner>{banner}</Banner>}
      <div className={css.frame}>
        <header className={css.rail}>
          <div className={css.railTop}>
            <Brand href={home} under={t(brand.place)} />
            <div className={css.who}>
              <div className={css.organisation}>{organisation}</div>
              {side}
            </div>
          </div>
          <Nav items={nav} className={css.nav} />
        </header>
        <main className={css.main} id="isi" tabIndex={-1}>
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
