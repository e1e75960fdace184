      *> What the parts of the clerk's program share: SCREEN has it, and
      *> the others get it.
       01  CLERK.
           05  CL-STORE                USAGE POINTER.
           05  CL-POLICY               USAGE POINTER.
           05  CL-REGISTRATION         USAGE POINTER.
           05  CL-FINDINGS             USAGE POINTER.
      *>   The terminal's, TK-ENCODING-... + TK-PADDED.
           05  CL-ENCODING             BINARY-LONG UNSIGNED.
      *>   1 where somebody sits there.
           05  CL-IS-TERMINAL          BINARY-LONG.
      *>   Of the last call of the engine or the store.
           05  CL-STAT                 BINARY-LONG UNSIGNED.
      *>   What it was about, where the end for a fault shall name it.
           05  CL-WHAT                 PIC X(16).
           05  CL-ANSWER               BINARY-LONG UNSIGNED.
           05  CL-MOMENT               BINARY-DOUBLE.
      *>   The language of the screen: ja or en.
           05  CL-LANG                 PIC X(2).
           05  CL-LANG-LENGTH          BINARY-DOUBLE UNSIGNED.
      *>   A field of STEP1, TK-FIELD-...
           05  CL-FIELD                BINARY-LONG UNSIGNED.
      *>   A word is asked for by its key; CL-VALUE goes into its gap.
           05  CL-KEY                  PIC X(32).
           05  CL-VALUE                PIC X(32).
      *>   A text to be shown, with a mark and a label before it.
           05  CL-TEXT                 PIC X(8192).
           05  CL-TEXT-SIZE            BINARY-DOUBLE UNSIGNED.
           05  CL-LENGTH               BINARY-DOUBLE UNSIGNED.
           05  CL-LABEL                PIC X(400).
           05  CL-LABEL-SIZE           BINARY-DOUBLE UNSIGNED.
           05  CL-MARK                 PIC X(12).
           05  CL-MARK-LENGTH          BINARY-LONG UNSIGNED.
      *>   How many suggestions the findings on the screen have.
           05  CL-SUGGESTIONS          BINARY-LONG UNSIGNED.
      *>   1: nothing but Back and Cancel before the last page.
           05  CL-IS-WHOLE             PIC 9.
      *>   1: each finding has its field's label above.
           05  CL-HAS-LABELS           PIC 9.
      *>   A word to be shown at the top of the next screen, or spaces.
           05  CL-NOTICE               PIC X(32).
      *>   What was typed, and what it led to.
           05  CL-TYPED                PIC X(4200).
           05  CL-TYPED-SIZE           BINARY-DOUBLE UNSIGNED.
           05  CL-WENT                 PIC X.
               88  WENT-ON             VALUE "O".
      *>       "<"
               88  WENT-BACK           VALUE "B".
      *>       "!": the applicant leaves, and nothing is kept.
               88  WENT-AWAY           VALUE "A".
      *>       The input has ended; the entry is kept.
               88  WENT-SILENT         VALUE "S".
      *>       "/": the screen is to be made again.
               88  WENT-LANGUAGE       VALUE "L".
      *>   Whether what was typed at a field was taken.
           05  CL-TOOK                 PIC X.
               88  IS-TAKEN            VALUE "T".
               88  IS-NO-SUGGESTION    VALUE "N".
               88  IS-UNREADABLE       VALUE "U".
