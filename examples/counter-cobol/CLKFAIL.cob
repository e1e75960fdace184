      *> Ends the clerk's program with what a status means.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. CLKFAIL.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01  SAID                        PIC X(600).
       01  SAID-SIZE                  BINARY-DOUBLE UNSIGNED VALUE 600.
       01  LANG-LENGTH                 BINARY-DOUBLE UNSIGNED VALUE 2.
       01  USED                        BINARY-DOUBLE UNSIGNED.
       01  STAT                        BINARY-LONG UNSIGNED.
       LINKAGE SECTION.
       COPY "CLERK.cpy".
       PROCEDURE DIVISION USING CLERK.
           MOVE SPACES TO SAID
           CALL "toroku_store_text" USING
               BY VALUE SIZE AUTO CL-ENCODING BY REFERENCE "en"
               BY VALUE LANG-LENGTH BY VALUE CL-STAT
               BY REFERENCE SAID BY VALUE SAID-SIZE
               BY REFERENCE USED RETURNING STAT END-CALL
           IF CL-WHAT = SPACES
               DISPLAY "SCREEN: " FUNCTION TRIM(SAID) UPON SYSERR
           ELSE
               DISPLAY "SCREEN: " FUNCTION TRIM(CL-WHAT) ": "
                   FUNCTION TRIM(SAID) UPON SYSERR
           END-IF
           CALL "toroku_store_close" USING
               BY VALUE SIZE AUTO CL-STORE RETURNING STAT END-CALL
           STOP RUN RETURNING 2.
