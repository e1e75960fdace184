      *> A screen of 80 columns and 24 lines. The last column stays
      *> free, since terminals differ in what they do behind it, and so
      *> does the last line, for the cursor after Enter. Each entry is a
      *> call of its own:
      *>   CLKPAGE   begins a screen with the title CL-KEY
      *>   CLKHEAD   a field's line above each page: mark, label, text
      *>   CLKTEXT   CL-TEXT behind CL-MARK, on the lines it needs
      *>   CLKSAID   the same with the word CL-KEY
      *>   CLKROW    CL-LABEL, and CL-TEXT at the right or below
      *>   CLKGAP    an empty line
      *>   CLKKEY    a key CL-MARK, and the word CL-KEY for what it does
      *>   CLKLEAVE  the keys of Back and Cancel
      *>   CLKCLEAR  leaves nothing on the screen
      *>   CLKASK    shows the pages, and takes what is typed
       IDENTIFICATION DIVISION.
       PROGRAM-ID. CLKPAGE.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       78  COLUMNS-USED                VALUE 79.
       78  LABEL-COLUMNS               VALUE 26.
       78  MOST-LINES                  VALUE 2000.
      *> Of 23: title, two empty lines, the prompt; then the keys.
       78  ROOM-OF-PAGE                VALUE 19.
       78  MOST-PAGES                  VALUE 400.
       01  TITLE-LINE                  PIC X(316).
       01  TITLE-USED                  BINARY-LONG.
       01  TITLE-WIDTH                 BINARY-LONG.
       01  HEAD-COUNT                  BINARY-LONG.
       01  HEAD-LINE                   PIC X(316) OCCURS 12.
       01  BODY-COUNT                  BINARY-LONG.
       01  BODY-LINES.
           05  BODY-LINE               PIC X(316) OCCURS 2000.
       01  KEY-COUNT                   BINARY-LONG.
       01  FILLER                      OCCURS 12.
           05  KEY-TYPED               PIC X(12).
           05  KEY-WORD                PIC X(32).
      *> The line that is being made: its bytes, and its columns.
       01  LINE-NOW                    PIC X(316).
       01  LINE-USED                   BINARY-LONG.
       01  LINE-WIDTH                  BINARY-LONG.
      *> What is left of a text, and the next piece of it.
       01  TEXT-AT                     BINARY-LONG.
       01  TEXT-LEFT                   BINARY-DOUBLE UNSIGNED.
       01  PIECE-COLUMNS               BINARY-DOUBLE UNSIGNED.
       01  PIECE                       PIC X(316).
       01  PIECE-SIZE                  BINARY-DOUBLE UNSIGNED VALUE 316.
       01  PIECE-LENGTH                BINARY-DOUBLE UNSIGNED.
       01  PIECE-TAKEN                 BINARY-DOUBLE UNSIGNED.
       01  PIECE-WIDTH                 BINARY-DOUBLE UNSIGNED.
       01  INDENT                      BINARY-LONG.
       01  IS-FIRST                    PIC 9.
       01  ROOM                        BINARY-LONG.
       01  PAGES                       BINARY-LONG.
       01  PAGE-NO                     BINARY-LONG.
       01  PAGE-START                  BINARY-LONG OCCURS 401.
       01  NEXT-START                  BINARY-LONG.
       01  HALF-START                  BINARY-LONG.
      *> The lines of keys: under the last page, and the others.
       01  IS-LAST                     PIC 9.
       01  IS-MEASURED                 PIC 9.
       01  KEY-LINES                   BINARY-LONG.
       01  KEY-LINES-LAST              BINARY-LONG.
       01  PAGE-TEXT                   PIC Z(4)9.
       01  OF-TEXT                     PIC Z(4)9.
       01  LINE-NO                     BINARY-LONG.
       01  KEY-NO                      BINARY-LONG.
       01  KEY-LENGTH                  BINARY-LONG.
       01  ESCAPE-BYTE                 PIC X VALUE X"1B".
       01  RETURN-BYTE                 PIC X VALUE X"0D".
       LINKAGE SECTION.
       COPY "CLERK.cpy".
       PROCEDURE DIVISION USING CLERK.
       NEW-PART.
      *> Nothing of the screen before stays in memory.
           MOVE SPACES TO TITLE-LINE BODY-LINES LINE-NOW PIECE
           MOVE 0 TO HEAD-COUNT BODY-COUNT KEY-COUNT
           CALL "CLKWORD" USING CLERK END-CALL
           PERFORM BEGIN-LINE-PART
           MOVE 69 TO PIECE-COLUMNS
           PERFORM TEXT-PIECE-PART
           MOVE LINE-NOW TO TITLE-LINE
           MOVE LINE-USED TO TITLE-USED
           MOVE LINE-WIDTH TO TITLE-WIDTH
           EXIT PROGRAM.

       ENTRY "CLKHEAD" USING CLERK.
           PERFORM BEGIN-LINE-PART
           MOVE CL-MARK TO LINE-NOW
           MOVE 4 TO LINE-USED LINE-WIDTH
           MOVE 35 TO PIECE-COLUMNS
           PERFORM LABEL-PIECE-PART
           IF CL-LABEL(PIECE-TAKEN + 1:) NOT = SPACES
               PERFORM CUT-PART
           END-IF
           MOVE 42 TO INDENT
           PERFORM INDENT-PART
           MOVE 35 TO PIECE-COLUMNS
           PERFORM TEXT-PIECE-PART
           IF CL-TEXT(PIECE-TAKEN + 1:) NOT = SPACES
               PERFORM CUT-PART
           END-IF
           ADD 1 TO HEAD-COUNT
           MOVE LINE-NOW TO HEAD-LINE(HEAD-COUNT)
           EXIT PROGRAM.

       ENTRY "CLKSAID" USING CLERK.
           CALL "CLKWORD" USING CLERK END-CALL
           PERFORM MARKED-PART
           EXIT PROGRAM.

       ENTRY "CLKTEXT" USING CLERK.
           IF CL-TEXT NOT = SPACES
               PERFORM MARKED-PART
           END-IF
           EXIT PROGRAM.

       ENTRY "CLKROW" USING CLERK.
           PERFORM BEGIN-LINE-PART
           MOVE COLUMNS-USED TO PIECE-COLUMNS
           PERFORM LABEL-PIECE-PART
           IF LINE-WIDTH > LABEL-COLUMNS - 2
               PERFORM PUT-LINE-PART
               PERFORM BEGIN-LINE-PART
           END-IF
           MOVE LABEL-COLUMNS TO INDENT
           PERFORM LINES-PART
           EXIT PROGRAM.

       ENTRY "CLKGAP" USING CLERK.
           IF BODY-COUNT > 0
               IF BODY-LINE(BODY-COUNT) NOT = SPACES
                   PERFORM BEGIN-LINE-PART
                   PERFORM PUT-LINE-PART
               END-IF
           END-IF
           EXIT PROGRAM.

       ENTRY "CLKKEY" USING CLERK.
           ADD 1 TO KEY-COUNT
           MOVE CL-MARK TO KEY-TYPED(KEY-COUNT)
           MOVE CL-KEY TO KEY-WORD(KEY-COUNT)
           EXIT PROGRAM.

       ENTRY "CLKLEAVE" USING CLERK.
           ADD 1 TO KEY-COUNT
           MOVE "<" TO KEY-TYPED(KEY-COUNT)
           MOVE "key.back" TO KEY-WORD(KEY-COUNT)
           ADD 1 TO KEY-COUNT
           MOVE "!" TO KEY-TYPED(KEY-COUNT)
           MOVE "key.cancel" TO KEY-WORD(KEY-COUNT)
           EXIT PROGRAM.

       ENTRY "CLKCLEAR" USING CLERK.
           PERFORM CLEAR-PART
           EXIT PROGRAM.

       ENTRY "CLKASK" USING CLERK.
           PERFORM PAGES-PART
           MOVE 1 TO PAGE-NO
           MOVE SPACE TO CL-WENT
           PERFORM UNTIL CL-WENT NOT = SPACE
               PERFORM SHOW-PAGE-PART
               PERFORM ACCEPT-PART
           END-PERFORM
           EXIT PROGRAM.

      *> ---- A line ------------------------------------------------
       BEGIN-LINE-PART.
           MOVE SPACES TO LINE-NOW
           MOVE 0 TO LINE-USED LINE-WIDTH.
       INDENT-PART.
      *> Spaces up to a column: they are there already.
           IF LINE-WIDTH < INDENT
               COMPUTE LINE-USED = LINE-USED + INDENT - LINE-WIDTH
               MOVE INDENT TO LINE-WIDTH
           END-IF.
       ADD-PIECE-PART.
           IF PIECE-LENGTH > 0
               MOVE PIECE(1:PIECE-LENGTH)
                   TO LINE-NOW(LINE-USED + 1:PIECE-LENGTH)
               ADD PIECE-LENGTH TO LINE-USED
               ADD PIECE-WIDTH TO LINE-WIDTH
           END-IF.
       LABEL-PIECE-PART.
           CALL "toroku_line_next" USING
               BY VALUE SIZE AUTO CL-ENCODING BY REFERENCE CL-LABEL
               BY VALUE CL-LABEL-SIZE BY VALUE PIECE-COLUMNS
               BY REFERENCE PIECE BY VALUE PIECE-SIZE
               BY REFERENCE PIECE-LENGTH BY REFERENCE PIECE-TAKEN
               BY REFERENCE PIECE-WIDTH RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM ADD-PIECE-PART.
       TEXT-PIECE-PART.
           MOVE 1 TO TEXT-AT
           PERFORM NEXT-PIECE-PART.
       NEXT-PIECE-PART.
           COMPUTE TEXT-LEFT = CL-TEXT-SIZE - TEXT-AT + 1
           CALL "toroku_line_next" USING
               BY VALUE SIZE AUTO CL-ENCODING
               BY REFERENCE CL-TEXT(TEXT-AT:)
               BY VALUE TEXT-LEFT BY VALUE PIECE-COLUMNS
               BY REFERENCE PIECE BY VALUE PIECE-SIZE
               BY REFERENCE PIECE-LENGTH BY REFERENCE PIECE-TAKEN
               BY REFERENCE PIECE-WIDTH RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM ADD-PIECE-PART.
       CUT-PART.
           MOVE ".." TO LINE-NOW(LINE-USED + 1:2)
           ADD 2 TO LINE-USED LINE-WIDTH.
       PUT-LINE-PART.
           IF BODY-COUNT = MOST-LINES
               MOVE TK-OUT-OF-RANGE TO CL-STAT
               PERFORM CHECK-PART
           END-IF
           ADD 1 TO BODY-COUNT
           MOVE LINE-NOW TO BODY-LINE(BODY-COUNT).
       MARKED-PART.
           PERFORM BEGIN-LINE-PART
           IF CL-MARK-LENGTH > 0
               MOVE CL-MARK(1:CL-MARK-LENGTH) TO LINE-NOW
           END-IF
           MOVE CL-MARK-LENGTH TO INDENT LINE-USED LINE-WIDTH
           PERFORM LINES-PART.
       LINES-PART.
      *> CL-TEXT from the column INDENT on, behind what the line has.
           COMPUTE PIECE-COLUMNS = COLUMNS-USED - INDENT
           MOVE 1 TO TEXT-AT IS-FIRST
           PERFORM UNTIL TEXT-AT > CL-TEXT-SIZE
               IF IS-FIRST = 0 AND CL-TEXT(TEXT-AT:) = SPACES
                   MOVE CL-TEXT-SIZE TO TEXT-AT
               ELSE
                   PERFORM INDENT-PART
                   PERFORM NEXT-PIECE-PART
                   PERFORM PUT-LINE-PART
                   PERFORM BEGIN-LINE-PART
                   COMPUTE TEXT-AT = TEXT-AT + PIECE-TAKEN - 1
                   MOVE 0 TO IS-FIRST
               END-IF
               ADD 1 TO TEXT-AT
           END-PERFORM.

      *> ---- The pages ---------------------------------------------
       PAGES-PART.
      *> What belongs to a line, which is indented, is kept on its page
      *> if that does not leave half of it empty.
           MOVE 1 TO IS-MEASURED IS-LAST
           PERFORM KEYS-PART
           MOVE KEY-LINES TO KEY-LINES-LAST
           MOVE 0 TO IS-LAST
           PERFORM KEYS-PART
           MOVE 0 TO IS-MEASURED
           COMPUTE ROOM = ROOM-OF-PAGE - HEAD-COUNT
               - FUNCTION MAX(KEY-LINES, KEY-LINES-LAST)
           MOVE 0 TO PAGES
           MOVE 1 TO NEXT-START
           PERFORM WITH TEST AFTER UNTIL NEXT-START > BODY-COUNT
               OR PAGES = MOST-PAGES
               ADD 1 TO PAGES
               MOVE NEXT-START TO PAGE-START(PAGES)
               COMPUTE HALF-START = NEXT-START + ROOM / 2
               ADD ROOM TO NEXT-START
               PERFORM NEXT-START-PART
           END-PERFORM
           COMPUTE PAGE-START(PAGES + 1) = BODY-COUNT + 1.
       NEXT-START-PART.
           MOVE NEXT-START TO LINE-NO
           PERFORM UNTIL LINE-NO > BODY-COUNT OR LINE-NO <= HALF-START
               OR BODY-LINE(LINE-NO) = SPACES
               OR BODY-LINE(LINE-NO)(1:1) NOT = SPACE
               SUBTRACT 1 FROM LINE-NO
           END-PERFORM
           IF LINE-NO > HALF-START
               MOVE LINE-NO TO NEXT-START
           END-IF
           PERFORM UNTIL NEXT-START > BODY-COUNT
               OR BODY-LINE(NEXT-START) NOT = SPACES
               ADD 1 TO NEXT-START
           END-PERFORM.

      *> ---- The screen --------------------------------------------
       SHOW-PAGE-PART.
           PERFORM CLEAR-PART
           MOVE TITLE-LINE TO LINE-NOW
           IF PAGES > 1
               PERFORM PAGE-NUMBER-PART
           END-IF
           PERFORM DISPLAY-PART
           PERFORM VARYING LINE-NO FROM 1 BY 1
               UNTIL LINE-NO > HEAD-COUNT
               MOVE HEAD-LINE(LINE-NO) TO LINE-NOW
               PERFORM DISPLAY-PART
           END-PERFORM
           DISPLAY " "
           MOVE PAGE-START(PAGE-NO) TO LINE-NO
           PERFORM UNTIL LINE-NO >= PAGE-START(PAGE-NO + 1)
               OR LINE-NO >= PAGE-START(PAGE-NO) + ROOM
               MOVE BODY-LINE(LINE-NO) TO LINE-NOW
               PERFORM DISPLAY-PART
               ADD 1 TO LINE-NO
           END-PERFORM
           DISPLAY " "
           MOVE 0 TO IS-LAST
           IF PAGE-NO = PAGES
               MOVE 1 TO IS-LAST
           END-IF
           PERFORM KEYS-PART
           DISPLAY "> " WITH NO ADVANCING.
       PAGE-NUMBER-PART.
      *> At the right of the title: 2/10.
           MOVE PAGE-NO TO PAGE-TEXT
           MOVE PAGES TO OF-TEXT
           MOVE SPACES TO PIECE
           STRING FUNCTION TRIM(PAGE-TEXT) "/" FUNCTION TRIM(OF-TEXT)
               DELIMITED BY SIZE INTO PIECE
           MOVE FUNCTION LENGTH(FUNCTION TRIM(PIECE)) TO PIECE-LENGTH
           MOVE PIECE-LENGTH TO PIECE-WIDTH
           MOVE TITLE-USED TO LINE-USED
           MOVE TITLE-WIDTH TO LINE-WIDTH
           COMPUTE INDENT = COLUMNS-USED - PIECE-LENGTH
           PERFORM INDENT-PART
           PERFORM ADD-PIECE-PART.
       DISPLAY-PART.
           DISPLAY FUNCTION TRIM(LINE-NOW TRAILING).
       CLEAR-PART.
      *> What was on the screen, and what has been scrolled out of it.
           IF CL-IS-TERMINAL = 1
               DISPLAY ESCAPE-BYTE "[H" ESCAPE-BYTE "[2J"
                   ESCAPE-BYTE "[3J" WITH NO ADVANCING
           ELSE
               DISPLAY " "
           END-IF.
       KEYS-PART.
      *> Before the last page an empty line shows the next one; and
      *> where all pages have to be seen, nothing else goes on.
           MOVE 0 TO KEY-LINES
           PERFORM BEGIN-LINE-PART
           PERFORM VARYING KEY-NO FROM 1 BY 1 UNTIL KEY-NO > KEY-COUNT
               IF IS-LAST = 1 OR
                   (KEY-TYPED(KEY-NO) NOT = "Enter" AND
                   (CL-IS-WHOLE = 0 OR KEY-TYPED(KEY-NO)(1:1) = "<"
                   OR "!"))
                   MOVE KEY-TYPED(KEY-NO) TO CL-MARK
                   MOVE KEY-WORD(KEY-NO) TO CL-KEY
                   CALL "CLKWORD" USING CLERK END-CALL
                   PERFORM ADD-KEY-PART
               END-IF
           END-PERFORM
           IF IS-LAST = 0
               MOVE "Enter" TO CL-MARK
               MOVE "key.page" TO CL-KEY
               CALL "CLKWORD" USING CLERK END-CALL
               PERFORM ADD-KEY-PART
           END-IF
           PERFORM OTHER-LANGUAGE-PART
           MOVE "/" TO CL-MARK
           MOVE "language.name" TO CL-KEY
           CALL "CLKWORD" USING CLERK END-CALL
           PERFORM OTHER-LANGUAGE-PART
           PERFORM ADD-KEY-PART
           PERFORM KEY-LINE-PART.
       KEY-LINE-PART.
           ADD 1 TO KEY-LINES
           IF IS-MEASURED = 0
               PERFORM DISPLAY-PART
           END-IF.
       OTHER-LANGUAGE-PART.
           IF CL-LANG = "ja"
               MOVE "en" TO CL-LANG
           ELSE
               MOVE "ja" TO CL-LANG
           END-IF.
       ADD-KEY-PART.
      *> Behind the keys that are there, or on a new line.
           MOVE COLUMNS-USED TO PIECE-COLUMNS
           MOVE FUNCTION LENGTH(FUNCTION TRIM(CL-MARK)) TO KEY-LENGTH
           CALL "toroku_line_next" USING
               BY VALUE SIZE AUTO CL-ENCODING BY REFERENCE CL-TEXT
               BY VALUE CL-TEXT-SIZE BY VALUE PIECE-COLUMNS
               BY REFERENCE PIECE BY VALUE PIECE-SIZE
               BY REFERENCE PIECE-LENGTH BY REFERENCE PIECE-TAKEN
               BY REFERENCE PIECE-WIDTH RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           IF LINE-WIDTH > 0
               IF LINE-WIDTH + 5 + KEY-LENGTH + PIECE-WIDTH
                   > COLUMNS-USED
                   PERFORM KEY-LINE-PART
                   PERFORM BEGIN-LINE-PART
               ELSE
                   ADD 3 TO LINE-USED LINE-WIDTH
               END-IF
           END-IF
           MOVE CL-MARK TO LINE-NOW(LINE-USED + 1:12)
           ADD KEY-LENGTH 2 TO LINE-USED
           ADD KEY-LENGTH 2 TO LINE-WIDTH
           PERFORM ADD-PIECE-PART.
       ACCEPT-PART.
           MOVE SPACES TO CL-TYPED
           ACCEPT CL-TYPED
               ON EXCEPTION
                   DISPLAY " "
                   SET WENT-SILENT TO TRUE
           END-ACCEPT
           INSPECT CL-TYPED REPLACING ALL RETURN-BYTE BY SPACE
           EVALUATE TRUE
               WHEN WENT-SILENT
                   CONTINUE
               WHEN CL-TYPED = "/"
                   PERFORM OTHER-LANGUAGE-PART
                   SET WENT-LANGUAGE TO TRUE
               WHEN CL-TYPED = "<"
                   SET WENT-BACK TO TRUE
               WHEN CL-TYPED = "!"
                   SET WENT-AWAY TO TRUE
               WHEN PAGE-NO = PAGES
                   SET WENT-ON TO TRUE
               WHEN CL-TYPED = SPACES OR CL-IS-WHOLE = 1
                   ADD 1 TO PAGE-NO
               WHEN OTHER
                   SET WENT-ON TO TRUE
           END-EVALUATE.
       CHECK-PART.
           IF CL-STAT NOT = TK-OK
               CALL "CLKFAIL" USING CLERK END-CALL
           END-IF.
