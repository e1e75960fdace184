      *> What the engine says, on the screen. CLKFINDS shows the
      *> findings CL-FINDINGS, frees them, and counts their suggestions,
      *> which are numbered from 1. CLKOPEN goes from CL-FIELD on to the
      *> first field that has a problem: past the last where there is
      *> none.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. CLKFINDS.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       01  KIND                        BINARY-LONG UNSIGNED.
       01  CODE-NO                     BINARY-LONG UNSIGNED.
       01  OF-FIELD                    BINARY-LONG UNSIGNED.
       01  CONVERTED-FIELD             BINARY-LONG UNSIGNED.
       01  FOUND                       BINARY-DOUBLE UNSIGNED.
       01  AT-INDEX                    BINARY-DOUBLE UNSIGNED.
       01  SUGGESTED                   BINARY-DOUBLE UNSIGNED.
       01  AT-SUGGESTION               BINARY-DOUBLE UNSIGNED.
       01  NUMBER-TEXT                 PIC Z9.
       01  WORDING                     PIC X(8192).
       LINKAGE SECTION.
       COPY "CLERK.cpy".
       PROCEDURE DIVISION USING CLERK.
       FINDINGS-PART.
           MOVE 0 TO CL-SUGGESTIONS CONVERTED-FIELD
           CALL "toroku_findings_count" USING
               BY VALUE SIZE AUTO CL-FINDINGS BY REFERENCE FOUND
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM ONE-FINDING-PART VARYING AT-INDEX FROM 0 BY 1
               UNTIL AT-INDEX >= FOUND
           PERFORM FREE-PART
           EXIT PROGRAM.

       ENTRY "CLKOPEN" USING CLERK.
           PERFORM NOW-PART
           MOVE 0 TO KIND
           PERFORM UNTIL CL-FIELD > TK-FIELD-TERMS
               OR KIND = TK-KIND-PROBLEM
               PERFORM REPORT-PART
               PERFORM FREE-PART
               IF KIND NOT = TK-KIND-PROBLEM
                   ADD 1 TO CL-FIELD
               END-IF
           END-PERFORM
           EXIT PROGRAM.

       REPORT-PART.
      *> What is said first: a problem is alone.
           CALL "toroku_registration_report" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY VALUE CL-FIELD
               BY REFERENCE CL-FINDINGS RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           MOVE 0 TO AT-INDEX KIND
           CALL "toroku_findings_at" USING
               BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
               BY REFERENCE KIND BY REFERENCE CODE-NO
               BY REFERENCE OF-FIELD RETURNING CL-STAT END-CALL
           IF CL-STAT = TK-OUT-OF-RANGE
               MOVE TK-OK TO CL-STAT
           END-IF
           PERFORM CHECK-PART.
       FREE-PART.
           CALL "toroku_findings_free" USING
               BY VALUE SIZE AUTO CL-FINDINGS RETURNING CL-STAT
               END-CALL
           PERFORM CHECK-PART.
       ONE-FINDING-PART.
           CALL "toroku_findings_at" USING
               BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
               BY REFERENCE KIND BY REFERENCE CODE-NO
               BY REFERENCE OF-FIELD RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           EVALUATE KIND
               WHEN TK-KIND-PROBLEM MOVE "! " TO CL-MARK
               WHEN TK-KIND-NOTICE MOVE "i " TO CL-MARK
               WHEN OTHER MOVE "~ " TO CL-MARK
           END-EVALUATE
           MOVE 2 TO CL-MARK-LENGTH
           CALL "toroku_findings_wording" USING
               BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
               BY REFERENCE CL-LANG BY VALUE CL-LANG-LENGTH
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART
           IF CL-HAS-LABELS = 1
               PERFORM LABEL-PART
           END-IF
           CALL "CLKTEXT" USING CLERK END-CALL
      *>   Once for all conversions of a field.
           IF KIND = TK-KIND-CONVERSION
               AND OF-FIELD NOT = CONVERTED-FIELD
               MOVE OF-FIELD TO CONVERTED-FIELD
               PERFORM CONVERTED-PART
           END-IF
           CALL "toroku_findings_suggestions" USING
               BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
               BY REFERENCE SUGGESTED RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           PERFORM SUGGESTION-PART VARYING AT-SUGGESTION FROM 0 BY 1
               UNTIL AT-SUGGESTION >= SUGGESTED.
       LABEL-PART.
      *> The field's label before the wording.
           MOVE CL-TEXT TO WORDING
           CALL "toroku_language_label" USING
               BY VALUE SIZE AUTO CL-ENCODING BY REFERENCE CL-LANG
               BY VALUE CL-LANG-LENGTH BY VALUE OF-FIELD
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART
           MOVE ":" TO CL-TEXT(CL-LENGTH + 1:1)
           MOVE WORDING TO CL-TEXT(CL-LENGTH + 3:)
           MOVE SPACES TO WORDING.
       CONVERTED-PART.
           MOVE 4 TO CL-MARK-LENGTH
           MOVE "  - " TO CL-MARK
           CALL "toroku_findings_text" USING
               BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
               BY VALUE TK-TEXT-BEFORE
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART
           CALL "CLKTEXT" USING CLERK END-CALL
           MOVE "  + " TO CL-MARK
           CALL "toroku_findings_text" USING
               BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
               BY VALUE TK-TEXT-AFTER
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART
           CALL "CLKTEXT" USING CLERK END-CALL.
       SUGGESTION-PART.
           ADD 1 TO CL-SUGGESTIONS
           MOVE CL-SUGGESTIONS TO NUMBER-TEXT
           MOVE SPACES TO CL-MARK
           STRING "  =" FUNCTION TRIM(NUMBER-TEXT) DELIMITED BY SIZE
               INTO CL-MARK
           COMPUTE CL-MARK-LENGTH =
               5 + FUNCTION LENGTH(FUNCTION TRIM(NUMBER-TEXT))
           CALL "toroku_findings_suggestion" USING
               BY VALUE SIZE AUTO CL-FINDINGS BY VALUE AT-INDEX
               BY VALUE AT-SUGGESTION
               BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM SHOWN-PART
           CALL "CLKTEXT" USING CLERK END-CALL.
       COPY "CLKCHECK.cpy".
