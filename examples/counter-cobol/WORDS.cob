      *> What is wrong with a fixed-length record, in words for the clerk.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. WORDS.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       01  POLICY        USAGE POINTER.
       01  ENCODING      BINARY-LONG UNSIGNED.
       01  STAT          BINARY-LONG UNSIGNED.
       01  NOW           BINARY-DOUBLE VALUE 1700000000.
       01  TERMS         PIC X(7)  VALUE "2023-03".
       01  URL           PIC X(26) VALUE "https://a.example/password".
       01  TONGUE        PIC X(2)  VALUE "en".
       01  CLERK-TEXT    PIC X(600).
       01  SIZES.
           05  SIZE-2    BINARY-DOUBLE UNSIGNED VALUE 2.
           05  SIZE-7    BINARY-DOUBLE UNSIGNED VALUE 7.
           05  SIZE-26   BINARY-DOUBLE UNSIGNED VALUE 26.
           05  SIZE-600  BINARY-DOUBLE UNSIGNED VALUE 600.
           05  LEN       BINARY-DOUBLE UNSIGNED.
       PROCEDURE DIVISION.
           MOVE SPACES TO TOROKU-RECORD
           MOVE "011002" TO TR-MUNICIPALITY
      *>   Texts filled with spaces, as PIC X has them.
           COMPUTE ENCODING = TK-ENCODING-UTF8 + TK-PADDED
           CALL "toroku_policy_new" USING
               BY VALUE SIZE AUTO ENCODING BY REFERENCE TERMS
               BY VALUE SIZE-7 BY REFERENCE URL BY VALUE SIZE-26
               BY REFERENCE POLICY RETURNING STAT END-CALL
           CALL "toroku_record_message" USING
               BY VALUE SIZE AUTO POLICY BY REFERENCE TOROKU-RECORD
               BY VALUE SIZE-600 BY VALUE NOW
               BY VALUE TK-FIELD-MUNICIPALITY
               BY REFERENCE TONGUE BY VALUE SIZE-2
               BY REFERENCE CLERK-TEXT BY VALUE SIZE-600
               BY REFERENCE LEN RETURNING STAT END-CALL
           IF STAT = TK-OK
               DISPLAY CLERK-TEXT
           END-IF
           STOP RUN.
