import type { ReactNode } from 'react';
import { useTitle } from '../head.ts';
import css from './Page.module.css';

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
    <div className={css.head}>
      <div>
        {back && (
          <p className={css.back}>
            <a href={back.href}>{back.label}</a>
          </p>
        )}
        <h1 tabIndex={-1}>{title}</h1>
        {lead && <p className={css.lead}>{lead}</p>}
      </div>
      {action && <div className={css.action}>{action}</div>}
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
