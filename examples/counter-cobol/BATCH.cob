      *> Registers a file of applicants. All texts are in CP932.
      *>   BATCH FILE FORM GROUP
      *> FILE has records of TOROKU-RECORD. FORM is FIXED (one behind
      *> the other), LINES (ended by CR LF or LF), VARYING (GnuCOBOL's)
      *> or RDW (IBM's); where it is left out, FIXED or LINES as the
      *> file shows. GROUP records (1 to 9999, 5000 if left out) are
      *> committed together; a clerk waits as long as a group takes.
      *>   counter.store     the store: see toroku-store create
      *>   sequence.key      its key
      *>   userchars.txt     what user-defined characters are; it may be
      *>                     left out where the records have none
      *>   FILE.results      records of TOROKU-RESULT, 800 bytes each
      *>   FILE.rejects      the records that were not registered, to be
      *>                     corrected and given to BATCH again; without
      *>                     those of a wrong length, which are the
      *>                     sender's to send again
      *>   FILE.list         the printed list
      *> The mails wait in the store, and the journal of runs is there:
      *>   toroku-store runs counter.store sequence.key
      *> The return code is 0 where all were registered; 4 where some
      *> were not; 8 where the file is broken: a record too short, too
      *> long or of a later version; 12 where the run could not be
      *> brought to its end. After 12 run it again: whoever was
      *> registered keeps the user ID, and nobody gets a second one.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. BATCH.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       COPY "TKSTORE.cpy".
       01  POLICY                  USAGE POINTER.
       01  STORE                   USAGE POINTER.
       01  READER                  USAGE POINTER.
       01  RESULTS                 USAGE POINTER.
       01  REJECTS                 USAGE POINTER.
       01  PRINTED                 USAGE POINTER.
       01  STAT                    BINARY-LONG UNSIGNED.
       01  OTHER-STAT              BINARY-LONG UNSIGNED.
       01  RECORD-STATUS           BINARY-LONG UNSIGNED.
       01  IS-NEW                  BINARY-LONG UNSIGNED.
       01  FIELD-NO                BINARY-LONG UNSIGNED.
       01  ENCODING                BINARY-LONG UNSIGNED.
       01  INDENT                  BINARY-LONG UNSIGNED.
       01  MOMENT                  BINARY-DOUBLE.
       01  RUN-NO                  BINARY-DOUBLE UNSIGNED VALUE 0.
       01  FINAL-CODE              BINARY-LONG UNSIGNED.
       01  IN-NAME                 PIC X(200).
      *> What is opened: a message names it.
       01  WHAT-NAME               PIC X(220) VALUE SPACES.
       01  OUT-NAME                PIC X(220).
       01  SUFFIX                  PIC X(8).
       01  NAME-SIZE               BINARY-DOUBLE UNSIGNED VALUE 200.
       01  OUT-SIZE                BINARY-DOUBLE UNSIGNED VALUE 220.
       01  STORE-NAME              PIC X(13) VALUE "counter.store".
       01  STORE-SIZE              BINARY-DOUBLE UNSIGNED VALUE 13.
       01  KEY-NAME                PIC X(12) VALUE "sequence.key".
       01  KEY-SIZE                BINARY-DOUBLE UNSIGNED VALUE 12.
       01  CHARS-NAME              PIC X(13) VALUE "userchars.txt".
       01  CHARS-SIZE              BINARY-DOUBLE UNSIGNED VALUE 13.
       01  CHARS-LINE              BINARY-DOUBLE UNSIGNED VALUE 0.
      *> One byte more than a record: a longer one is seen.
       01  ONE-RECORD              PIC X(601).
       01  ROOM                    BINARY-DOUBLE UNSIGNED VALUE 601.
       01  RECORD-LENGTH           BINARY-DOUBLE UNSIGNED.
       01  RECORD-SIZE             BINARY-DOUBLE UNSIGNED VALUE 600.
       01  RESULT-SIZE             BINARY-DOUBLE UNSIGNED VALUE 800.
       01  TERMS-VERSION           PIC X(7) VALUE "2023-03".
       01  TERMS-LENGTH            BINARY-DOUBLE UNSIGNED VALUE 7.
       01  PASSWORD-URL            PIC X(37) VALUE
           "https://registration.example/password".
       01  URL-LENGTH              BINARY-DOUBLE UNSIGNED VALUE 37.
       01  LANG                    PIC X(2) VALUE "ja".
       01  LANG-LENGTH             BINARY-DOUBLE UNSIGNED VALUE 2.
       01  WORD-TEXT               PIC X(600).
       01  WORD-SIZE               BINARY-DOUBLE UNSIGNED VALUE 600.
       01  LABEL-TEXT              PIC X(64).
       01  LABEL-SIZE              BINARY-DOUBLE UNSIGNED VALUE 64.
       01  SHOWN-LENGTH            BINARY-DOUBLE UNSIGNED.
       01  NO-LENGTH               BINARY-DOUBLE UNSIGNED VALUE 0.
       01  TEXT-KEY                PIC X(24).
       01  TEXT-KEY-LENGTH         BINARY-DOUBLE UNSIGNED.
       01  LIST-LINE               PIC X(700).
       01  LINE-SIZE               BINARY-DOUBLE UNSIGNED VALUE 700.
      *> Committed together: the more, the less waiting for the disk.
       01  FORM-TEXT               PIC X(20) VALUE SPACES.
       01  FORM-NO                 BINARY-LONG UNSIGNED.
       01  GROUP-TEXT              PIC X(20) VALUE "5000".
       01  GROUP-SIZE              BINARY-LONG.
       01  IN-GROUP                BINARY-LONG VALUE 0.
       01  COUNTS.
           05  READ-COUNT          BINARY-DOUBLE VALUE 0.
           05  NEW-COUNT           BINARY-DOUBLE VALUE 0.
           05  AGAIN-COUNT         BINARY-DOUBLE VALUE 0.
           05  BAD-COUNT           BINARY-DOUBLE VALUE 0.
           05  STATUS-COUNT        BINARY-DOUBLE OCCURS 7.
      *> Why records were not registered, in the order of their coming;
      *> beyond a hundred reasons all others count with the last.
           05  REASON-TOTAL        BINARY-LONG.
           05  REASON OCCURS 100.
               10  REASON-CODE     BINARY-LONG UNSIGNED.
               10  REASON-FIELD    BINARY-LONG UNSIGNED.
               10  REASON-COUNT    BINARY-DOUBLE.
       01  COUNT-SHOWN             PIC Z(11)9.
       01  EACH-SHOWN              PIC Z(11)9 OCCURS 4.
       01  STATUS-SHOWN            PIC 99.
       01  CODE-SHOWN              PIC 9999.
       01  REASON-NO               BINARY-LONG.
       01  AT-STATUS               BINARY-LONG.
       01  AT-END                  PIC 9 VALUE 0.
       01  CODE-NOW                PIC 99 VALUE 0.
       PROCEDURE DIVISION.
       MAIN-PART.
           COMPUTE ENCODING = TK-ENCODING-CP932 + TK-PADDED
           MOVE LOW-VALUES TO COUNTS
           ACCEPT IN-NAME FROM ARGUMENT-VALUE
           IF IN-NAME = "--help"
               PERFORM HELP-PART
               STOP RUN
           END-IF
           ACCEPT FORM-TEXT FROM ARGUMENT-VALUE
               ON EXCEPTION MOVE SPACES TO FORM-TEXT
           END-ACCEPT
           ACCEPT GROUP-TEXT FROM ARGUMENT-VALUE
               ON EXCEPTION MOVE "5000" TO GROUP-TEXT
           END-ACCEPT
           EVALUATE FORM-TEXT
               WHEN SPACES MOVE TK-READER-AUTO TO FORM-NO
               WHEN "FIXED" MOVE TK-READER-FIXED TO FORM-NO
               WHEN "LINES" MOVE TK-READER-LINES TO FORM-NO
               WHEN "VARYING" MOVE TK-READER-VARYING TO FORM-NO
               WHEN "RDW" MOVE TK-READER-RDW TO FORM-NO
               WHEN OTHER PERFORM USAGE-PART
           END-EVALUATE
           IF IN-NAME = SPACES
               OR FUNCTION TRIM(GROUP-TEXT TRAILING) NOT NUMERIC
               PERFORM USAGE-PART
           END-IF
           COMPUTE GROUP-SIZE = FUNCTION NUMVAL(GROUP-TEXT)
               ON SIZE ERROR MOVE 0 TO GROUP-SIZE
           END-COMPUTE
           IF GROUP-SIZE < 1 OR GROUP-SIZE > 9999
               PERFORM USAGE-PART
           END-IF
           PERFORM BEGIN-PART
           PERFORM OPEN-PART
           PERFORM READ-PART
           PERFORM UNTIL AT-END = 1
               PERFORM RECORD-PART
               PERFORM READ-PART
           END-PERFORM
           PERFORM GROUP-END-PART
           PERFORM TOTALS-PART
           PERFORM PUBLISH-PART
           MOVE CODE-NOW TO FINAL-CODE
           PERFORM RUN-END-PART
           PERFORM CLOSE-PART
           MOVE CODE-NOW TO RETURN-CODE
           STOP RUN.
       HELP-PART.
           DISPLAY "usage: BATCH FILE [FORM [GROUP]]"
           DISPLAY "FILE   records of 600 bytes (TOROKU-RECORD), CP932"
           DISPLAY "FORM   FIXED, LINES, VARYING or RDW; as the file"
               " shows if left out"
           DISPLAY "GROUP  records committed together, 1 to 9999; 5000"
               " if left out"
           DISPLAY "Needs counter.store and sequence.key here; writes"
               " FILE.results, FILE.rejects and FILE.list."
           DISPLAY "Return code 0: all are registered; 4: some are not,"
               " see FILE.list; 8: the file is broken;"
           DISPLAY "12: the run did not come to its end: see the"
               " message, then run it again.".
       USAGE-PART.
           DISPLAY "usage: BATCH FILE [FIXED|LINES|VARYING|RDW"
               " [GROUP]]; GROUP is 1 to 9999 (BATCH --help)"
               UPON SYSERR
           STOP RUN RETURNING 12.
       CHECK-PART.
      *> Nothing of this run gets its name, and what was not committed
      *> is undone when the store is closed.
           IF STAT NOT = TK-OK
               MOVE "en" TO LANG
               CALL "toroku_store_text" USING
                   BY VALUE SIZE AUTO ENCODING BY REFERENCE LANG
                   BY VALUE LANG-LENGTH BY VALUE STAT
                   BY REFERENCE WORD-TEXT BY VALUE WORD-SIZE
                   BY REFERENCE SHOWN-LENGTH RETURNING OTHER-STAT
                   END-CALL
               IF WHAT-NAME = SPACES
                   MOVE READ-COUNT TO COUNT-SHOWN
                   STRING FUNCTION TRIM(IN-NAME) ", record "
                       FUNCTION TRIM(COUNT-SHOWN)
                       DELIMITED BY SIZE INTO WHAT-NAME
               END-IF
               DISPLAY "BATCH: " FUNCTION TRIM(WHAT-NAME) ": "
                   FUNCTION TRIM(WORD-TEXT) UPON SYSERR
               PERFORM DROP-PART
               CALL "toroku_store_undo" USING
                   BY VALUE SIZE AUTO STORE RETURNING OTHER-STAT
                   END-CALL
               MOVE 12 TO FINAL-CODE
               PERFORM RUN-END-PART
               PERFORM CLOSE-PART
               STOP RUN RETURNING 12
           END-IF.
       RUN-END-PART.
      *> Where even this cannot be stored, the journal says that the run
      *> has not ended.
           IF RUN-NO NOT = 0
               CALL "toroku_system_now" USING
                   BY REFERENCE MOMENT RETURNING OTHER-STAT END-CALL
               CALL "toroku_store_run_end" USING
                   BY VALUE SIZE AUTO STORE BY VALUE RUN-NO
                   BY VALUE MOMENT BY VALUE FINAL-CODE
                   RETURNING OTHER-STAT END-CALL
           END-IF.
       BEGIN-PART.
           SET POLICY STORE READER RESULTS REJECTS PRINTED TO NULL
           CALL "toroku_policy_new" USING
               BY VALUE SIZE AUTO ENCODING BY REFERENCE TERMS-VERSION
               BY VALUE TERMS-LENGTH BY REFERENCE PASSWORD-URL
               BY VALUE URL-LENGTH BY REFERENCE POLICY RETURNING STAT
               END-CALL
           PERFORM CHECK-PART
           CALL "toroku_system_now" USING
               BY REFERENCE MOMENT RETURNING STAT END-CALL
           PERFORM CHECK-PART
           PERFORM USER-CHARS-PART
           MOVE STORE-NAME TO WHAT-NAME
           CALL "toroku_store_open" USING
               BY REFERENCE STORE-NAME BY VALUE SIZE AUTO STORE-SIZE
               BY REFERENCE KEY-NAME BY VALUE KEY-SIZE
               BY VALUE ENCODING BY VALUE POLICY BY REFERENCE STORE
               RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       USER-CHARS-PART.
           MOVE CHARS-NAME TO WHAT-NAME
           CALL "toroku_store_user_chars" USING
               BY VALUE SIZE AUTO POLICY BY REFERENCE CHARS-NAME
               BY VALUE CHARS-SIZE BY REFERENCE CHARS-LINE
               RETURNING STAT END-CALL
           EVALUATE STAT
               WHEN TK-STORE-NO-FILE
                   MOVE TK-OK TO STAT
               WHEN TK-MALFORMED
                   MOVE CHARS-LINE TO COUNT-SHOWN
                   DISPLAY "BATCH: " CHARS-NAME ", line "
                       FUNCTION TRIM(COUNT-SHOWN) ": not as the table"
                       " of user-defined characters has to be"
                       UPON SYSERR
                   STOP RUN RETURNING 12
           END-EVALUATE
           PERFORM CHECK-PART.
       OPEN-PART.
           MOVE IN-NAME TO WHAT-NAME
           CALL "toroku_reader_open" USING
               BY REFERENCE IN-NAME BY VALUE SIZE AUTO NAME-SIZE
               BY VALUE FORM-NO BY REFERENCE READER
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_store_run_begin" USING
               BY VALUE SIZE AUTO STORE BY REFERENCE IN-NAME
               BY VALUE NAME-SIZE BY VALUE MOMENT BY REFERENCE RUN-NO
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
      *> The results get their name last: where they are, the run is
      *> over, and they are not written over. Rejects that are there are
      *> the same ones, left by a run that was broken off, or another
      *> file's, which are not written over either.
           MOVE ".results" TO SUFFIX
           PERFORM OUT-NAME-PART
           CALL "toroku_output_open" USING
               BY REFERENCE OUT-NAME BY VALUE SIZE AUTO OUT-SIZE
               BY VALUE TK-OUTPUT-NEW BY REFERENCE RESULTS
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           MOVE ".rejects" TO SUFFIX
           PERFORM OUT-NAME-PART
           CALL "toroku_output_open" USING
               BY REFERENCE OUT-NAME BY VALUE SIZE AUTO OUT-SIZE
               BY VALUE TK-OUTPUT-SAME BY REFERENCE REJECTS
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           MOVE ".list" TO SUFFIX
           PERFORM OUT-NAME-PART
           MOVE SPACES TO LIST-LINE
           STRING "RECORDS NOT REGISTERED  " IN-NAME
               DELIMITED BY SIZE INTO LIST-LINE
           MOVE "      RECORD  HOST KEY                          NAME"
               TO WORD-TEXT
           CALL "toroku_list_open" USING
               BY REFERENCE OUT-NAME BY VALUE SIZE AUTO OUT-SIZE
               BY VALUE ENCODING BY VALUE MOMENT
               BY REFERENCE LIST-LINE BY VALUE LINE-SIZE
               BY REFERENCE WORD-TEXT BY VALUE WORD-SIZE
               BY REFERENCE PRINTED RETURNING STAT END-CALL
           PERFORM CHECK-PART
           MOVE SPACES TO WHAT-NAME.
       OUT-NAME-PART.
           MOVE SPACES TO OUT-NAME
           STRING FUNCTION TRIM(IN-NAME TRAILING) SUFFIX
               DELIMITED BY SIZE INTO OUT-NAME
           MOVE OUT-NAME TO WHAT-NAME.
       READ-PART.
           CALL "toroku_reader_read" USING
               BY VALUE SIZE AUTO READER BY REFERENCE ONE-RECORD
               BY VALUE ROOM BY REFERENCE RECORD-LENGTH
               RETURNING STAT END-CALL
           IF STAT = TK-ABSENT
               MOVE 1 TO AT-END
           ELSE
               ADD 1 TO READ-COUNT
               PERFORM CHECK-PART
               MOVE ONE-RECORD TO TOROKU-RECORD
           END-IF.
       RECORD-PART.
           IF IN-GROUP = 0
               CALL "toroku_store_begin" USING
                   BY VALUE SIZE AUTO STORE RETURNING STAT END-CALL
               PERFORM CHECK-PART
           END-IF
           ADD 1 TO IN-GROUP
           CALL "toroku_store_record" USING
               BY VALUE SIZE AUTO STORE BY REFERENCE ONE-RECORD
               BY VALUE RECORD-LENGTH BY VALUE MOMENT
               BY REFERENCE LANG BY VALUE LANG-LENGTH
               BY REFERENCE TOROKU-RESULT BY VALUE RESULT-SIZE
               BY REFERENCE RECORD-STATUS BY REFERENCE IS-NEW
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_output_write" USING
               BY VALUE SIZE AUTO RESULTS BY REFERENCE TOROKU-RESULT
               BY VALUE RESULT-SIZE RETURNING STAT END-CALL
           PERFORM CHECK-PART
           EVALUATE TRUE
               WHEN RECORD-STATUS NOT = TK-RESULT-GOOD
                   PERFORM REJECT-PART
               WHEN IS-NEW = 1
                   ADD 1 TO NEW-COUNT
               WHEN OTHER
                   ADD 1 TO AGAIN-COUNT
           END-EVALUATE
           IF IN-GROUP >= GROUP-SIZE
               PERFORM GROUP-END-PART
           END-IF.
       GROUP-END-PART.
           IF IN-GROUP > 0
               CALL "toroku_store_run_at" USING
                   BY VALUE SIZE AUTO STORE BY VALUE RUN-NO
                   BY VALUE READ-COUNT BY VALUE NEW-COUNT
                   BY VALUE AGAIN-COUNT BY VALUE BAD-COUNT
                   RETURNING STAT END-CALL
               PERFORM CHECK-PART
               CALL "toroku_store_commit" USING
                   BY VALUE SIZE AUTO STORE RETURNING STAT END-CALL
               PERFORM CHECK-PART
               MOVE 0 TO IN-GROUP
           END-IF.
       REJECT-PART.
           ADD 1 TO BAD-COUNT
           COMPUTE AT-STATUS = RECORD-STATUS + 1
           ADD 1 TO STATUS-COUNT(AT-STATUS)
           IF CODE-NOW < 4
               MOVE 4 TO CODE-NOW
           END-IF
      *> A record that is cut off would be whole with the spaces behind
      *> it, and one that is too long without what is too much.
           IF RECORD-LENGTH = RECORD-SIZE
               CALL "toroku_output_write" USING
                   BY VALUE SIZE AUTO REJECTS BY REFERENCE ONE-RECORD
                   BY VALUE RECORD-SIZE RETURNING STAT END-CALL
               PERFORM CHECK-PART
           END-IF
           MOVE READ-COUNT TO COUNT-SHOWN
           MOVE SPACES TO LIST-LINE
           STRING COUNT-SHOWN "  " TR-HOST-KEY "  " TR-USER-NAME
               DELIMITED BY SIZE INTO LIST-LINE
           MOVE 0 TO INDENT
           PERFORM LIST-PART
           MOVE 14 TO INDENT
           IF RECORD-STATUS = TK-RESULT-PROBLEMS
               PERFORM FIELD-PART VARYING FIELD-NO FROM 1 BY 1
                   UNTIL FIELD-NO > 10
           ELSE
               IF RECORD-STATUS = TK-RESULT-SHORT
                   OR RECORD-STATUS = TK-RESULT-LONG
                   OR RECORD-STATUS = TK-RESULT-NEWER
                   MOVE 8 TO CODE-NOW
               END-IF
               PERFORM WORDS-PART
               MOVE SPACES TO LIST-LINE
               STRING TS-STATUS "    " WORD-TEXT
                   DELIMITED BY SIZE INTO LIST-LINE
               PERFORM LIST-PART
           END-IF.
       LIST-PART.
           CALL "toroku_list_line" USING
               BY VALUE SIZE AUTO PRINTED BY VALUE INDENT
               BY REFERENCE LIST-LINE BY VALUE LINE-SIZE
               RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       WORDS-PART.
      *> What a status says, of RECORD-STATUS.
           EVALUATE RECORD-STATUS
               WHEN TK-RESULT-SHORT
                   MOVE "result.short" TO TEXT-KEY
                   MOVE 12 TO TEXT-KEY-LENGTH
               WHEN TK-RESULT-LONG
                   MOVE "result.long" TO TEXT-KEY
                   MOVE 11 TO TEXT-KEY-LENGTH
               WHEN TK-RESULT-EMPTY
                   MOVE "result.empty" TO TEXT-KEY
                   MOVE 12 TO TEXT-KEY-LENGTH
               WHEN TK-RESULT-KEY-TAKEN
                   MOVE "result.key_taken" TO TEXT-KEY
                   MOVE 16 TO TEXT-KEY-LENGTH
               WHEN TK-RESULT-NEWER
                   MOVE "result.newer" TO TEXT-KEY
                   MOVE 12 TO TEXT-KEY-LENGTH
           END-EVALUATE
           CALL "toroku_language_text" USING
               BY VALUE SIZE AUTO ENCODING BY REFERENCE LANG
               BY VALUE LANG-LENGTH BY REFERENCE TEXT-KEY
               BY VALUE TEXT-KEY-LENGTH BY REFERENCE WORD-TEXT
               BY VALUE WORD-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       LABEL-PART.
           CALL "toroku_language_label" USING
               BY VALUE SIZE AUTO ENCODING BY REFERENCE LANG
               BY VALUE LANG-LENGTH BY VALUE FIELD-NO
               BY REFERENCE LABEL-TEXT BY VALUE LABEL-SIZE
               BY REFERENCE SHOWN-LENGTH RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       FIELD-PART.
           IF TS-PROBLEMS(FIELD-NO) NOT = 0
               PERFORM REASON-PART
               PERFORM LABEL-PART
               CALL "toroku_record_message" USING
                   BY VALUE SIZE AUTO POLICY BY REFERENCE ONE-RECORD
                   BY VALUE RECORD-SIZE BY VALUE MOMENT
                   BY VALUE FIELD-NO BY REFERENCE LANG
                   BY VALUE LANG-LENGTH BY REFERENCE WORD-TEXT
                   BY VALUE WORD-SIZE BY REFERENCE SHOWN-LENGTH
                   RETURNING STAT END-CALL
               PERFORM CHECK-PART
               MOVE SPACES TO LIST-LINE
               STRING TS-PROBLEMS(FIELD-NO) "  "
                   FUNCTION TRIM(LABEL-TEXT TRAILING) "  " WORD-TEXT
                   DELIMITED BY SIZE INTO LIST-LINE
               PERFORM LIST-PART
           END-IF.
       REASON-PART.
           PERFORM VARYING REASON-NO FROM 1 BY 1
               UNTIL REASON-NO > REASON-TOTAL
               OR (REASON-CODE(REASON-NO) = TS-PROBLEMS(FIELD-NO)
                   AND REASON-FIELD(REASON-NO) = FIELD-NO)
               CONTINUE
           END-PERFORM
           IF REASON-NO > 100
               MOVE 100 TO REASON-NO
           END-IF
           IF REASON-NO > REASON-TOTAL
               MOVE REASON-NO TO REASON-TOTAL
               MOVE TS-PROBLEMS(FIELD-NO) TO REASON-CODE(REASON-NO)
               MOVE FIELD-NO TO REASON-FIELD(REASON-NO)
           END-IF
           ADD 1 TO REASON-COUNT(REASON-NO).
       TOTALS-PART.
           MOVE 0 TO INDENT
           MOVE SPACES TO LIST-LINE
           PERFORM LIST-PART
           MOVE READ-COUNT TO COUNT-SHOWN
           STRING COUNT-SHOWN "  READ"
               DELIMITED BY SIZE INTO LIST-LINE
           PERFORM LIST-PART
           MOVE NEW-COUNT TO COUNT-SHOWN
           STRING COUNT-SHOWN "  REGISTERED NOW"
               DELIMITED BY SIZE INTO LIST-LINE
           PERFORM LIST-PART
           MOVE SPACES TO LIST-LINE
           MOVE AGAIN-COUNT TO COUNT-SHOWN
           STRING COUNT-SHOWN "  REGISTERED BEFORE"
               DELIMITED BY SIZE INTO LIST-LINE
           PERFORM LIST-PART
           MOVE SPACES TO LIST-LINE
           MOVE BAD-COUNT TO COUNT-SHOWN
           STRING COUNT-SHOWN "  NOT REGISTERED, BY REASON:"
               DELIMITED BY SIZE INTO LIST-LINE
           PERFORM LIST-PART
           MOVE 4 TO INDENT
           PERFORM STATUS-TOTAL-PART VARYING AT-STATUS FROM 3 BY 1
               UNTIL AT-STATUS > 7
           PERFORM REASON-TOTAL-PART VARYING REASON-NO FROM 1 BY 1
               UNTIL REASON-NO > REASON-TOTAL
           MOVE READ-COUNT TO EACH-SHOWN(1)
           MOVE NEW-COUNT TO EACH-SHOWN(2)
           MOVE AGAIN-COUNT TO EACH-SHOWN(3)
           MOVE BAD-COUNT TO EACH-SHOWN(4)
           DISPLAY FUNCTION TRIM(EACH-SHOWN(1)) " read, "
               FUNCTION TRIM(EACH-SHOWN(2)) " registered, "
               FUNCTION TRIM(EACH-SHOWN(3)) " registered before, "
               FUNCTION TRIM(EACH-SHOWN(4)) " rejected".
       STATUS-TOTAL-PART.
           IF STATUS-COUNT(AT-STATUS) > 0
               MOVE STATUS-COUNT(AT-STATUS) TO COUNT-SHOWN
               COMPUTE RECORD-STATUS = AT-STATUS - 1
               MOVE RECORD-STATUS TO STATUS-SHOWN
               PERFORM WORDS-PART
               MOVE SPACES TO LIST-LINE
               STRING COUNT-SHOWN "  " STATUS-SHOWN "    " WORD-TEXT
                   DELIMITED BY SIZE INTO LIST-LINE
               PERFORM LIST-PART
           END-IF.
       REASON-TOTAL-PART.
           MOVE REASON-FIELD(REASON-NO) TO FIELD-NO
           PERFORM LABEL-PART
           MOVE REASON-COUNT(REASON-NO) TO COUNT-SHOWN
           MOVE REASON-CODE(REASON-NO) TO CODE-SHOWN
           MOVE SPACES TO LIST-LINE
           STRING COUNT-SHOWN "  " CODE-SHOWN "  " LABEL-TEXT
               DELIMITED BY SIZE INTO LIST-LINE
           PERFORM LIST-PART.
       PUBLISH-PART.
           MOVE ".rejects" TO SUFFIX
           PERFORM OUT-NAME-PART
           CALL "toroku_output_publish" USING
               BY VALUE SIZE AUTO REJECTS RETURNING STAT END-CALL
           SET REJECTS TO NULL
           PERFORM CHECK-PART
           MOVE ".list" TO SUFFIX
           PERFORM OUT-NAME-PART
           CALL "toroku_list_publish" USING
               BY VALUE SIZE AUTO PRINTED RETURNING STAT END-CALL
           SET PRINTED TO NULL
           PERFORM CHECK-PART
           MOVE ".results" TO SUFFIX
           PERFORM OUT-NAME-PART
           CALL "toroku_output_publish" USING
               BY VALUE SIZE AUTO RESULTS RETURNING STAT END-CALL
           SET RESULTS TO NULL
           PERFORM CHECK-PART.
       DROP-PART.
      *> NULL is dropped without effect.
           CALL "toroku_list_drop" USING
               BY VALUE SIZE AUTO PRINTED RETURNING OTHER-STAT END-CALL
           CALL "toroku_output_drop" USING
               BY VALUE SIZE AUTO REJECTS RETURNING OTHER-STAT END-CALL
           CALL "toroku_output_drop" USING
               BY VALUE SIZE AUTO RESULTS RETURNING OTHER-STAT END-CALL.
       CLOSE-PART.
           CALL "toroku_reader_close" USING
               BY VALUE SIZE AUTO READER RETURNING OTHER-STAT END-CALL
           CALL "toroku_store_close" USING
               BY VALUE SIZE AUTO STORE RETURNING OTHER-STAT END-CALL
           CALL "toroku_policy_free" USING
               BY VALUE SIZE AUTO POLICY RETURNING OTHER-STAT END-CALL.
