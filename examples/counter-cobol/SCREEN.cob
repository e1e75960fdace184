      *> The registration of a counter clerk by CALL: STEP1 to STEP3,
      *> one applicant after the other, on a screen of 80 by 24.
      *>   SCREEN ENCODING TERMINAL LANGUAGE
      *> ENCODING is UTF8 or CP932, TERMINAL a name of its own for each
      *> that works on the store (1 if left out), LANGUAGE ja or en (it
      *> is changed on the screen). What is kept is in counter.store,
      *> with the key sequence.key: see toroku-store. The Terms of Use
      *> are terms.ja.txt and terms.en.txt.
      *> Ends with 0, with 1 where an entry is kept, with 2 for a fault.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. SCREEN.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       COPY "TKSTORE.cpy".
       COPY "CLERK.cpy".
       01  STORE-NAME                  PIC X(13) VALUE "counter.store".
       01  STORE-SIZE                  BINARY-DOUBLE UNSIGNED VALUE 13.
       01  KEY-NAME                    PIC X(12) VALUE "sequence.key".
       01  KEY-SIZE                    BINARY-DOUBLE UNSIGNED VALUE 12.
       01  TERMINAL-NAME               PIC X(16).
       01  TERMINAL-NAME-SIZE          BINARY-DOUBLE UNSIGNED VALUE 16.
       01  TERMS-VERSION               PIC X(7) VALUE "2023-03".
       01  TERMS-LENGTH                BINARY-DOUBLE UNSIGNED VALUE 7.
       01  PASSWORD-URL                PIC X(37) VALUE
           "https://registration.example/password".
       01  URL-LENGTH                  BINARY-DOUBLE UNSIGNED VALUE 37.
       01  ENTROPY                     PIC X(32).
       01  ENTROPY-SIZE                BINARY-DOUBLE UNSIGNED VALUE 32.
       01  STATE                       BINARY-LONG UNSIGNED.
      *> Why nothing could be stored, or TK-OK.
       01  FAILED                      BINARY-LONG UNSIGNED VALUE 0.
      *> The field to which STEP2 goes back, or 0.
       01  BACK-FIELD                  BINARY-LONG UNSIGNED VALUE 0.
       01  ITEM-NO                     BINARY-LONG UNSIGNED.
       01  IS-KEPT                     PIC 9.
       01  ARGUMENT                    PIC X(20).
       01  STANDARD-OUTPUT             BINARY-LONG VALUE 1.
       PROCEDURE DIVISION.
       MAIN-PART.
           PERFORM ARGUMENTS-PART
           PERFORM OPEN-PART
           PERFORM RESTORE-PART
           PERFORM UNTIL WENT-SILENT
               PERFORM STATE-PART
               EVALUATE STATE
                   WHEN TK-STATE-ENTRY PERFORM STEP1-PART
                   WHEN TK-STATE-CONFIRMATION PERFORM STEP2-PART
                   WHEN TK-STATE-ISSUING PERFORM ISSUE-PART
                   WHEN TK-STATE-COMPLETION PERFORM STEP3-PART
                   WHEN OTHER PERFORM TOP-PART
               END-EVALUATE
               IF WENT-AWAY
                   PERFORM FORGET-PART
               END-IF
           END-PERFORM
           PERFORM STATE-PART
           PERFORM IS-KEPT-PART
           CALL "CLKCLEAR" USING CLERK END-CALL
           PERFORM CLOSE-PART
           IF STATE NOT = TK-STATE-START OR IS-KEPT = 1
               STOP RUN RETURNING 1
           END-IF
           STOP RUN.
       ARGUMENTS-PART.
           INITIALIZE CLERK
           SET CL-STORE CL-POLICY CL-REGISTRATION CL-FINDINGS TO NULL
           MOVE 8192 TO CL-TEXT-SIZE
           MOVE 400 TO CL-LABEL-SIZE
           MOVE 4200 TO CL-TYPED-SIZE
           MOVE 2 TO CL-LANG-LENGTH
           MOVE SPACES TO ARGUMENT
           ACCEPT ARGUMENT FROM ARGUMENT-VALUE
           EVALUATE ARGUMENT
               WHEN "UTF8"
                   COMPUTE CL-ENCODING = TK-ENCODING-UTF8 + TK-PADDED
               WHEN "CP932"
                   COMPUTE CL-ENCODING = TK-ENCODING-CP932 + TK-PADDED
               WHEN "--help"
                   PERFORM USAGE-PART
                   STOP RUN RETURNING 0
               WHEN OTHER
                   PERFORM USAGE-PART
                   STOP RUN RETURNING 2
           END-EVALUATE
           ACCEPT TERMINAL-NAME FROM ARGUMENT-VALUE
               ON EXCEPTION MOVE "1" TO TERMINAL-NAME
           END-ACCEPT
           MOVE "ja" TO CL-LANG
           ACCEPT ARGUMENT FROM ARGUMENT-VALUE
               NOT ON EXCEPTION
                   MOVE ARGUMENT TO CL-LANG
                   IF ARGUMENT NOT = "en" AND NOT = "ja"
                       PERFORM USAGE-PART
                       STOP RUN RETURNING 2
                   END-IF
           END-ACCEPT
           CALL "isatty" USING
               BY VALUE STANDARD-OUTPUT RETURNING CL-IS-TERMINAL
               END-CALL.
       USAGE-PART.
           DISPLAY "usage: SCREEN UTF8|CP932 [TERMINAL [ja|en]]"
               UPON SYSERR
           DISPLAY "TERMINAL is a name of its own for each terminal; 1"
               " and ja if left out." UPON SYSERR
           DISPLAY "Needs counter.store and sequence.key here"
               " (toroku-store makes them),"
               " terms.ja.txt and terms.en.txt." UPON SYSERR.

      *> ---- The store ---------------------------------------------
       OPEN-PART.
           CALL "CLKREADY" USING CLERK END-CALL
           CALL "toroku_policy_new" USING
               BY VALUE SIZE AUTO CL-ENCODING
               BY REFERENCE TERMS-VERSION
               BY VALUE TERMS-LENGTH BY REFERENCE PASSWORD-URL
               BY VALUE URL-LENGTH BY REFERENCE CL-POLICY
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           MOVE STORE-NAME TO CL-WHAT
           CALL "toroku_store_open" USING
               BY REFERENCE STORE-NAME BY VALUE SIZE AUTO STORE-SIZE
               BY REFERENCE KEY-NAME BY VALUE KEY-SIZE
               BY VALUE CL-ENCODING BY VALUE CL-POLICY
               BY REFERENCE CL-STORE RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           MOVE TERMINAL-NAME TO CL-WHAT
           CALL "toroku_store_hold" USING
               BY VALUE SIZE AUTO CL-STORE BY REFERENCE TERMINAL-NAME
               BY VALUE TERMINAL-NAME-SIZE RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           MOVE SPACES TO CL-WHAT.
       CLOSE-PART.
           CALL "toroku_registration_free" USING
               BY VALUE SIZE AUTO CL-REGISTRATION RETURNING CL-STAT
               END-CALL
           CALL "toroku_store_close" USING
               BY VALUE SIZE AUTO CL-STORE RETURNING CL-STAT END-CALL
           CALL "toroku_policy_free" USING
               BY VALUE SIZE AUTO CL-POLICY RETURNING CL-STAT END-CALL.
       RESTORE-PART.
      *> What was saved goes on where it was. What cannot be read any
      *> more is told, and begun anew.
           MOVE SPACES TO CL-NOTICE
           CALL "toroku_store_restore" USING
               BY VALUE SIZE AUTO CL-STORE
               BY REFERENCE CL-REGISTRATION
               RETURNING CL-STAT END-CALL
           EVALUATE CL-STAT
               WHEN TK-OK
                   MOVE "said.resumed" TO CL-NOTICE
               WHEN TK-ABSENT
                   PERFORM BEGIN-PART
               WHEN TK-BROKEN WHEN TK-NEWER WHEN TK-NOT-A-SNAPSHOT
                   PERFORM DROP-PART
                   PERFORM BEGIN-PART
                   MOVE "flow.snapshot_invalid" TO CL-NOTICE
               WHEN OTHER
                   PERFORM CHECK-PART
           END-EVALUATE.
       BEGIN-PART.
      *> The next applicant's, with nothing of the last one's.
           CALL "toroku_registration_free" USING
               BY VALUE SIZE AUTO CL-REGISTRATION RETURNING CL-STAT
               END-CALL
           PERFORM CHECK-PART
           SET CL-REGISTRATION TO NULL
           CALL "toroku_registration_new" USING
               BY VALUE SIZE AUTO CL-ENCODING
               BY REFERENCE CL-REGISTRATION RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           MOVE SPACES TO CL-TEXT CL-LABEL CL-TYPED CL-NOTICE
           MOVE 0 TO BACK-FIELD FAILED.
       DROP-PART.
           CALL "toroku_store_drop" USING
               BY VALUE SIZE AUTO CL-STORE RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART.
       FORGET-PART.
      *> Nothing is kept of whoever leaves.
           PERFORM DROP-PART
           PERFORM BEGIN-PART
           MOVE "said.cancelled" TO CL-NOTICE.
       SAVE-PART.
           CALL "toroku_store_save" USING
               BY VALUE SIZE AUTO CL-STORE BY VALUE CL-REGISTRATION
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART.

      *> ---- The states --------------------------------------------
       STATE-PART.
           CALL "toroku_registration_state" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY REFERENCE STATE
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART.
       STEP1-PART.
      *> Back at its beginning leads to the top page, with what was
      *> entered.
           MOVE BACK-FIELD TO CL-FIELD
           IF CL-FIELD = 0
               MOVE TK-FIELD-USER-NAME TO CL-FIELD
               CALL "CLKOPEN" USING CLERK END-CALL
           END-IF
           MOVE 0 TO BACK-FIELD
           CALL "CLKSTEP1" USING CLERK END-CALL
           IF WENT-BACK
               PERFORM NOW-PART
               CALL "toroku_input_back" USING
                   BY VALUE SIZE AUTO CL-REGISTRATION
                   BY VALUE CL-POLICY BY VALUE CL-MOMENT
                   BY REFERENCE CL-ANSWER RETURNING CL-STAT END-CALL
               PERFORM CHECK-PART
               PERFORM SAVE-PART
           END-IF.
       STEP2-PART.
           MOVE FAILED TO CL-STAT
           CALL "CLKSTEP2" USING CLERK END-CALL
           MOVE TK-OK TO FAILED
           MOVE CL-FIELD TO BACK-FIELD.
       ISSUE-PART.
      *> Number, registration, mail and password setup, together. Where
      *> that fails nothing was stored, and STEP2 is open again: nobody
      *> is lost, nobody registered twice.
           PERFORM NOW-PART
           CALL "toroku_store_act" USING
               BY VALUE SIZE AUTO CL-STORE BY VALUE CL-REGISTRATION
               BY VALUE CL-MOMENT BY REFERENCE CL-ANSWER
               RETURNING CL-STAT END-CALL
           IF CL-STAT = TK-STORE-IN-USE OR TK-STORE-DISK-FULL
               OR TK-STORE-DISK-FAILED
               MOVE CL-STAT TO FAILED
               MOVE TK-OK TO CL-STAT
           END-IF
           PERFORM CHECK-PART.
       STEP3-PART.
           CALL "CLKSTEP3" USING CLERK END-CALL
           PERFORM BEGIN-PART.

      *> ---- The top page ------------------------------------------
       TOP-PART.
      *> What stands on the screen between two applicants.
           PERFORM IS-KEPT-PART
           MOVE "state.start" TO CL-KEY
           CALL "CLKPAGE" USING CLERK END-CALL
           MOVE 0 TO CL-MARK-LENGTH
           MOVE "category.applicant_at_counter" TO CL-KEY
           CALL "CLKSAID" USING CLERK END-CALL
           CALL "CLKGAP" USING CLERK END-CALL
           PERFORM TOP-NOTICE-PART
           PERFORM TOP-KEYS-PART
           MOVE 0 TO CL-IS-WHOLE
           CALL "CLKASK" USING CLERK END-CALL
           EVALUATE TRUE
               WHEN WENT-BACK AND IS-KEPT = 1
                   PERFORM ENTER-PART
               WHEN WENT-ON AND CL-TYPED = SPACES
                   PERFORM ENTER-PART
               WHEN WENT-ON AND (CL-TYPED = "q" OR "Q")
                   SET WENT-SILENT TO TRUE
           END-EVALUATE.
       TOP-NOTICE-PART.
           MOVE "! " TO CL-MARK
           MOVE 2 TO CL-MARK-LENGTH
           IF IS-KEPT = 1
               MOVE "said.kept" TO CL-NOTICE
           END-IF
           IF CL-NOTICE NOT = SPACES
               MOVE CL-NOTICE TO CL-KEY
               CALL "CLKSAID" USING CLERK END-CALL
           END-IF.
       TOP-KEYS-PART.
           MOVE "Enter" TO CL-MARK
           MOVE "key.next" TO CL-KEY
           IF IS-KEPT = 1
               MOVE "key.continue" TO CL-KEY
           END-IF
           CALL "CLKKEY" USING CLERK END-CALL
           IF IS-KEPT = 1
               MOVE "!" TO CL-MARK
               MOVE "key.cancel" TO CL-KEY
               CALL "CLKKEY" USING CLERK END-CALL
           END-IF
           MOVE "q" TO CL-MARK
           MOVE "key.end" TO CL-KEY
           CALL "CLKKEY" USING CLERK END-CALL.
       ENTER-PART.
           MOVE SPACES TO CL-NOTICE
           CALL "toroku_system_entropy" USING
               BY REFERENCE ENTROPY BY VALUE SIZE AUTO ENTROPY-SIZE
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM NOW-PART
           CALL "toroku_input_choose_category" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY VALUE TK-CATEGORY-AT-COUNTER
               BY REFERENCE ENTROPY BY REFERENCE CL-ANSWER
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           MOVE SPACES TO ENTROPY.
       IS-KEPT-PART.
      *> Whether STEP1 has anything of somebody.
           MOVE 0 TO IS-KEPT
           PERFORM VARYING ITEM-NO FROM TK-ITEM-USER-NAME BY 1
               UNTIL ITEM-NO > TK-ITEM-USER-TYPE
               CALL "toroku_registration_draft" USING
                   BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE ITEM-NO
                   BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
                   BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
               IF CL-STAT NOT = TK-ABSENT
                   MOVE 1 TO IS-KEPT
               END-IF
           END-PERFORM
           CALL "toroku_registration_agreed" USING
               BY VALUE SIZE AUTO CL-REGISTRATION
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           IF CL-STAT NOT = TK-ABSENT
               MOVE 1 TO IS-KEPT
           END-IF.
       COPY "CLKCHECK.cpy".
