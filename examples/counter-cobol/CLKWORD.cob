      *> A word of the screen by its key CL-KEY, in CL-LANG, into CL-
      *> TEXT in the terminal's encoding: from the table, or else from
      *> the engine's catalogue. CL-VALUE, in ASCII, fills its {gap}.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. CLKWORD.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       COPY "CLKWORDS.cpy".
       01  ROW                         BINARY-LONG.
       01  UTF8                        BINARY-LONG UNSIGNED.
       01  FOUND                       PIC X(1024).
       01  FOUND-SIZE                  BINARY-DOUBLE UNSIGNED
                                       VALUE 1024.
       01  FOUND-LENGTH                BINARY-DOUBLE UNSIGNED.
       01  FILLED                      PIC X(1024).
       01  KEY-LENGTH                  BINARY-DOUBLE UNSIGNED.
       01  GAP-AT                      BINARY-LONG.
       01  GAP-END                     BINARY-LONG.
       LINKAGE SECTION.
       COPY "CLERK.cpy".
       PROCEDURE DIVISION USING CLERK.
       MAIN-PART.
           MOVE SPACES TO FOUND
           COMPUTE UTF8 = TK-ENCODING-UTF8 + TK-PADDED
           PERFORM VARYING ROW FROM 1 BY 1
               UNTIL ROW > WORD-COUNT OR WORD-KEY(ROW) = CL-KEY
               CONTINUE
           END-PERFORM
           EVALUATE TRUE
               WHEN ROW > WORD-COUNT
                   PERFORM CATALOGUE-PART
               WHEN CL-LANG = "ja"
                   MOVE WORD-JAPANESE(ROW) TO FOUND
               WHEN OTHER
                   MOVE WORD-ENGLISH(ROW) TO FOUND
           END-EVALUATE
           IF CL-VALUE NOT = SPACES
               PERFORM FILL-PART
               MOVE SPACES TO CL-VALUE
           END-IF
           CALL "toroku_text_convert" USING
               BY VALUE SIZE AUTO UTF8 BY REFERENCE FOUND
               BY VALUE FOUND-SIZE BY VALUE CL-ENCODING
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           EXIT PROGRAM.
       CATALOGUE-PART.
           MOVE FUNCTION LENGTH(FUNCTION TRIM(CL-KEY)) TO KEY-LENGTH
           CALL "toroku_language_text" USING
               BY VALUE SIZE AUTO UTF8 BY REFERENCE CL-LANG
               BY VALUE CL-LANG-LENGTH BY REFERENCE CL-KEY
               BY VALUE KEY-LENGTH BY REFERENCE FOUND
               BY VALUE FOUND-SIZE BY REFERENCE FOUND-LENGTH
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART.
       FILL-PART.
      *> Before the text is in the terminal's encoding, where a brace
      *> may be half of a character.
           MOVE 1 TO GAP-AT GAP-END
           INSPECT FOUND TALLYING
               GAP-AT FOR CHARACTERS BEFORE INITIAL "{"
           INSPECT FOUND TALLYING
               GAP-END FOR CHARACTERS BEFORE INITIAL "}"
           IF GAP-AT < GAP-END AND GAP-END < 1024
               MOVE SPACES TO FILLED
               IF GAP-AT > 1
                   STRING FOUND(1:GAP-AT - 1) DELIMITED BY SIZE
                       FUNCTION TRIM(CL-VALUE) DELIMITED BY SIZE
                       FOUND(GAP-END + 1:) DELIMITED BY SIZE
                       INTO FILLED
               ELSE
                   STRING FUNCTION TRIM(CL-VALUE) DELIMITED BY SIZE
                       FOUND(GAP-END + 1:) DELIMITED BY SIZE
                       INTO FILLED
               END-IF
               MOVE FILLED TO FOUND
           END-IF.
       CHECK-PART.
           IF CL-STAT NOT = TK-OK
               CALL "CLKFAIL" USING CLERK END-CALL
           END-IF.
