/** What a `<news-stand>` is doing. */
export type NewsStandState = "loading" | "ready" | "stale" | "offline" | "error";

/** Why something could not be shown; `kind` is meant for programs, `message` for developers. */
export interface NewsStandProblem {
  kind:
    | "offline" | "network" | "timeout" | "not-found" | "server" | "http" | "too-large"
    | "format" | "shape" | "empty" | "article" | "setting" | "code" | "crash";
  message: string;
  url: string;
}

export interface NewsStandEventMap {
  "newsstand-ready": CustomEvent<null>;
  /** Cancelable: the stand then leaves opening the article to the page. */
  "newsstand-open": CustomEvent<{ id: string; url: string; title: string; language: string }>;
  "newsstand-close": CustomEvent<null>;
  "newsstand-edition": CustomEvent<{ language: string; country: string }>;
  "newsstand-error": CustomEvent<NewsStandProblem>;
}

export type NewsStandAdapter = (text: string, url: string) => unknown | Promise<unknown>;

export interface NewsStandElement extends HTMLElement {
  src: string | null;
  language: string | null;
  country: string | null;
  view: "front" | "related" | null;
  article: string | null;
  links: "inside" | "outside" | null;
  linking: "none" | "hash" | null;
  theme: "auto" | "light" | "dark" | null;
  storage: "local" | "none" | null;
  loading: "lazy" | "eager" | null;
  headingLevel: string | number | null;
  /** After how many minutes (1 to 1440) the news is fetched again by itself. */
  refresh: string | number | null;
  /**
   * Turns a document of a kind that the stand does not know into JSON Feed, as an object or as
   * text; nothing leaves the document to the stand. Called for every document but a stand.
   */
  adapter: NewsStandAdapter | undefined;
  readonly state: NewsStandState;
  open(idOrUrl: string): void;
  close(): void;
  reload(): void;
  addEventListener<K extends keyof NewsStandEventMap>(
    type: K, listener: (this: NewsStandElement, event: NewsStandEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "news-stand": NewsStandElement;
  }
}
