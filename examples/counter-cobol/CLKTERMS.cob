      *> The Terms of Use: shown to their end before they are agreed to.
      *> They are in terms.ja.txt and terms.en.txt, in UTF-8; CLKREADY
      *> makes sure of that, and that this terminal can show them all.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. CLKTERMS.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT TERMS-FILE ASSIGN TO TERMS-NAME
               ORGANIZATION LINE SEQUENTIAL FILE STATUS TERMS-STATUS.
       DATA DIVISION.
       FILE SECTION.
       FD  TERMS-FILE.
       01  TERMS-LINE                  PIC X(8192).
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       COPY "TKSTORE.cpy".
       01  TERMS-NAME                  PIC X(12).
       01  TERMS-STATUS                PIC X(2).
       01  TERMS-SIZE                  BINARY-DOUBLE UNSIGNED
                                       VALUE 8192.
       01  UTF8                        BINARY-LONG UNSIGNED.
       01  VERSION-TEXT                PIC X(64).
       01  VERSION-SIZE                BINARY-DOUBLE UNSIGNED VALUE 64.
       01  HAS-AGREED                  PIC 9.
       01  IS-ASKED-AGAIN              PIC 9.
       LINKAGE SECTION.
       COPY "CLERK.cpy".
       PROCEDURE DIVISION USING CLERK.
       MAIN-PART.
           MOVE 0 TO IS-ASKED-AGAIN
           SET WENT-LANGUAGE TO TRUE
           PERFORM UNTIL WENT-ON OR WENT-BACK OR WENT-AWAY
               OR WENT-SILENT
               PERFORM AGREED-PART
               PERFORM SHOW-PART
               MOVE 1 TO CL-IS-WHOLE
               CALL "CLKASK" USING CLERK END-CALL
               IF WENT-ON
                   PERFORM ANSWER-PART
               END-IF
           END-PERFORM
           EXIT PROGRAM.

      *> Whether they are there: before the first applicant comes.
       ENTRY "CLKREADY" USING CLERK.
           MOVE "terms.ja.txt" TO TERMS-NAME
           PERFORM READY-PART
           MOVE "terms.en.txt" TO TERMS-NAME
           PERFORM READY-PART
           EXIT PROGRAM.
       READY-PART.
           MOVE TERMS-NAME TO CL-WHAT
           PERFORM OPEN-PART
           PERFORM READ-PART UNTIL TERMS-STATUS NOT = "00"
               OR CL-STAT NOT = TK-OK
           CLOSE TERMS-FILE
           PERFORM CHECK-PART
           MOVE SPACES TO CL-WHAT.

       ANSWER-PART.
           EVALUATE CL-TYPED
               WHEN "y" WHEN "Y"
                   PERFORM AGREE-PART
               WHEN "n" WHEN "N"
                   PERFORM NOW-PART
                   CALL "toroku_input_disagree" USING
                       BY VALUE SIZE AUTO CL-REGISTRATION
                       BY VALUE CL-POLICY BY VALUE CL-MOMENT
                       BY REFERENCE CL-ANSWER RETURNING CL-STAT
                       END-CALL
                   PERFORM CHECK-PART
           END-EVALUATE
           PERFORM AGREED-PART
           IF HAS-AGREED = 0
               MOVE 1 TO IS-ASKED-AGAIN
               SET WENT-LANGUAGE TO TRUE
           END-IF.
       AGREED-PART.
           MOVE 0 TO HAS-AGREED
           CALL "toroku_registration_agreed" USING
               BY VALUE SIZE AUTO CL-REGISTRATION
               BY REFERENCE VERSION-TEXT BY VALUE VERSION-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           IF CL-STAT = TK-OK
               MOVE 1 TO HAS-AGREED
           END-IF.
       AGREE-PART.
      *> To the version that is in force, which is the one that was
      *> shown.
           PERFORM NOW-PART
           CALL "toroku_input_show_terms" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY REFERENCE CL-ANSWER
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           IF CL-ANSWER = TK-ANSWER-TERMS
               CALL "toroku_answer_terms" USING
                   BY VALUE SIZE AUTO CL-REGISTRATION
                   BY REFERENCE VERSION-TEXT BY VALUE VERSION-SIZE
                   BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
               PERFORM CHECK-PART
               CALL "toroku_input_agree" USING
                   BY VALUE SIZE AUTO CL-REGISTRATION
                   BY VALUE CL-POLICY BY VALUE CL-MOMENT
                   BY REFERENCE VERSION-TEXT BY VALUE VERSION-SIZE
                   BY REFERENCE CL-ANSWER RETURNING CL-STAT END-CALL
               PERFORM CHECK-PART
           END-IF.
       SHOW-PART.
           MOVE "terms.title" TO CL-KEY
           CALL "CLKPAGE" USING CLERK END-CALL
           PERFORM FILE-PART
           CALL "CLKGAP" USING CLERK END-CALL
           MOVE 2 TO CL-MARK-LENGTH
           IF IS-ASKED-AGAIN = 1
               MOVE "! " TO CL-MARK
               MOVE "terms.required" TO CL-KEY
           ELSE
               MOVE "* " TO CL-MARK
               MOVE "label.terms" TO CL-KEY
           END-IF
           CALL "CLKSAID" USING CLERK END-CALL
           CALL "CLKLEAVE" USING CLERK END-CALL
           MOVE "y" TO CL-MARK
           MOVE "key.agree" TO CL-KEY
           CALL "CLKKEY" USING CLERK END-CALL
           MOVE "n" TO CL-MARK
           MOVE "key.disagree" TO CL-KEY
           CALL "CLKKEY" USING CLERK END-CALL
           IF HAS-AGREED = 1
               MOVE "Enter" TO CL-MARK
               MOVE "key.leave" TO CL-KEY
               CALL "CLKKEY" USING CLERK END-CALL
           END-IF.
       FILE-PART.
           STRING "terms." CL-LANG ".txt" DELIMITED BY SIZE
               INTO TERMS-NAME
           PERFORM OPEN-PART
           MOVE 0 TO CL-MARK-LENGTH
           PERFORM READ-PART
           PERFORM UNTIL TERMS-STATUS NOT = "00"
               PERFORM CHECK-PART
               IF CL-TEXT = SPACES
                   CALL "CLKGAP" USING CLERK END-CALL
               ELSE
                   CALL "CLKTEXT" USING CLERK END-CALL
               END-IF
               PERFORM READ-PART
           END-PERFORM
           CLOSE TERMS-FILE.
       OPEN-PART.
           OPEN INPUT TERMS-FILE
           IF TERMS-STATUS NOT = "00"
               MOVE TERMS-NAME TO CL-WHAT
               MOVE TK-STORE-NO-FILE TO CL-STAT
               PERFORM CHECK-PART
           END-IF.
       READ-PART.
      *> A line into CL-TEXT. What READ has cut off is never agreed to.
           COMPUTE UTF8 = TK-ENCODING-UTF8 + TK-PADDED
           MOVE SPACES TO TERMS-LINE
           READ TERMS-FILE
               NOT AT END
                   CALL "toroku_text_convert" USING
                       BY VALUE SIZE AUTO UTF8 BY REFERENCE TERMS-LINE
                       BY VALUE TERMS-SIZE BY VALUE CL-ENCODING
                       BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
                       BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
                   IF TERMS-LINE(8192:) NOT = SPACE
                       MOVE TK-BUFFER-TOO-SMALL TO CL-STAT
                   END-IF
           END-READ.
       COPY "CLKCHECK.cpy".
