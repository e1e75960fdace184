      *> What was typed at the field CL-FIELD of STEP1: CL-TOOK says
      *> whether it was taken. "=2" takes the second suggestion.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. CLKFIELD.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
      *> The fields' items; those with a way of their own have none.
       01  ITEM-OF-FIELD-TABLE         PIC X(18) VALUE
           "010000000708091000".
       01  FILLER REDEFINES ITEM-OF-FIELD-TABLE.
           05  ITEM-OF-FIELD           PIC 99 OCCURS 9.
       01  ITEM-NO                     BINARY-LONG UNSIGNED.
       01  TYPED-NUMBER                BINARY-DOUBLE UNSIGNED.
       01  NUMBER-FROM                 BINARY-LONG.
       01  FOUND                       BINARY-DOUBLE UNSIGNED.
       01  AT-INDEX                    BINARY-DOUBLE UNSIGNED.
       01  SUGGESTED                   BINARY-DOUBLE UNSIGNED.
       01  KIND                        BINARY-LONG UNSIGNED.
       01  CODE-NO                     BINARY-LONG UNSIGNED.
       01  OF-FIELD                    BINARY-LONG UNSIGNED.
       01  MUNICIPALITIES              USAGE POINTER.
       01  EVERY-PREFECTURE            BINARY-LONG UNSIGNED VALUE 0.
       01  MOST-FOUND                  BINARY-DOUBLE UNSIGNED VALUE 200.
       01  NUMBER-TEXT                 PIC ZZ9.
       01  ENGLISH                     PIC X(200).
       01  ENGLISH-SIZE                BINARY-DOUBLE UNSIGNED VALUE 200.
       LINKAGE SECTION.
       COPY "CLERK.cpy".
       PROCEDURE DIVISION USING CLERK.
       MAIN-PART.
           SET IS-TAKEN TO TRUE
           SET WENT-ON TO TRUE
           PERFORM NOW-PART
           EVALUATE TRUE
               WHEN CL-TYPED(1:1) = "="
                   PERFORM TAKE-PART
               WHEN CL-FIELD = TK-FIELD-SEX
                   PERFORM SEX-PART
               WHEN CL-FIELD = TK-FIELD-DATE-OF-BIRTH
                   PERFORM BIRTH-PART
               WHEN CL-FIELD = TK-FIELD-MUNICIPALITY
                   PERFORM MUNICIPALITY-PART
               WHEN CL-FIELD = TK-FIELD-USER-TYPE
                   PERFORM USER-TYPE-PART
               WHEN OTHER
                   MOVE ITEM-OF-FIELD(CL-FIELD) TO ITEM-NO
                   PERFORM SET-PART
           END-EVALUATE
           EXIT PROGRAM.
       SET-PART.
           CALL "toroku_input_set" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY VALUE ITEM-NO
               BY REFERENCE CL-TYPED BY VALUE CL-TYPED-SIZE
               BY REFERENCE CL-ANSWER RETURNING CL-STAT END-CALL
           IF CL-STAT = TK-UNREADABLE
               SET IS-UNREADABLE TO TRUE
               MOVE TK-OK TO CL-STAT
           END-IF
           PERFORM CHECK-PART.
       SEX-PART.
           EVALUATE CL-TYPED
               WHEN "1" WHEN "m" WHEN "M"
                   MOVE "male" TO CL-TYPED
               WHEN "2" WHEN "f" WHEN "F"
                   MOVE "female" TO CL-TYPED
           END-EVALUATE
           MOVE TK-ITEM-SEX TO ITEM-NO
           PERFORM SET-PART.
       BIRTH-PART.
      *> The date in one piece, as the clerk reads it; the engine takes
      *> it apart.
           MOVE TK-ITEM-BIRTH-YEAR TO ITEM-NO
           PERFORM SET-PART
           IF IS-TAKEN
               MOVE SPACES TO CL-TYPED
               MOVE TK-ITEM-BIRTH-MONTH TO ITEM-NO
               PERFORM SET-PART
               MOVE TK-ITEM-BIRTH-DAY TO ITEM-NO
               PERFORM SET-PART
           END-IF.
       USER-TYPE-PART.
           MOVE 1 TO NUMBER-FROM
           PERFORM NUMBER-PART
           IF TYPED-NUMBER > 0
               SUBTRACT 1 FROM TYPED-NUMBER
               CALL "toroku_policy_user_type_name" USING
                   BY VALUE SIZE AUTO CL-POLICY BY VALUE TYPED-NUMBER
                   BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
                   BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
               IF CL-STAT = TK-OK
                   MOVE CL-TEXT TO CL-TYPED
               END-IF
           END-IF
           MOVE TK-ITEM-USER-TYPE TO ITEM-NO
           PERFORM SET-PART.
       NUMBER-PART.
      *> The number that was typed, and nothing else; 0 for none.
           MOVE 0 TO TYPED-NUMBER
           IF CL-TYPED(NUMBER-FROM + 3:) = SPACES
               AND CL-TYPED(NUMBER-FROM:3) NOT = SPACES
               AND FUNCTION TRIM(CL-TYPED(NUMBER-FROM:3)) IS NUMERIC
               MOVE FUNCTION NUMVAL(CL-TYPED(NUMBER-FROM:3))
                   TO TYPED-NUMBER
           END-IF.

      *> ---- A suggestion ------------------------------------------
       TAKE-PART.
      *> They are numbered through, over all that is said of the field.
           SET IS-NO-SUGGESTION TO TRUE
           MOVE 2 TO NUMBER-FROM
           PERFORM NUMBER-PART
           PERFORM REPORT-PART
           PERFORM VARYING AT-INDEX FROM 0 BY 1
               UNTIL AT-INDEX >= FOUND OR TYPED-NUMBER = 0
               CALL "toroku_findings_suggestions" USING
                   BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
                   BY REFERENCE SUGGESTED RETURNING CL-STAT END-CALL
               PERFORM CHECK-PART
               IF TYPED-NUMBER <= SUGGESTED
                   PERFORM TAKE-ONE-PART
                   MOVE 0 TO TYPED-NUMBER
               ELSE
                   SUBTRACT SUGGESTED FROM TYPED-NUMBER
               END-IF
           END-PERFORM
           PERFORM FREE-PART.
       TAKE-ONE-PART.
           SUBTRACT 1 FROM TYPED-NUMBER
           CALL "toroku_findings_suggestion" USING
               BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
               BY VALUE TYPED-NUMBER
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM TAKE-TEXT-PART
           SET IS-TAKEN TO TRUE.
       TAKE-TEXT-PART.
           CALL "toroku_input_take" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY VALUE CL-FIELD
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-ANSWER RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART.
       REPORT-PART.
           CALL "toroku_registration_report" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY VALUE CL-FIELD
               BY REFERENCE CL-FINDINGS RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_findings_count" USING
               BY VALUE SIZE AUTO CL-FINDINGS BY REFERENCE FOUND
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART.
       FREE-PART.
           CALL "toroku_findings_free" USING
               BY VALUE SIZE AUTO CL-FINDINGS RETURNING CL-STAT
               END-CALL
           PERFORM CHECK-PART.

      *> ---- The municipality --------------------------------------
       MUNICIPALITY-PART.
      *> What says which one is meant is taken as it is; anything else
      *> is searched for, and picked from the list. What was typed
      *> behind it, in a whole address, becomes the street.
           MOVE TK-ITEM-MUNICIPALITY TO ITEM-NO
           PERFORM SET-PART
           IF IS-TAKEN
               PERFORM REPORT-PART
               MOVE 0 TO AT-INDEX KIND
               IF FOUND > 0
                   CALL "toroku_findings_at" USING
                       BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
                       BY REFERENCE KIND BY REFERENCE CODE-NO
                       BY REFERENCE OF-FIELD RETURNING CL-STAT END-CALL
                   PERFORM CHECK-PART
               END-IF
               PERFORM FREE-PART
               IF KIND = TK-KIND-PROBLEM
                   PERFORM SEARCH-PART
               END-IF
           END-IF.
       SEARCH-PART.
           CALL "toroku_input_search" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY VALUE EVERY-PREFECTURE
               BY REFERENCE CL-TYPED BY VALUE CL-TYPED-SIZE
               BY VALUE MOST-FOUND BY REFERENCE CL-ANSWER
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           IF CL-ANSWER = TK-ANSWER-MUNICIPALITIES
               CALL "toroku_answer_municipalities" USING
                   BY VALUE SIZE AUTO CL-REGISTRATION
                   BY REFERENCE MUNICIPALITIES RETURNING CL-STAT
                   END-CALL
               PERFORM CHECK-PART
               CALL "toroku_municipalities_count" USING
                   BY VALUE SIZE AUTO MUNICIPALITIES
                   BY REFERENCE FOUND RETURNING CL-STAT END-CALL
               PERFORM CHECK-PART
               IF FOUND > 0
                   PERFORM CHOOSE-PART
               END-IF
               CALL "toroku_municipalities_free" USING
                   BY VALUE SIZE AUTO MUNICIPALITIES RETURNING CL-STAT
                   END-CALL
               PERFORM CHECK-PART
           END-IF.
       CHOOSE-PART.
      *> Back leads to the field, where the search is still a problem.
           SET WENT-LANGUAGE TO TRUE
           MOVE 0 TO TYPED-NUMBER
           PERFORM UNTIL WENT-BACK OR WENT-AWAY OR WENT-SILENT
               OR (TYPED-NUMBER > 0 AND TYPED-NUMBER <= FOUND)
               PERFORM SHOW-LIST-PART
               MOVE 0 TO CL-IS-WHOLE TYPED-NUMBER
               CALL "CLKASK" USING CLERK END-CALL
               IF WENT-ON
                   MOVE 1 TO NUMBER-FROM
                   PERFORM NUMBER-PART
               END-IF
           END-PERFORM
           IF WENT-ON
               COMPUTE AT-INDEX = TYPED-NUMBER - 1
               PERFORM FULL-NAME-PART
               PERFORM TAKE-TEXT-PART
           END-IF
           IF WENT-BACK
               SET WENT-ON TO TRUE
           END-IF.
       SHOW-LIST-PART.
           MOVE "search.title" TO CL-KEY
           CALL "CLKPAGE" USING CLERK END-CALL
           PERFORM ONE-OF-LIST-PART VARYING AT-INDEX FROM 0 BY 1
               UNTIL AT-INDEX >= FOUND
           CALL "CLKLEAVE" USING CLERK END-CALL
           MOVE "1, 2, ..." TO CL-MARK
           MOVE "key.choose" TO CL-KEY
           CALL "CLKKEY" USING CLERK END-CALL.
       ONE-OF-LIST-PART.
           COMPUTE NUMBER-TEXT = AT-INDEX + 1
           MOVE NUMBER-TEXT TO CL-MARK
           MOVE 5 TO CL-MARK-LENGTH
           CALL "toroku_municipality_text" USING
               BY VALUE SIZE AUTO MUNICIPALITIES BY VALUE AT-INDEX
               BY VALUE TK-MUNICIPALITY-ENGLISH BY REFERENCE ENGLISH
               BY VALUE ENGLISH-SIZE BY REFERENCE CL-LENGTH
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM FULL-NAME-PART
           MOVE ENGLISH TO CL-TEXT(CL-LENGTH + 3:200)
           CALL "CLKTEXT" USING CLERK END-CALL.
       FULL-NAME-PART.
           CALL "toroku_municipality_text" USING
               BY VALUE SIZE AUTO MUNICIPALITIES BY VALUE AT-INDEX
               BY VALUE TK-MUNICIPALITY-FULL-NAME BY REFERENCE CL-TEXT
               BY VALUE CL-TEXT-SIZE BY REFERENCE CL-LENGTH
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART.
       COPY "CLKCHECK.cpy".
