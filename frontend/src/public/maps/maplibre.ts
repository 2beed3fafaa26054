import type * as MapLibre from 'maplibre-gl';

export type Library = typeof MapLibre;

/**
 * Whether this browser can show the detailed map: it needs WebGL 2 and workers made of modules.
 * Checked before a byte of the library is loaded.
 */
function able(): boolean {
  try {
    const canvas = document.createElement('canvas');
    return typeof Worker !== 'undefined' && canvas.getContext('webgl2') !== null;
  } catch {
    return false;
  }
}

let loading: Promise<Library> | undefined;

function stylesheet(href: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = href;
    link.onload = () => resolve();
    link.onerror = () => reject(new Error(href));
    document.head.append(link);
  });
}

/**
 * The library, once for all maps of a visit. It is no part of our bundles: its own files lie beside
 * them, one copy for both languages, and only who opens the map loads them.
 */
export function library(): Promise<Library> {
  if (!able()) return Promise.reject(new Error('no WebGL'));
  const place = import.meta.env.KSBB_MAPLIBRE;
  loading ??= Promise.all([
    import(/* @vite-ignore */ `${place}/maplibre-gl.mjs`) as Promise<Library>,
    stylesheet(`${place}/maplibre-gl.css`),
  ]).then(([found]) => {
    found.setWorkerUrl(new URL(`${place}/maplibre-gl-worker.mjs`, location.href).href);
    return found;
  });
  // A line that broke may be there again.
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}
