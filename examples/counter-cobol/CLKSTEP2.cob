      *> STEP2: all that will be registered, and what was changed to
      *> make it so. CL-FIELD is the field to go back to, or 0; CL-STAT
      *> why nothing could be stored before, or TK-OK.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. CLKSTEP2.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       01  FAILED                      BINARY-LONG UNSIGNED.
       01  FIELDS                      BINARY-DOUBLE UNSIGNED.
       01  AT-INDEX                    BINARY-DOUBLE UNSIGNED.
       01  DIGEST                      PIC X(64).
       01  DIGEST-SIZE                 BINARY-DOUBLE UNSIGNED VALUE 64.
       01  NUMBER-TYPED                PIC X(3).
       01  IS-OVER                     PIC 9.
       LINKAGE SECTION.
       COPY "CLERK.cpy".
       PROCEDURE DIVISION USING CLERK.
       MAIN-PART.
           MOVE CL-STAT TO FAILED
           MOVE 0 TO IS-OVER
           PERFORM UNTIL IS-OVER = 1
               PERFORM SHOW-PART
               MOVE 1 TO CL-IS-WHOLE
               MOVE 0 TO CL-FIELD
               CALL "CLKASK" USING CLERK END-CALL
               EVALUATE TRUE
                   WHEN WENT-BACK
                       MOVE TK-FIELD-USER-TYPE TO CL-FIELD
                       PERFORM BACK-PART
                   WHEN WENT-ON
                       PERFORM TYPED-PART
                   WHEN WENT-AWAY OR WENT-SILENT
                       MOVE 1 TO IS-OVER
               END-EVALUATE
           END-PERFORM
           MOVE SPACES TO DIGEST CL-TYPED CL-TEXT CL-LABEL
           EXIT PROGRAM.
       TYPED-PART.
           EVALUATE TRUE
               WHEN CL-TYPED = "r" OR "R"
                   PERFORM REGISTER-PART
                   MOVE 1 TO IS-OVER
               WHEN CL-TYPED(1:1) = "<"
                   MOVE CL-TYPED(2:3) TO NUMBER-TYPED
                   PERFORM FIELD-PART
               WHEN OTHER
                   MOVE CL-TYPED TO NUMBER-TYPED
                   PERFORM FIELD-PART
           END-EVALUATE.
       FIELD-PART.
      *> The number of a field to go back to.
           IF NUMBER-TYPED NOT = SPACES AND CL-TYPED(4:) = SPACES
               AND FUNCTION TRIM(NUMBER-TYPED) IS NUMERIC
               MOVE FUNCTION NUMVAL(NUMBER-TYPED) TO CL-FIELD
           END-IF
           IF CL-FIELD > TK-FIELD-TERMS
               MOVE 0 TO CL-FIELD
           END-IF
           IF CL-FIELD > 0
               PERFORM BACK-PART
           END-IF.
       BACK-PART.
           PERFORM NOW-PART
           CALL "toroku_input_back" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY REFERENCE CL-ANSWER
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM SAVE-PART
           SET WENT-ON TO TRUE
           MOVE 1 TO IS-OVER.
       REGISTER-PART.
      *> The mail is in the language of the screen.
           CALL "toroku_confirmation_digest" USING
               BY VALUE SIZE AUTO CL-REGISTRATION
               BY REFERENCE DIGEST BY VALUE DIGEST-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM NOW-PART
           CALL "toroku_input_register" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY REFERENCE DIGEST
               BY VALUE DIGEST-SIZE BY REFERENCE CL-LANG
               BY VALUE CL-LANG-LENGTH BY REFERENCE CL-ANSWER
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM SAVE-PART.
       SAVE-PART.
           CALL "toroku_store_save" USING
               BY VALUE SIZE AUTO CL-STORE BY VALUE CL-REGISTRATION
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART.

      *> ---- The screen --------------------------------------------
       SHOW-PART.
           MOVE "state.confirmation" TO CL-KEY
           CALL "CLKPAGE" USING CLERK END-CALL
           IF FAILED NOT = TK-OK
               PERFORM FAILED-PART
           END-IF
           CALL "toroku_confirmation_count" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY REFERENCE FIELDS
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM VALUE-PART VARYING AT-INDEX FROM 0 BY 1
               UNTIL AT-INDEX >= FIELDS
           PERFORM TERMS-PART
           MOVE "mail.language" TO CL-KEY
           PERFORM LABEL-WORD-PART
           MOVE "language.name" TO CL-KEY
           CALL "CLKWORD" USING CLERK END-CALL
           CALL "CLKROW" USING CLERK END-CALL
           PERFORM FINDINGS-PART
           CALL "CLKLEAVE" USING CLERK END-CALL
           MOVE "1 ... 10" TO CL-MARK
           MOVE "key.field" TO CL-KEY
           CALL "CLKKEY" USING CLERK END-CALL
           MOVE "r" TO CL-MARK
           MOVE "key.register" TO CL-KEY
           CALL "CLKKEY" USING CLERK END-CALL.
       FAILED-PART.
      *> Nothing was stored, and why.
           MOVE "! " TO CL-MARK
           MOVE 2 TO CL-MARK-LENGTH
           MOVE "flow.storage_failed" TO CL-KEY
           CALL "CLKSAID" USING CLERK END-CALL
           CALL "toroku_store_text" USING
               BY VALUE SIZE AUTO CL-ENCODING BY REFERENCE CL-LANG
               BY VALUE CL-LANG-LENGTH BY VALUE FAILED
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART
           MOVE SPACES TO CL-MARK
           CALL "CLKTEXT" USING CLERK END-CALL
           CALL "CLKGAP" USING CLERK END-CALL.
       LABEL-WORD-PART.
           CALL "CLKWORD" USING CLERK END-CALL
           MOVE CL-TEXT TO CL-LABEL.
       VALUE-PART.
           CALL "toroku_confirmation_field" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE AT-INDEX
               BY REFERENCE CL-FIELD RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_language_label" USING
               BY VALUE SIZE AUTO CL-ENCODING BY REFERENCE CL-LANG
               BY VALUE CL-LANG-LENGTH BY VALUE CL-FIELD
               BY REFERENCE CL-LABEL BY VALUE CL-LABEL-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART
           CALL "toroku_confirmation_text" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-FIELD
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART
           CALL "CLKROW" USING CLERK END-CALL.
       TERMS-PART.
      *> The agreement, by the version of the terms.
           MOVE "label.terms" TO CL-KEY
           PERFORM LABEL-WORD-PART
           CALL "toroku_confirmation_terms" USING
               BY VALUE SIZE AUTO CL-REGISTRATION
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART
           CALL "CLKROW" USING CLERK END-CALL.
       FINDINGS-PART.
           CALL "CLKGAP" USING CLERK END-CALL
           CALL "toroku_confirmation_findings" USING
               BY VALUE SIZE AUTO CL-REGISTRATION
               BY REFERENCE CL-FINDINGS RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           MOVE 1 TO CL-HAS-LABELS
           CALL "CLKFINDS" USING CLERK END-CALL.
       COPY "CLKCHECK.cpy".
