import { createContext, useContext, useEffect, useState } from 'react';
import { all, onChange } from '../store/database.ts';
import { meta } from '../store/entries.ts';
import type { Draft, Entry, Stop, Who } from '../store/types.ts';
import { type Signal, signalNow } from '../sync/sender.ts';

/** What the phone has, as the screens show it. */
export type Field = {
  opened: boolean;
  who: Who | undefined;
  stops: Stop[];
  entries: Entry[];
  drafts: Draft[];
  signal: Signal;
};

async function readField(): Promise<Field> {
  const [opened, who, stops, entries, drafts] = await Promise.all([
    meta<string>('opened'),
    meta<Who>('who'),
    all<Stop>('stops'),
    all<Entry>('entries'),
    all<Draft>('drafts'),
  ]);
  stops.sort(
    (a, b) =>
      a.shipment.day.localeCompare(b.shipment.day) ||
      a.shipment.number.localeCompare(b.shipment.number) ||
      a.position - b.position,
  );
  entries.sort((a, b) => a.sequence - b.sequence);
  return { opened: !!opened, who, stops, entries, drafts, signal: signalNow() };
}

/** The phone's data, read again after each change; undefined until it is there first. */
export function useFieldData(): Field | undefined {
  const [field, setField] = useState<Field>();
  useEffect(() => {
    let live = true;
    const again = () =>
      readField().then((next) => {
        if (live) setField(next);
      });
    again();
    const stop = onChange(again);
    return () => {
      live = false;
      stop();
    };
  }, []);
  return field;
}

/** How the courier changes the language. */
export const ChangeLang = createContext<() => void>(() => undefined);

export const FieldContext = createContext<Field | undefined>(undefined);

export function useField(): Field {
  const field = useContext(FieldContext);
  if (!field) throw new Error('useField() stands outside of the app');
  return field;
}

/** The entry of a stop, and whether the stop is still to be done. */
export const entryOf = (field: Field, stop: string) =>
  field.entries.filter((entry) => entry.stop === stop).pop();

export const isOpen = (field: Field, stop: Stop) =>
  (stop.state === 'ON_THE_WAY' || stop.state === 'PLANNED') && !entryOf(field, stop.id);

/** The first stop that is still to be done. */
export const nextStop = (field: Field) => field.stops.find((stop) => isOpen(field, stop));

function routeNow(): [screen: string, stop: string] {
  const [, screen = '', stop = ''] = location.hash.split('/');
  return [screen, decodeURIComponent(stop)];
}

/** The part of the address after #: which screen, and of which stop. */
export function useRoute(): [screen: string, stop: string] {
  const [route, setRoute] = useState(routeNow);
  useEffect(() => {
    const changed = () => {
      setRoute(routeNow());
      scrollTo(0, 0);
    };
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}

export const hrefOf = (screen = '', stop = '') =>
  `#/${screen}${stop ? `/${encodeURIComponent(stop)}` : ''}`;

export function go(screen = '', stop = ''): void {
  location.hash = hrefOf(screen, stop);
}
