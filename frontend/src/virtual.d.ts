declare module 'virtual:tokens.css';

interface ImportMetaEnv {
  /** The language of a build that has only one. */
  readonly KSBB_BUILD_LANG: 'id' | 'en' | undefined;
  /** Where the files of the detailed map's library lie. */
  readonly KSBB_MAPLIBRE: string;
}
