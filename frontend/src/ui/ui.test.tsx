import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { act } from '#act';
import { type Lang, LangProvider } from '../words/lang.ts';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import { Gap, GapScale, gapStep, scaleOf } from './GapScale.tsx';
import { type Ladder, LadderBar, unmet } from './LadderBar.tsx';
import { LadderFull } from './LadderFull.tsx';
import { ErrorState } from './States.tsx';
import { Table } from './Table.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: ReturnType<typeof createRoot> | undefined;

async function show(what: ReactNode, lang: Lang = 'id'): Promise<HTMLElement> {
  const place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  await act(async () => root?.render(<LangProvider value={lang}>{what}</LangProvider>));
  return place;
}

afterEach(async () => {
  await act(async () => root?.unmount());
  document.body.replaceChildren();
});

const ladder: Ladder = {
  target: 420,
  pledged: 40,
  committed: 260,
  dispatched: 120,
  received: 80,
  verified: 0,
};

describe('the ladder bar', () => {
  test('names every rung with its number, so that colour never speaks alone', async () => {
    const place = await show(<LadderFull ladder={ladder} />);
    const rungs = [...place.querySelectorAll('dl > div')].map((each) => each.textContent);
    expect(rungs).toEqual([
      'komitmen260 dari 420',
      'dikirim120',
      'diterima80',
      'terverifikasi0',
      'menunggu konfirmasi40',
    ]);
  });

  test('says "terpenuhi" only with "diterima" beside it', async () => {
    const place = await show(<LadderBar ladder={ladder} show="line" />);
    expect(place.textContent).toBe('61% terpenuhi19% diterima');
  });

  test('draws what is only promised hatched, after what is committed', async () => {
    const place = await show(<LadderFull ladder={ladder} />);
    const pattern = place.querySelector('pattern')?.id;
    const promised = [...place.querySelectorAll('rect')].find(
      (rect) => rect.getAttribute('fill') === `url(#${pattern})`,
    );
    expect(promised?.getAttribute('x')).toBe(`${(260 * 100) / 420}%`);
    expect(promised?.getAttribute('width')).toBe(`${(40 * 100) / 420}%`);
  });

  test('a promise leaves the need open', () => {
    expect(unmet(ladder)).toBe(160);
    expect(unmet({ ...ladder, committed: 420 })).toBe(0);
  });
});

describe('the gap', () => {
  const share = scaleOf('bagian', 'FAMILY', 'area');

  test('steps follow the published breaks', () => {
    expect(gapStep(0, 100, share)).toBe(0);
    expect(gapStep(19, 100, share)).toBe(1);
    expect(gapStep(20, 100, share)).toBe(2);
    expect(gapStep(79, 100, share)).toBe(4);
    expect(gapStep(100, 100, share)).toBe(5);
    expect(gapStep(0, 0, share)).toBeNull();
  });

  test('packages have breaks of their own, ten times as far apart for a kelurahan', () => {
    const unit = scaleOf('paket', 'FAMILY', 'unit');
    expect([0, 1, 149, 150, 449, 450, 600].map((open) => gapStep(open, 900, unit))).toEqual([
      0, 1, 1, 2, 3, 4, 5,
    ]);
    const area = scaleOf('paket', 'PERSON', 'area');
    expect([3_999, 4_000, 16_000].map((open) => gapStep(open, 20_000, area))).toEqual([1, 2, 5]);
    expect(gapStep(0, 0, unit)).toBeNull();
  });

  test('prints its number beside its colour', async () => {
    const all = await show(<Gap open={160} target={420} scale={share} />);
    expect(all.textContent).toBe('38%');
    const none = await show(<Gap open={0} target={0} scale={share} />, 'en');
    expect(none.textContent).toBe('no data');
  });

  test('its key says where every step ends', async () => {
    const key = await show(<GapScale title="x" scale={scaleOf('paket', 'FAMILY', 'area')} />);
    const steps = [...key.querySelectorAll('li')].map((step) => step.textContent);
    expect(steps).toEqual([
      'semua terpenuhi',
      'di bawah 1.500',
      '1.500–2.999',
      '3.000–4.499',
      '4.500–5.999',
      '6.000 ke atas',
      'tanpa data',
    ]);
  });
});

describe('the table', () => {
  const columns = [
    {
      name: 'unit',
      head: 'Unit',
      cell: (row: Row) => row.unit,
      by: (row: Row) => row.unit,
      names: true,
    },
    {
      name: 'open',
      head: 'Sisa',
      cell: (row: Row) => row.open,
      by: (row: Row) => row.open,
      figures: true,
    },
  ];
  type Row = { unit: string; open: number };
  const rows: Row[] = [
    { unit: 'RW 05', open: 9 },
    { unit: 'RW 01', open: 120 },
    { unit: 'RW 03', open: 30 },
  ];
  const table = <Table caption="Unit" columns={columns} rows={rows} keyOf={(row) => row.unit} />;
  const order = (place: HTMLElement) =>
    [...place.querySelectorAll('tbody th')].map((cell) => cell.textContent);

  test('keeps the order it was given until a heading is pressed', async () => {
    expect(order(await show(table))).toEqual(['RW 05', 'RW 01', 'RW 03']);
  });

  test('sorts figures from the largest, then the other way round, and says so', async () => {
    const place = await show(table);
    const head = place.querySelectorAll<HTMLButtonElement>('thead button')[1];
    await act(async () => head?.click());
    expect(order(place)).toEqual(['RW 01', 'RW 03', 'RW 05']);
    expect(head?.closest('th')?.getAttribute('aria-sort')).toBe('descending');
    await act(async () => head?.click());
    expect(order(place)).toEqual(['RW 05', 'RW 03', 'RW 01']);
  });
});

describe('a form', () => {
  test('joins label, hint and error to their control', async () => {
    const place = await show(
      <Field label="Jumlah" hint="Paket" error="Sisa 12 paket">
        {(control) => <input {...control} />}
      </Field>,
    );
    const input = place.querySelector('input');
    expect(place.querySelector('label')?.htmlFor).toBe(input?.id);
    const described = input?.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
      'Paket',
      'Sisa 12 paket',
    ]);
    expect(input?.getAttribute('aria-invalid')).toBe('true');
  });

  test('a button at work does not act a second time', async () => {
    const act1 = vi.fn();
    const place = await show(
      <Button busy onPress={act1}>
        Kirim
      </Button>,
    );
    await act(async () => place.querySelector('button')?.click());
    expect(act1).not.toHaveBeenCalled();
  });

  test('an error names the code to report', async () => {
    const place = await show(<ErrorState code="ab12" />);
    expect(place.querySelector('code')?.textContent).toBe('ab12');
    expect(place.querySelector('[role=alert]')).not.toBeNull();
  });
});
