      *> STEP1 from CL-FIELD on: all that is entered, and one field at a
      *> time to type. Past the last field comes Confirm.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. CLKSTEP1.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       01  FIELD-NO                    BINARY-LONG UNSIGNED.
      *> The field that was left last: what was changed in it is shown.
       01  LEFT-FIELD                  BINARY-LONG UNSIGNED.
       01  NEXT-FIELD                  BINARY-LONG UNSIGNED.
      *> Whether Confirm was clicked: then what is missing is told.
       01  IS-TOLD                     PIC 9.
       01  IS-OVER                     PIC 9.
       01  IS-OPEN                     PIC 9.
       01  HEAD-NO                     BINARY-LONG UNSIGNED.
       01  ITEM-NO                     BINARY-LONG UNSIGNED.
       01  KIND                        BINARY-LONG UNSIGNED.
       01  CODE-NO                     BINARY-LONG UNSIGNED.
       01  OF-FIELD                    BINARY-LONG UNSIGNED.
       01  FOUND                       BINARY-DOUBLE UNSIGNED.
       01  AT-INDEX                    BINARY-DOUBLE UNSIGNED.
       01  SUGGESTED                   BINARY-DOUBLE UNSIGNED.
       01  TYPES                       BINARY-DOUBLE UNSIGNED.
       01  AT-TYPE                     BINARY-DOUBLE UNSIGNED.
       01  NUMBER-TEXT                 PIC Z9.
       01  DATE-TEXT                   PIC X(400).
       01  DATE-AT                     BINARY-LONG.
       01  IS-EMPTY                    PIC 9.
       01  TYPED-FIELD                 BINARY-LONG UNSIGNED.
       LINKAGE SECTION.
       COPY "CLERK.cpy".
       PROCEDURE DIVISION USING CLERK.
       MAIN-PART.
           MOVE CL-FIELD TO FIELD-NO
           MOVE 0 TO LEFT-FIELD IS-TOLD IS-OVER
           PERFORM UNTIL IS-OVER = 1
               IF FIELD-NO > TK-FIELD-TERMS
                   PERFORM CONFIRM-PART
               ELSE
                   PERFORM ONE-FIELD-PART
               END-IF
           END-PERFORM
           MOVE SPACES TO DATE-TEXT CL-TYPED CL-TEXT CL-NOTICE
           EXIT PROGRAM.
       ONE-FIELD-PART.
           MOVE FIELD-NO TO CL-FIELD
           IF FIELD-NO = TK-FIELD-TERMS
               CALL "CLKTERMS" USING CLERK END-CALL
               IF WENT-ON
                   PERFORM SAVE-PART
                   ADD 1 TO FIELD-NO
               END-IF
           ELSE
               PERFORM SHOW-PART
               MOVE 0 TO CL-IS-WHOLE
               CALL "CLKASK" USING CLERK END-CALL
               IF WENT-ON
                   PERFORM TYPED-PART
               END-IF
           END-IF
           EVALUATE TRUE
               WHEN WENT-BACK AND FIELD-NO > TK-FIELD-USER-NAME
                   SUBTRACT 1 FROM FIELD-NO
                   MOVE 0 TO LEFT-FIELD
                   MOVE SPACES TO CL-NOTICE
               WHEN WENT-BACK OR WENT-AWAY OR WENT-SILENT
                   MOVE 1 TO IS-OVER
           END-EVALUATE.
       CONFIRM-PART.
      *> On to STEP2, or back to the first field with a problem.
           PERFORM NOW-PART
           CALL "toroku_input_confirm" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY REFERENCE CL-ANSWER
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM SAVE-PART
           IF CL-ANSWER = TK-ANSWER-PROBLEMS
               MOVE TK-FIELD-USER-NAME TO CL-FIELD
               CALL "CLKOPEN" USING CLERK END-CALL
               MOVE CL-FIELD TO FIELD-NO
               MOVE 0 TO LEFT-FIELD
               MOVE 1 TO IS-TOLD
               MOVE "said.problems" TO CL-NOTICE
           ELSE
               SET WENT-ON TO TRUE
               MOVE 1 TO IS-OVER
           END-IF.
       SAVE-PART.
           CALL "toroku_store_save" USING
               BY VALUE SIZE AUTO CL-STORE BY VALUE CL-REGISTRATION
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART.

      *> ---- What was typed ----------------------------------------
       TYPED-PART.
           PERFORM TYPED-FIELD-PART
           EVALUATE TRUE
               WHEN CL-TYPED = SPACES
      *>           An empty line leaves the field as it is.
                   PERFORM NEXT-FIELD-PART
               WHEN TYPED-FIELD > 0
                   MOVE TYPED-FIELD TO FIELD-NO
                   MOVE 0 TO LEFT-FIELD
                   MOVE SPACES TO CL-NOTICE
               WHEN OTHER
                   CALL "CLKFIELD" USING CLERK END-CALL
                   IF WENT-ON
                       PERFORM TOOK-PART
                   END-IF
           END-EVALUATE.
       TYPED-FIELD-PART.
      *> "<7": the field to go to, or 0.
           MOVE 0 TO TYPED-FIELD
           IF CL-TYPED(1:1) = "<" AND CL-TYPED(2:2) NOT = SPACES
               AND CL-TYPED(4:) = SPACES
               AND FUNCTION TRIM(CL-TYPED(2:2)) IS NUMERIC
               MOVE FUNCTION NUMVAL(CL-TYPED(2:2)) TO TYPED-FIELD
           END-IF
           IF TYPED-FIELD > TK-FIELD-TERMS
               MOVE 0 TO TYPED-FIELD
           END-IF.
       TOOK-PART.
           MOVE 0 TO LEFT-FIELD
           MOVE SPACES TO CL-NOTICE
           EVALUATE TRUE
               WHEN IS-UNREADABLE
                   MOVE "said.unreadable" TO CL-NOTICE
               WHEN IS-NO-SUGGESTION
                   MOVE "said.no_suggestion" TO CL-NOTICE
               WHEN OTHER
                   PERFORM SAVE-PART
                   PERFORM IS-OPEN-PART
                   IF IS-OPEN = 0
                       PERFORM NEXT-FIELD-PART
                   END-IF
           END-EVALUATE.
       IS-OPEN-PART.
      *> A problem, or suggestions to choose from.
           MOVE 0 TO IS-OPEN
           PERFORM REPORT-PART
           PERFORM VARYING AT-INDEX FROM 0 BY 1 UNTIL AT-INDEX >= FOUND
               CALL "toroku_findings_suggestions" USING
                   BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
                   BY REFERENCE SUGGESTED RETURNING CL-STAT END-CALL
               PERFORM CHECK-PART
               IF KIND = TK-KIND-PROBLEM OR SUGGESTED > 0
                   MOVE 1 TO IS-OPEN
               END-IF
           END-PERFORM
           PERFORM FREE-PART.
       NEXT-FIELD-PART.
      *> The next one that is open.
           MOVE FIELD-NO TO LEFT-FIELD
           MOVE SPACES TO CL-NOTICE
           COMPUTE CL-FIELD = FIELD-NO + 1
           CALL "CLKOPEN" USING CLERK END-CALL
           MOVE CL-FIELD TO FIELD-NO.
       REPORT-PART.
      *> What is said of CL-FIELD; KIND is that of the first.
           PERFORM NOW-PART
           CALL "toroku_registration_report" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY VALUE CL-FIELD
               BY REFERENCE CL-FINDINGS RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_findings_count" USING
               BY VALUE SIZE AUTO CL-FINDINGS BY REFERENCE FOUND
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           MOVE 0 TO AT-INDEX KIND
           IF FOUND > 0
               CALL "toroku_findings_at" USING
                   BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
                   BY REFERENCE KIND BY REFERENCE CODE-NO
                   BY REFERENCE OF-FIELD RETURNING CL-STAT END-CALL
               PERFORM CHECK-PART
           END-IF.
       FREE-PART.
           CALL "toroku_findings_free" USING
               BY VALUE SIZE AUTO CL-FINDINGS RETURNING CL-STAT
               END-CALL
           PERFORM CHECK-PART.

      *> ---- The screen --------------------------------------------
       SHOW-PART.
           MOVE "state.entry" TO CL-KEY
           CALL "CLKPAGE" USING CLERK END-CALL
           PERFORM HEAD-PART VARYING HEAD-NO FROM TK-FIELD-USER-NAME
               BY 1 UNTIL HEAD-NO > TK-FIELD-TERMS
           MOVE FIELD-NO TO CL-FIELD
           IF LEFT-FIELD > 0
               PERFORM LEFT-PART
           END-IF
           MOVE 2 TO CL-MARK-LENGTH
           IF CL-NOTICE NOT = SPACES
               MOVE "! " TO CL-MARK
               MOVE CL-NOTICE TO CL-KEY
               CALL "CLKSAID" USING CLERK END-CALL
           END-IF
           MOVE "* " TO CL-MARK
           PERFORM LABEL-PART
           CALL "CLKTEXT" USING CLERK END-CALL
           PERFORM SHOW-VALUE-PART
           PERFORM OPTIONS-PART
           PERFORM KEYS-PART.
       HEAD-PART.
      *> Each field on a line: where the clerk is, and where something
      *> is to be corrected.
           MOVE HEAD-NO TO CL-FIELD NUMBER-TEXT
           PERFORM LABEL-PART
           MOVE CL-TEXT TO CL-LABEL
           PERFORM DRAFT-PART
           MOVE SPACES TO CL-MARK
           MOVE NUMBER-TEXT TO CL-MARK(2:2)
           IF HEAD-NO = FIELD-NO
               MOVE "*" TO CL-MARK(1:1)
           ELSE
               IF CL-TEXT NOT = SPACES OR IS-TOLD = 1
                   PERFORM REPORT-PART
                   PERFORM FREE-PART
                   IF KIND = TK-KIND-PROBLEM
                       MOVE "!" TO CL-MARK(1:1)
                   END-IF
               END-IF
           END-IF
           CALL "CLKHEAD" USING CLERK END-CALL.
       LEFT-PART.
      *> What was changed in the field that was left, or noticed in it.
           MOVE LEFT-FIELD TO CL-FIELD
           PERFORM REPORT-PART
           IF KIND = TK-KIND-PROBLEM
               PERFORM FREE-PART
           ELSE
               MOVE 1 TO CL-HAS-LABELS
               CALL "CLKFINDS" USING CLERK END-CALL
               CALL "CLKGAP" USING CLERK END-CALL
           END-IF
           MOVE FIELD-NO TO CL-FIELD.
       SHOW-VALUE-PART.
      *> What is in the field, and what is said about it or else how to
      *> fill it.
           PERFORM DRAFT-PART
           MOVE 0 TO IS-EMPTY CL-SUGGESTIONS
           IF CL-TEXT = SPACES
               MOVE 1 TO IS-EMPTY
           END-IF
           MOVE SPACES TO CL-MARK
           MOVE 2 TO CL-MARK-LENGTH
           CALL "CLKTEXT" USING CLERK END-CALL
           PERFORM REPORT-PART
           IF FOUND > 0 AND (IS-EMPTY = 0 OR IS-TOLD = 1)
               MOVE 0 TO CL-HAS-LABELS
               CALL "CLKFINDS" USING CLERK END-CALL
           ELSE
               PERFORM FREE-PART
               CALL "toroku_language_hint" USING
                   BY VALUE SIZE AUTO CL-ENCODING BY REFERENCE CL-LANG
                   BY VALUE CL-LANG-LENGTH BY VALUE CL-FIELD
                   BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
                   BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
               PERFORM SHOWN-PART
               CALL "CLKTEXT" USING CLERK END-CALL
           END-IF.
       KEYS-PART.
           CALL "CLKLEAVE" USING CLERK END-CALL
           MOVE "<1 ... <10" TO CL-MARK
           MOVE "key.field" TO CL-KEY
           CALL "CLKKEY" USING CLERK END-CALL
           IF CL-SUGGESTIONS > 0
               MOVE "=1" TO CL-MARK
               MOVE "key.take" TO CL-KEY
               CALL "CLKKEY" USING CLERK END-CALL
           END-IF
           MOVE "Enter" TO CL-MARK
           MOVE "key.leave" TO CL-KEY
           CALL "CLKKEY" USING CLERK END-CALL.
       OPTIONS-PART.
           EVALUATE CL-FIELD
               WHEN TK-FIELD-SEX
                   MOVE 5 TO CL-MARK-LENGTH
                   MOVE "  1" TO CL-MARK
                   MOVE "sex.male" TO CL-KEY
                   CALL "CLKSAID" USING CLERK END-CALL
                   MOVE "  2" TO CL-MARK
                   MOVE "sex.female" TO CL-KEY
                   CALL "CLKSAID" USING CLERK END-CALL
               WHEN TK-FIELD-USER-TYPE
                   PERFORM COUNT-TYPES-PART
                   PERFORM ONE-TYPE-PART VARYING AT-TYPE FROM 0 BY 1
                       UNTIL AT-TYPE >= TYPES
           END-EVALUATE.
       COUNT-TYPES-PART.
           CALL "toroku_policy_user_types" USING
               BY VALUE SIZE AUTO CL-POLICY BY REFERENCE TYPES
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART.
       ONE-TYPE-PART.
           COMPUTE NUMBER-TEXT = AT-TYPE + 1
           MOVE SPACES TO CL-MARK
           MOVE FUNCTION TRIM(NUMBER-TEXT) TO CL-MARK(3:2)
           MOVE 5 TO CL-MARK-LENGTH
           PERFORM TYPE-TEXT-PART
           CALL "CLKTEXT" USING CLERK END-CALL.
       TYPE-TEXT-PART.
           CALL "toroku_policy_user_type_text" USING
               BY VALUE SIZE AUTO CL-POLICY BY VALUE AT-TYPE
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART.
       LABEL-PART.
           CALL "toroku_language_label" USING
               BY VALUE SIZE AUTO CL-ENCODING BY REFERENCE CL-LANG
               BY VALUE CL-LANG-LENGTH BY VALUE CL-FIELD
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART.

      *> ---- What the entry has of CL-FIELD, into CL-TEXT ----------
       DRAFT-PART.
      *> As it was typed; a choice is shown by its words.
           EVALUATE CL-FIELD
               WHEN TK-FIELD-USER-NAME
                   MOVE TK-ITEM-USER-NAME TO ITEM-NO
                   PERFORM ITEM-PART
               WHEN TK-FIELD-SEX
                   PERFORM SEX-DRAFT-PART
               WHEN TK-FIELD-DATE-OF-BIRTH
                   PERFORM DATE-DRAFT-PART
               WHEN TK-FIELD-USER-TYPE
                   PERFORM TYPE-DRAFT-PART
               WHEN TK-FIELD-TERMS
                   CALL "toroku_registration_agreed" USING
                       BY VALUE SIZE AUTO CL-REGISTRATION
                       BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
                       BY REFERENCE CL-LENGTH RETURNING CL-STAT
                       END-CALL
                   PERFORM SHOWN-PART
               WHEN OTHER
                   COMPUTE ITEM-NO = TK-ITEM-MUNICIPALITY + CL-FIELD
                       - TK-FIELD-MUNICIPALITY
                   PERFORM ITEM-PART
           END-EVALUATE.
       ITEM-PART.
           CALL "toroku_registration_draft" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE ITEM-NO
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART.
       SEX-DRAFT-PART.
           MOVE TK-ITEM-SEX TO ITEM-NO
           PERFORM ITEM-PART
           EVALUATE CL-TEXT
               WHEN "male"
                   MOVE "sex.male" TO CL-KEY
                   CALL "CLKWORD" USING CLERK END-CALL
               WHEN "female"
                   MOVE "sex.female" TO CL-KEY
                   CALL "CLKWORD" USING CLERK END-CALL
           END-EVALUATE.
       DATE-DRAFT-PART.
      *> What there is of year, month and day, with hyphens between.
           MOVE SPACES TO DATE-TEXT
           MOVE 1 TO DATE-AT
           PERFORM VARYING ITEM-NO FROM TK-ITEM-BIRTH-YEAR BY 1
               UNTIL ITEM-NO > TK-ITEM-BIRTH-DAY
               PERFORM ITEM-PART
               IF CL-TEXT NOT = SPACES
                   IF DATE-AT > 1
                       MOVE "-" TO DATE-TEXT(DATE-AT:1)
                       ADD 1 TO DATE-AT
                   END-IF
                   COMPUTE CL-LENGTH = FUNCTION MIN(CL-LENGTH,
                       401 - DATE-AT)
                   IF CL-LENGTH > 0
                       MOVE CL-TEXT(1:CL-LENGTH)
                           TO DATE-TEXT(DATE-AT:CL-LENGTH)
                       ADD CL-LENGTH TO DATE-AT
                   END-IF
               END-IF
           END-PERFORM
           MOVE DATE-TEXT TO CL-TEXT.
       TYPE-DRAFT-PART.
           MOVE TK-ITEM-USER-TYPE TO ITEM-NO
           PERFORM ITEM-PART
           MOVE CL-TEXT TO DATE-TEXT
           IF CL-TEXT NOT = SPACES
               PERFORM COUNT-TYPES-PART
               PERFORM VARYING AT-TYPE FROM 0 BY 1
                   UNTIL AT-TYPE >= TYPES
                   CALL "toroku_policy_user_type_name" USING
                       BY VALUE SIZE AUTO CL-POLICY BY VALUE AT-TYPE
                       BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
                       BY REFERENCE CL-LENGTH RETURNING CL-STAT
                       END-CALL
                   PERFORM CHECK-PART
                   IF CL-TEXT = DATE-TEXT
                       PERFORM TYPE-TEXT-PART
                       MOVE CL-TEXT TO DATE-TEXT
                   END-IF
               END-PERFORM
           END-IF
           MOVE DATE-TEXT TO CL-TEXT.
       COPY "CLKCHECK.cpy".
