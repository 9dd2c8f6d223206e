extension GalleryPage {
    /// The page's looks: system fonts only, two columns where there is room, colours for light and dark.
    static let styleSheet = """
        :root {
          color-scheme: light dark;
          --paper: #f4f1ec; --card: #fdfcfa; --ink: #24262b; --soft: #6b6f76; --rule: #e3ded6;
          --accent: #0f7b8a; --shadow: 0 1px 2px rgb(40 30 20 / .06), 0 6px 20px rgb(40 30 20 / .05);
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #0f1013; --card: #17191d; --ink: #e8e8ea; --soft: #9aa0a9; --rule: #2a2e34;
            --accent: #4fc3cf; --shadow: none;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: clamp(1.25rem, 4vw, 3.5rem) clamp(1rem, 4vw, 3rem) 3rem; max-width: 84rem;
          background: var(--paper); color: var(--ink);
          font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif;
          overflow-wrap: anywhere;
        }
        h1, h2 { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Georgia, serif; }
        .masthead { max-width: 46rem; margin-bottom: clamp(1.75rem, 4vw, 3rem); }
        h1 { margin: 0; font-size: clamp(2rem, 5vw, 3.1rem); font-weight: 600; line-height: 1.1;
          letter-spacing: -.015em; text-wrap: balance; }
        .introduction { margin: .9rem 0 0; font-size: 1.12rem; color: var(--soft); text-wrap: pretty; }
        .count { margin: .9rem 0 0; font-size: .84rem; color: var(--soft); letter-spacing: .02em;
          font-variant-numeric: tabular-nums; }
        main { display: grid; gap: clamp(1rem, 2.2vw, 1.75rem);
          grid-template-columns: repeat(auto-fill, minmax(min(100%, 31rem), 1fr)); align-items: start; }
        article { background: var(--card); border: 1px solid var(--rule); border-radius: .8rem;
          box-shadow: var(--shadow); overflow: hidden; }
        article > header { display: flex; align-items: baseline; gap: .7rem; padding: 1.05rem 1.25rem .8rem; }
        .number { font-size: .84rem; color: var(--soft); font-variant-numeric: tabular-nums; min-width: 1.2em; }
        h2 { flex: 1; margin: 0; font-size: 1.28rem; font-weight: 600; line-height: 1.25; }
        .facts { margin: 0; display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 0 .9rem;
          font-size: .84rem; color: var(--soft); font-variant-numeric: tabular-nums; }
        .facts b { font-weight: 600; color: var(--ink); }
        .roll, .wave { padding: 0 .6rem 0 .3rem; }
        .wave { padding: 0 1.25rem; }
        .roll svg, .wave svg, .roll img, .wave img { display: block; width: 100%; }
        .roll svg { height: auto; max-height: 26rem; }
        .wave svg, .wave img { height: 2.6rem; }
        audio { display: block; width: calc(100% - 2.5rem); height: 2.6rem; margin: .9rem 1.25rem 0; }
        article > footer { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem 1.25rem;
          padding: .85rem 1.25rem 1rem; font-size: .88rem; }
        nav { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; margin-right: auto; }
        a { color: var(--accent); text-decoration: none; border-bottom: 1px solid transparent; }
        a:hover { border-bottom-color: currentColor; }
        a:focus-visible, summary:focus-visible, audio:focus-visible { outline: 2px solid var(--accent);
          outline-offset: 2px; border-radius: 3px; }
        summary { cursor: pointer; color: var(--soft); }
        details[open] { flex-basis: 100%; }
        details[open] > summary { margin-bottom: .6rem; }
        dl { margin: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0 1.5rem; }
        dl div { display: flex; justify-content: space-between; gap: 1rem; padding: .28rem 0;
          border-top: 1px solid var(--rule); }
        dt { color: var(--soft); }
        dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
        body > footer { margin-top: 2.5rem; font-size: .84rem; color: var(--soft); }
        @media (max-width: 34rem) {
          article > header { flex-wrap: wrap; }
          .facts { flex-basis: 100%; justify-content: flex-start; }
        }
        @media print { body { background: none; } article { break-inside: avoid; box-shadow: none; } audio { display: none; } }
        """
}
