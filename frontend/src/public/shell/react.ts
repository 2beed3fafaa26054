/**
 * What the public site has of React, on Preact's core. The components of `src/ui` need no more, and
 * preact/compat would add 3 KB to every first visit. A component that imports something else from
 * 'react' fails to build here: then it belongs into the office, or this list grows on purpose.
 */
export { createContext, Fragment } from 'preact';
export { useContext, useEffect, useId, useRef, useState } from 'preact/hooks';
