      *> The registration of a counter clerk by CALL: STEP1 to STEP3.
      *> One argument: UTF8 or CP932, the terminal's encoding.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. SCREEN.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       01  POLICY                  USAGE POINTER.
       01  REGISTRATION            USAGE POINTER.
       01  FINDINGS                USAGE POINTER.
       01  EFFECT                  USAGE POINTER.
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
       01  MAIL-KEY                PIC X(32).
       01  MAIL-KEY-SIZE           BINARY-DOUBLE UNSIGNED VALUE 32.
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
           PERFORM BEGIN-PART
           PERFORM ENTRY-PART VARYING FIELD-NO FROM 1 BY 1
               UNTIL FIELD-NO > 10
           PERFORM CONFIRM-PART UNTIL STATE = TK-STATE-CONFIRMATION
           PERFORM REVIEW-PART
           PERFORM REGISTER-PART
           PERFORM EFFECT-PART UNTIL STATE = TK-STATE-COMPLETION
           PERFORM COMPLETION-PART
           CALL "toroku_registration_free" USING
               BY VALUE SIZE AUTO REGISTRATION RETURNING STAT END-CALL
           CALL "toroku_policy_free" USING
               BY VALUE SIZE AUTO POLICY RETURNING STAT END-CALL
           STOP RUN.
       CHECK-PART.
      *> For what a host does wrong, never for what a person types.
           IF STAT NOT = TK-OK
               CALL "toroku_status_text" USING
                   BY VALUE SIZE AUTO STAT BY REFERENCE SHOWN
                   BY VALUE SHOWN-SIZE BY REFERENCE SHOWN-LENGTH
                   RETURNING KIND END-CALL
               DISPLAY "toroku: " SHOWN(1:SHOWN-LENGTH) UPON SYSERR
               STOP RUN RETURNING 1
           END-IF.
       NOW-PART.
           CALL "toroku_system_now" USING
               BY REFERENCE MOMENT RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       SHOW-PART.
           DISPLAY FUNCTION TRIM(SHOWN TRAILING).
       BEGIN-PART.
           CALL "toroku_policy_new" USING
               BY VALUE SIZE AUTO ENCODING BY REFERENCE TERMS-VERSION
               BY VALUE TERMS-LENGTH BY REFERENCE PASSWORD-URL
               BY VALUE URL-LENGTH BY REFERENCE POLICY RETURNING STAT
               END-CALL
           PERFORM CHECK-PART
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
           PERFORM ONE-ENTRY-PART UNTIL IS-DONE = 1.
       ONE-ENTRY-PART.
           MOVE SPACES TO TYPED
           IF FIELD-NO = TK-FIELD-SEX
               DISPLAY "  1 Male  2 Female"
           END-IF
           ACCEPT TYPED
               ON EXCEPTION STOP RUN RETURNING 1
           END-ACCEPT
           IF TYPED = SPACES
      *>       An empty line leaves the field as it is.
               MOVE 1 TO IS-DONE
           ELSE
               PERFORM NOW-PART
               PERFORM TYPED-PART
               PERFORM REPORT-PART
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
               UNTIL FIELD-NO > 9.
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
           PERFORM STATE-PART.
       EFFECT-PART.
      *> A real host stores here: the candidate, then the record with
      *> its mail. This one has nobody else, so nothing is taken.
           CALL "toroku_registration_effect" USING
               BY VALUE SIZE AUTO REGISTRATION BY VALUE POLICY
               BY REFERENCE EFFECT RETURNING STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_effect_kind" USING
               BY VALUE SIZE AUTO EFFECT BY REFERENCE KIND
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_effect_key" USING
               BY VALUE SIZE AUTO EFFECT BY REFERENCE MAIL-KEY
               BY VALUE MAIL-KEY-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_effect_user_id" USING
               BY VALUE SIZE AUTO EFFECT BY REFERENCE USER-ID
               BY VALUE USER-ID-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           IF KIND = TK-EFFECT-COMMIT
               CALL "toroku_input_committed" USING
                   BY VALUE SIZE AUTO REGISTRATION BY VALUE POLICY
                   BY VALUE MOMENT BY REFERENCE MAIL-KEY
                   BY VALUE MAIL-KEY-SIZE BY REFERENCE ANSWER
                   RETURNING STAT END-CALL
           ELSE
               CALL "toroku_input_id_reserved" USING
                   BY VALUE SIZE AUTO REGISTRATION BY VALUE POLICY
                   BY VALUE MOMENT BY REFERENCE USER-ID
                   BY VALUE USER-ID-SIZE BY REFERENCE ANSWER
                   RETURNING STAT END-CALL
           END-IF
           PERFORM CHECK-PART
           CALL "toroku_effect_free" USING
               BY VALUE SIZE AUTO EFFECT RETURNING STAT END-CALL
           PERFORM STATE-PART.
       COMPLETION-PART.
           DISPLAY " "
           DISPLAY "---- STEP3 ----"
           DISPLAY "  ID  " USER-ID.
