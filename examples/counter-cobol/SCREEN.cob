      *> The registration of a counter clerk by CALL: STEP1 to STEP3.
      *>   SCREEN ENCODING TERMINAL
      *> ENCODING is UTF8 or CP932, TERMINAL a name of its own for each
      *> that works on the store (1 if left out). What is kept is in
      *> counter.store, with the key sequence.key: see toroku-store.
      *> "=1" takes a suggestion, "<" goes back, "!" forgets the entry.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. SCREEN.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       COPY "TKSTORE.cpy".
       01  STORE                   USAGE POINTER.
       01  STORE-NAME              PIC X(13) VALUE "counter.store".
       01  STORE-SIZE              BINARY-DOUBLE UNSIGNED VALUE 13.
       01  KEY-NAME                PIC X(12) VALUE "sequence.key".
       01  KEY-SIZE                BINARY-DOUBLE UNSIGNED VALUE 12.
       01  TERMINAL                PIC X(16) VALUE SPACES.
       01  TERMINAL-SIZE           BINARY-DOUBLE UNSIGNED VALUE 16.
       01  POLICY                  USAGE POINTER.
       01  REGISTRATION            USAGE POINTER.
       01  FINDINGS                USAGE POINTER.
       01  STAT                    BINARY-LONG UNSIGNED.
       01  ENCODING                BINARY-LONG UNSIGNED.
       01  ANSWER                  BINARY-LONG UNSIGNED.
       01  STATE                   BINARY-LONG UNSIGNED.
       01  FIELD-NO                BINARY-LONG UNSIGNED.
       01  ITEM-NO                 BINARY-LONG UNSIGNED.
       01  KIND                    BINARY-LONG UNSIGNED.
       01  CODE-NO                 BINARY-LONG UNSIGNED.
       01  OF-FIELD                BINARY-LONG UNSIGNED.
       01  MOMENT                  BINARY-DOUBLE.
       01  ENTROPY                 PIC X(32).
       01  ENTROPY-SIZE            BINARY-DOUBLE UNSIGNED VALUE 32.
       01  TERMS-VERSION           PIC X(7) VALUE "2023-03".
       01  TERMS-LENGTH            BINARY-DOUBLE UNSIGNED VALUE 7.
       01  PASSWORD-URL            PIC X(37) VALUE
           "https://registration.example/password".
       01  URL-LENGTH              BINARY-DOUBLE UNSIGNED VALUE 37.
       01  TYPED                   PIC X(400).
       01  TYPED-LENGTH            BINARY-DOUBLE UNSIGNED VALUE 400.
       01  SHOWN                   PIC X(600).
       01  SHOWN-SIZE              BINARY-DOUBLE UNSIGNED VALUE 600.
       01  SHOWN-LENGTH            BINARY-DOUBLE UNSIGNED.
       01  LANG                    PIC X(2).
       01  LANG-LENGTH             BINARY-DOUBLE UNSIGNED VALUE 2.
       01  DIGEST                  PIC X(64).
       01  DIGEST-SIZE             BINARY-DOUBLE UNSIGNED VALUE 64.
       01  USER-ID                 PIC X(10).
       01  USER-ID-SIZE            BINARY-DOUBLE UNSIGNED VALUE 10.
       01  FOUND                   BINARY-DOUBLE UNSIGNED.
       01  AT-INDEX                BINARY-DOUBLE UNSIGNED.
       01  SUGGESTED               BINARY-DOUBLE UNSIGNED.
       01  AT-SUGGESTION           BINARY-DOUBLE UNSIGNED.
       01  SUGGESTION-NO           PIC 9(2).
       01  IS-DONE                 PIC 9 VALUE 0.
      *> The fields' items, in the order of the screen; the date of
      *> birth has three.
       01  ITEM-OF-FIELD-TABLE.
           05  FILLER              PIC X(18) VALUE
               "010203060708091011".
       01  FILLER REDEFINES ITEM-OF-FIELD-TABLE.
           05  ITEM-OF-FIELD       PIC 99 OCCURS 9.
       01  ARGUMENT                PIC X(8).
       PROCEDURE DIVISION.
       MAIN-PART.
           ACCEPT ARGUMENT FROM ARGUMENT-VALUE
           COMPUTE ENCODING = TK-ENCODING-UTF8 + TK-PADDED
           IF ARGUMENT = "CP932"
               COMPUTE ENCODING = TK-ENCODING-CP932 + TK-PADDED
           END-IF
           ACCEPT TERMINAL FROM ARGUMENT-VALUE
               ON EXCEPTION MOVE "1" TO TERMINAL
           END-ACCEPT
           PERFORM BEGIN-PART
           PERFORM STATE-PART
           IF STATE = TK-STATE-ENTRY
               PERFORM RESUME-PART
               PERFORM ENTRIES-PART
           END-IF
           PERFORM UNTIL STATE = TK-STATE-COMPLETION
               EVALUATE STATE
                   WHEN TK-STATE-ENTRY PERFORM CONFIRM-PART
                   WHEN TK-STATE-CONFIRMATION PERFORM REVIEW-PART
                   WHEN TK-STATE-ISSUING PERFORM ISSUE-PART
               END-EVALUATE
           END-PERFORM
           PERFORM COMPLETION-PART
           PERFORM END-PART
           STOP RUN.
       END-PART.
           CALL "toroku_registration_free" USING
               BY VALUE SIZE AUTO REGISTRATION RETURNING STAT END-CALL
           CALL "toroku_store_close" USING
               BY VALUE SIZE AUTO STORE RETURNING STAT END-CALL
           CALL "toroku_policy_free" USING
               BY VALUE SIZE AUTO POLICY RETURNING STAT END-CALL.
       CHECK-PART.
      *> For what a host does wrong, never for what a person types.
           IF STAT NOT = TK-OK
               MOVE "en" TO LANG
               CALL "toroku_store_text" USING
                   BY VALUE SIZE AUTO ENCODING BY REFERENCE LANG
                   BY VALUE LANG-LENGTH BY VALUE STAT
                   BY REFERENCE SHOWN BY VALUE SHOWN-SIZE
                   BY REFERENCE SHOWN-LENGTH RETURNING KIND END-CALL
               DISPLAY "SCREEN: " FUNCTION TRIM(SHOWN) UPON SYSERR
               PERFORM END-PART
               STOP RUN RETURNING 1
           END-IF.
       NOW-PART.
           CALL "toroku_system_now" USING
               BY REFERENCE MOMENT RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       SHOW-PART.
           DISPLAY FUNCTION TRIM(SHOWN TRAILING).
       BEGIN-PART.
           SET POLICY STORE REGISTRATION TO NULL
           CALL "toroku_policy_new" USING
               BY VALUE SIZE AUTO ENCODING BY REFERENCE TERMS-VERSION
               BY VALUE TERMS-LENGTH BY REFERENCE PASSWORD-URL
               BY VALUE URL-LENGTH BY REFERENCE POLICY RETURNING STAT
               END-CALL
           PERFORM CHECK-PART
           CALL "toroku_store_open" USING
               BY REFERENCE STORE-NAME BY VALUE SIZE AUTO STORE-SIZE
               BY REFERENCE KEY-NAME BY VALUE KEY-SIZE
               BY VALUE ENCODING BY VALUE POLICY BY REFERENCE STORE
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_store_hold" USING
               BY VALUE SIZE AUTO STORE BY REFERENCE TERMINAL
               BY VALUE TERMINAL-SIZE RETURNING STAT END-CALL
           PERFORM CHECK-PART
      *> What was saved goes on where it was.
           CALL "toroku_store_restore" USING
               BY VALUE SIZE AUTO STORE BY REFERENCE REGISTRATION
               RETURNING STAT END-CALL
           IF STAT = TK-ABSENT
               PERFORM FRESH-PART
           END-IF
           PERFORM CHECK-PART.
       FRESH-PART.
           CALL "toroku_registration_new" USING
               BY VALUE SIZE AUTO ENCODING BY REFERENCE REGISTRATION
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_system_entropy" USING
               BY REFERENCE ENTROPY BY VALUE SIZE AUTO ENTROPY-SIZE
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           PERFORM NOW-PART
           CALL "toroku_input_choose_category" USING
               BY VALUE SIZE AUTO REGISTRATION BY VALUE POLICY
               BY VALUE MOMENT BY VALUE TK-CATEGORY-AT-COUNTER
               BY REFERENCE ENTROPY BY REFERENCE ANSWER RETURNING STAT
               END-CALL
           PERFORM CHECK-PART.
       SAVE-PART.
           CALL "toroku_store_save" USING
               BY VALUE SIZE AUTO STORE BY VALUE REGISTRATION
               RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       FORGET-PART.
           CALL "toroku_store_drop" USING
               BY VALUE SIZE AUTO STORE RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       RESUME-PART.
      *> The first field that has a problem.
           PERFORM NOW-PART
           MOVE 0 TO KIND
           PERFORM VARYING FIELD-NO FROM 1 BY 1
               UNTIL FIELD-NO > 10 OR KIND = TK-KIND-PROBLEM
               PERFORM ASK-PART
               MOVE 0 TO AT-INDEX
               CALL "toroku_findings_at" USING
                   BY VALUE SIZE AUTO FINDINGS BY VALUE AT-INDEX
                   BY REFERENCE KIND BY REFERENCE CODE-NO
                   BY REFERENCE OF-FIELD RETURNING STAT END-CALL
               CALL "toroku_findings_free" USING
                   BY VALUE SIZE AUTO FINDINGS RETURNING STAT END-CALL
               PERFORM CHECK-PART
           END-PERFORM
           IF KIND = TK-KIND-PROBLEM
               SUBTRACT 1 FROM FIELD-NO
           END-IF.
       ENTRIES-PART.
           DISPLAY " "
           DISPLAY "---- STEP1 ----  <  Back   !  Cancel"
           PERFORM UNTIL FIELD-NO > 10
               PERFORM ENTRY-PART
               IF IS-DONE = 2 AND FIELD-NO > 1
                   SUBTRACT 1 FROM FIELD-NO
               END-IF
               IF IS-DONE = 1
                   ADD 1 TO FIELD-NO
               END-IF
           END-PERFORM.
       LABEL-PART.
           DISPLAY " "
           MOVE "ja" TO LANG
           PERFORM ONE-LABEL-PART
           MOVE "en" TO LANG
           PERFORM ONE-LABEL-PART.
       ONE-LABEL-PART.
           CALL "toroku_language_label" USING
               BY VALUE SIZE AUTO ENCODING BY REFERENCE LANG
               BY VALUE LANG-LENGTH BY VALUE FIELD-NO BY REFERENCE SHOWN
               BY VALUE SHOWN-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           PERFORM SHOW-PART.
       ENTRY-PART.
           PERFORM LABEL-PART
           MOVE 0 TO IS-DONE
           PERFORM ONE-ENTRY-PART UNTIL IS-DONE > 0.
       ONE-ENTRY-PART.
           MOVE SPACES TO TYPED
           IF FIELD-NO = TK-FIELD-SEX
               DISPLAY "  1 Male  2 Female"
           END-IF
           PERFORM ACCEPT-PART
           EVALUATE TRUE
               WHEN TYPED = SPACES
      *>           An empty line leaves the field as it is.
                   MOVE 1 TO IS-DONE
               WHEN TYPED = "<"
                   MOVE 2 TO IS-DONE
               WHEN OTHER
                   PERFORM NOW-PART
                   PERFORM TYPED-PART
                   PERFORM SAVE-PART
                   PERFORM REPORT-PART
           END-EVALUATE.
       ACCEPT-PART.
           ACCEPT TYPED
               ON EXCEPTION
                   PERFORM END-PART
                   STOP RUN RETURNING 1
           END-ACCEPT
           IF TYPED = "!"
               PERFORM FORGET-PART
               PERFORM END-PART
               STOP RUN RETURNING 2
           END-IF.
       TYPED-PART.
           EVALUATE TRUE
               WHEN TYPED(1:1) = "=" PERFORM TAKE-PART
               WHEN FIELD-NO = TK-FIELD-TERMS PERFORM TERMS-PART
               WHEN FIELD-NO = TK-FIELD-DATE-OF-BIRTH
                   PERFORM BIRTH-PART
               WHEN OTHER
                   PERFORM CHOICE-PART
                   MOVE ITEM-OF-FIELD(FIELD-NO) TO ITEM-NO
                   PERFORM SET-PART
           END-EVALUATE.
       CHOICE-PART.
           IF FIELD-NO = TK-FIELD-SEX AND TYPED = "1"
               MOVE "male" TO TYPED
           END-IF
           IF FIELD-NO = TK-FIELD-SEX AND TYPED = "2"
               MOVE "female" TO TYPED
           END-IF
           IF FIELD-NO = TK-FIELD-USER-TYPE AND TYPED = "1"
               MOVE "applicant_at_counter" TO TYPED
           END-IF.
       SET-PART.
           CALL "toroku_input_set" USING
               BY VALUE SIZE AUTO REGISTRATION BY VALUE POLICY
               BY VALUE MOMENT BY VALUE ITEM-NO BY REFERENCE TYPED
               BY VALUE TYPED-LENGTH BY REFERENCE ANSWER RETURNING STAT
               END-CALL
           IF STAT = TK-UNREADABLE
               DISPLAY "! not in this terminal's encoding"
               MOVE TK-OK TO STAT
           END-IF
           PERFORM CHECK-PART.
       BIRTH-PART.
      *> The engine takes a date in one piece apart.
           MOVE TK-ITEM-BIRTH-YEAR TO ITEM-NO
           PERFORM SET-PART
           MOVE SPACES TO TYPED
           MOVE TK-ITEM-BIRTH-MONTH TO ITEM-NO
           PERFORM SET-PART
           MOVE TK-ITEM-BIRTH-DAY TO ITEM-NO
           PERFORM SET-PART.
       TAKE-PART.
      *> "=1": the first suggestion of what was said last.
           PERFORM ASK-PART
           MOVE FUNCTION NUMVAL(TYPED(2:2)) TO SUGGESTION-NO
           IF SUGGESTION-NO = 0
               MOVE 99 TO SUGGESTION-NO
           END-IF
           COMPUTE AT-SUGGESTION = SUGGESTION-NO - 1
           MOVE 0 TO AT-INDEX
           CALL "toroku_findings_suggestion" USING
               BY VALUE SIZE AUTO FINDINGS BY VALUE AT-INDEX
               BY VALUE AT-SUGGESTION BY REFERENCE TYPED
               BY VALUE TYPED-LENGTH BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           IF STAT = TK-OK
               CALL "toroku_input_take" USING
                   BY VALUE SIZE AUTO REGISTRATION BY VALUE POLICY
                   BY VALUE MOMENT BY VALUE FIELD-NO
                   BY REFERENCE TYPED BY VALUE TYPED-LENGTH
                   BY REFERENCE ANSWER RETURNING STAT END-CALL
           END-IF
           IF STAT = TK-OUT-OF-RANGE
               DISPLAY "! no such suggestion"
               MOVE TK-OK TO STAT
           END-IF
           PERFORM CHECK-PART
           CALL "toroku_findings_free" USING
               BY VALUE SIZE AUTO FINDINGS RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       TERMS-PART.
           IF TYPED = "y" OR TYPED = "Y"
               CALL "toroku_input_agree" USING
                   BY VALUE SIZE AUTO REGISTRATION BY VALUE POLICY
                   BY VALUE MOMENT BY REFERENCE TERMS-VERSION
                   BY VALUE TERMS-LENGTH BY REFERENCE ANSWER
                   RETURNING STAT END-CALL
               PERFORM CHECK-PART
           END-IF.
       ASK-PART.
           CALL "toroku_registration_report" USING
               BY VALUE SIZE AUTO REGISTRATION BY VALUE POLICY
               BY VALUE MOMENT BY VALUE FIELD-NO BY REFERENCE FINDINGS
               RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       REPORT-PART.
           PERFORM ASK-PART
           MOVE 1 TO IS-DONE
           PERFORM FINDINGS-PART.
       FINDINGS-PART.
      *> Shows them all; a problem means: once more.
           CALL "toroku_findings_count" USING
               BY VALUE SIZE AUTO FINDINGS BY REFERENCE FOUND
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           PERFORM ONE-FINDING-PART VARYING AT-INDEX FROM 0 BY 1
               UNTIL AT-INDEX >= FOUND
           CALL "toroku_findings_free" USING
               BY VALUE SIZE AUTO FINDINGS RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       ONE-FINDING-PART.
           CALL "toroku_findings_at" USING
               BY VALUE SIZE AUTO FINDINGS BY VALUE AT-INDEX
               BY REFERENCE KIND BY REFERENCE CODE-NO
               BY REFERENCE OF-FIELD RETURNING STAT END-CALL
           PERFORM CHECK-PART
           IF KIND = TK-KIND-PROBLEM
               MOVE 0 TO IS-DONE
           END-IF
           MOVE "ja" TO LANG
           PERFORM WORDING-PART
           MOVE "en" TO LANG
           PERFORM WORDING-PART
           CALL "toroku_findings_suggestions" USING
               BY VALUE SIZE AUTO FINDINGS BY VALUE AT-INDEX
               BY REFERENCE SUGGESTED RETURNING STAT END-CALL
           PERFORM CHECK-PART
           PERFORM SUGGESTION-PART VARYING AT-SUGGESTION FROM 0 BY 1
               UNTIL AT-SUGGESTION >= SUGGESTED.
       SUGGESTION-PART.
           CALL "toroku_findings_suggestion" USING
               BY VALUE SIZE AUTO FINDINGS BY VALUE AT-INDEX
               BY VALUE AT-SUGGESTION BY REFERENCE SHOWN
               BY VALUE SHOWN-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           COMPUTE SUGGESTION-NO = AT-SUGGESTION + 1
      *> To be taken, or left by an empty line.
           MOVE 0 TO IS-DONE
           DISPLAY "    =" SUGGESTION-NO " "
               FUNCTION TRIM(SHOWN TRAILING).
       WORDING-PART.
           CALL "toroku_findings_wording" USING
               BY VALUE SIZE AUTO FINDINGS BY VALUE AT-INDEX
               BY REFERENCE LANG BY VALUE LANG-LENGTH BY REFERENCE SHOWN
               BY VALUE SHOWN-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           DISPLAY "  ! " FUNCTION TRIM(SHOWN TRAILING).
       CONFIRM-PART.
           PERFORM NOW-PART
           CALL "toroku_input_confirm" USING
               BY VALUE SIZE AUTO REGISTRATION BY VALUE POLICY
               BY VALUE MOMENT BY REFERENCE ANSWER RETURNING STAT
               END-CALL
           PERFORM CHECK-PART
           IF ANSWER = TK-ANSWER-PROBLEMS
               CALL "toroku_answer_problems" USING
                   BY VALUE SIZE AUTO REGISTRATION BY REFERENCE FINDINGS
                   RETURNING STAT END-CALL
               PERFORM CHECK-PART
               MOVE 0 TO AT-INDEX
               CALL "toroku_findings_at" USING
                   BY VALUE SIZE AUTO FINDINGS BY VALUE AT-INDEX
                   BY REFERENCE KIND BY REFERENCE CODE-NO
                   BY REFERENCE FIELD-NO RETURNING STAT END-CALL
               PERFORM CHECK-PART
               PERFORM FINDINGS-PART
               PERFORM ENTRY-PART
           END-IF
           PERFORM SAVE-PART
           PERFORM STATE-PART.
       STATE-PART.
           CALL "toroku_registration_state" USING
               BY VALUE SIZE AUTO REGISTRATION BY REFERENCE STATE
               RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       REVIEW-PART.
           DISPLAY " "
           DISPLAY "---- STEP2 ----"
           PERFORM ONE-REVIEW-PART VARYING FIELD-NO FROM 1 BY 1
               UNTIL FIELD-NO > 9
           DISPLAY "r: Registration   1-10: Back   !: Cancel"
           MOVE SPACES TO TYPED
           PERFORM ACCEPT-PART
           IF TYPED = "r" OR TYPED = "R"
               PERFORM REGISTER-PART
           ELSE
               MOVE 10 TO FIELD-NO
               IF FUNCTION TEST-NUMVAL(TYPED(1:2)) = 0
                   MOVE FUNCTION NUMVAL(TYPED(1:2)) TO FIELD-NO
               END-IF
               IF FIELD-NO >= 1 AND FIELD-NO <= 10
                   AND TYPED NOT = SPACES
                   PERFORM BACK-PART
               END-IF
           END-IF
           PERFORM STATE-PART.
       BACK-PART.
           PERFORM NOW-PART
           CALL "toroku_input_back" USING
               BY VALUE SIZE AUTO REGISTRATION BY VALUE POLICY
               BY VALUE MOMENT BY REFERENCE ANSWER RETURNING STAT
               END-CALL
           PERFORM CHECK-PART
           PERFORM ENTRY-PART.
       ONE-REVIEW-PART.
           MOVE SPACES TO SHOWN
           CALL "toroku_confirmation_text" USING
               BY VALUE SIZE AUTO REGISTRATION BY VALUE FIELD-NO
               BY REFERENCE SHOWN BY VALUE SHOWN-SIZE
               BY REFERENCE SHOWN-LENGTH RETURNING STAT END-CALL
      *> The repeated address is not shown.
           IF STAT NOT = TK-ABSENT
               PERFORM CHECK-PART
               DISPLAY "  " FUNCTION TRIM(SHOWN TRAILING)
           END-IF.
       REGISTER-PART.
           CALL "toroku_confirmation_digest" USING
               BY VALUE SIZE AUTO REGISTRATION BY REFERENCE DIGEST
               BY VALUE DIGEST-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           PERFORM NOW-PART
           MOVE "ja" TO LANG
           CALL "toroku_input_register" USING
               BY VALUE SIZE AUTO REGISTRATION BY VALUE POLICY
               BY VALUE MOMENT BY REFERENCE DIGEST BY VALUE DIGEST-SIZE
               BY REFERENCE LANG BY VALUE LANG-LENGTH
               BY REFERENCE ANSWER RETURNING STAT END-CALL
           PERFORM CHECK-PART
           PERFORM SAVE-PART.
       ISSUE-PART.
      *> Number, registration, mail and password setup, together. With
      *> a full disk or another program that keeps the store too long,
      *> nothing was stored, and STEP2 is open again.
           PERFORM NOW-PART
           CALL "toroku_store_act" USING
               BY VALUE SIZE AUTO STORE BY VALUE REGISTRATION
               BY VALUE MOMENT BY REFERENCE ANSWER RETURNING STAT
               END-CALL
           IF STAT = TK-STORE-IN-USE OR TK-STORE-DISK-FULL
               OR TK-STORE-DISK-FAILED
               DISPLAY "! not stored: nobody is registered yet"
               MOVE TK-OK TO STAT
           END-IF
           PERFORM CHECK-PART
           PERFORM STATE-PART.
       COMPLETION-PART.
           CALL "toroku_registration_user_id" USING
               BY VALUE SIZE AUTO REGISTRATION BY REFERENCE USER-ID
               BY VALUE USER-ID-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           DISPLAY " "
           DISPLAY "---- STEP3 ----"
           DISPLAY "  ID  " USER-ID
           PERFORM FORGET-PART.
