/** The ring of a list that has the focus, on the frame around it: rows and heads would cover one of its own. */
export const listRing =
  'has-[>[role=grid]:focus-visible]:after:pointer-events-none has-[>[role=grid]:focus-visible]:after:absolute has-[>[role=grid]:focus-visible]:after:inset-0 has-[>[role=grid]:focus-visible]:after:z-20 has-[>[role=grid]:focus-visible]:after:border-2 has-[>[role=grid]:focus-visible]:after:border-accent'
