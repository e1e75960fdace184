      *> Registers a file of applicants: one record in, one result
      *> record out, one mail for each good one, and a list of errors
      *> that a clerk can read. All texts are in CP932.
      *>   applicants.dat  records of TOROKU-RECORD, 600 bytes each
      *>   sequence.key    32 bytes, kept as long as numbers are given
      *>   number.txt      the next number; written back at the end
      *>   results.dat     records of TOROKU-RESULT, 800 bytes each
      *>   mails.txt       what the mailer sends
      *>   errors.txt      the clerk's list
       IDENTIFICATION DIVISION.
       PROGRAM-ID. BATCH.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT APPLICANTS ASSIGN TO "applicants.dat"
               ORGANIZATION IS SEQUENTIAL.
           SELECT KEY-FILE ASSIGN TO "sequence.key"
               ORGANIZATION IS SEQUENTIAL.
           SELECT NUMBER-FILE ASSIGN TO "number.txt"
               ORGANIZATION IS LINE SEQUENTIAL.
           SELECT RESULTS ASSIGN TO "results.dat"
               ORGANIZATION IS SEQUENTIAL.
           SELECT MAILS ASSIGN TO "mails.txt"
               ORGANIZATION IS LINE SEQUENTIAL.
           SELECT ERRORS ASSIGN TO "errors.txt"
               ORGANIZATION IS LINE SEQUENTIAL.
       DATA DIVISION.
       FILE SECTION.
       FD  APPLICANTS.
       01  APPLICANT               PIC X(600).
       FD  KEY-FILE.
       01  KEY-RECORD              PIC X(32).
       FD  NUMBER-FILE.
       01  NUMBER-RECORD           PIC 9(12).
       FD  RESULTS.
       01  RESULT-RECORD           PIC X(800).
       FD  MAILS.
       01  MAIL-LINE               PIC X(200).
       FD  ERRORS.
       01  ERROR-LINE              PIC X(740).
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       01  POLICY                  USAGE POINTER.
       01  EFFECT                  USAGE POINTER.
       01  MAIL                    USAGE POINTER.
       01  STAT                    BINARY-LONG UNSIGNED.
       01  RECORD-STATUS           BINARY-LONG UNSIGNED.
       01  FIELD-NO                BINARY-LONG UNSIGNED.
       01  PART-NO                 BINARY-LONG UNSIGNED.
       01  ENCODING                BINARY-LONG UNSIGNED.
       01  MOMENT                  BINARY-DOUBLE.
       01  NEXT-NUMBER             BINARY-DOUBLE UNSIGNED.
       01  ENTROPY                 PIC X(32).
       01  SIZE-32                 BINARY-DOUBLE UNSIGNED VALUE 32.
       01  RECORD-SIZE             BINARY-DOUBLE UNSIGNED VALUE 600.
       01  RESULT-SIZE             BINARY-DOUBLE UNSIGNED VALUE 800.
       01  TERMS-VERSION           PIC X(7) VALUE "2023-03".
       01  TERMS-LENGTH            BINARY-DOUBLE UNSIGNED VALUE 7.
       01  PASSWORD-URL            PIC X(37) VALUE
           "https://registration.example/password".
       01  URL-LENGTH              BINARY-DOUBLE UNSIGNED VALUE 37.
       01  LANG                    PIC X(2) VALUE "ja".
       01  LANG-LENGTH             BINARY-DOUBLE UNSIGNED VALUE 2.
       01  SHOWN                   PIC X(4000).
       01  SHOWN-SIZE              BINARY-DOUBLE UNSIGNED VALUE 4000.
       01  SHOWN-LENGTH            BINARY-DOUBLE UNSIGNED.
       01  LABEL-TEXT              PIC X(60).
       01  LABEL-SIZE              BINARY-DOUBLE UNSIGNED VALUE 60.
       01  WORD-TEXT               PIC X(600).
       01  WORD-SIZE               BINARY-DOUBLE UNSIGNED VALUE 600.
       01  READ-COUNT              PIC 9(6) VALUE 0.
       01  GOOD-COUNT              PIC 9(6) VALUE 0.
       01  BAD-COUNT               PIC 9(6) VALUE 0.
       01  AT-END                  PIC 9 VALUE 0.
       01  FROM-AT                 PIC 9(6).
       01  SEEN                    PIC 9(6).
       PROCEDURE DIVISION.
       MAIN-PART.
           COMPUTE ENCODING = TK-ENCODING-CP932 + TK-PADDED
           OPEN INPUT KEY-FILE NUMBER-FILE APPLICANTS
           OPEN OUTPUT RESULTS MAILS ERRORS
           READ KEY-FILE
           READ NUMBER-FILE
           MOVE NUMBER-RECORD TO NEXT-NUMBER
           CLOSE KEY-FILE NUMBER-FILE
           PERFORM BEGIN-PART
           PERFORM UNTIL AT-END = 1
               READ APPLICANTS INTO TOROKU-RECORD
                   AT END MOVE 1 TO AT-END
                   NOT AT END PERFORM RECORD-PART
               END-READ
           END-PERFORM
           CLOSE APPLICANTS RESULTS MAILS ERRORS
      *> The number goes back last: a run that was broken off is run
      *> again whole and gives the same user IDs. So the mails go out
      *> after the end only: each run makes links of its own.
           OPEN OUTPUT NUMBER-FILE
           MOVE NEXT-NUMBER TO NUMBER-RECORD
           WRITE NUMBER-RECORD
           CLOSE NUMBER-FILE
           CALL "toroku_policy_free" USING
               BY VALUE SIZE AUTO POLICY RETURNING STAT END-CALL
           DISPLAY READ-COUNT " read, " GOOD-COUNT " registered, "
               BAD-COUNT " in the error list"
           STOP RUN.
       CHECK-PART.
           IF STAT NOT = TK-OK
               CALL "toroku_status_text" USING
                   BY VALUE SIZE AUTO STAT BY REFERENCE SHOWN
                   BY VALUE SHOWN-SIZE BY REFERENCE SHOWN-LENGTH
                   RETURNING RECORD-STATUS END-CALL
               DISPLAY "toroku: " SHOWN(1:SHOWN-LENGTH) UPON SYSERR
               STOP RUN RETURNING 1
           END-IF.
       BEGIN-PART.
           CALL "toroku_policy_new" USING
               BY VALUE SIZE AUTO ENCODING BY REFERENCE TERMS-VERSION
               BY VALUE TERMS-LENGTH BY REFERENCE PASSWORD-URL
               BY VALUE URL-LENGTH BY REFERENCE POLICY RETURNING STAT
               END-CALL
           PERFORM CHECK-PART
           CALL "toroku_policy_issue_sequence" USING
               BY VALUE SIZE AUTO POLICY BY REFERENCE KEY-RECORD
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_system_now" USING
               BY REFERENCE MOMENT RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       RECORD-PART.
           ADD 1 TO READ-COUNT
           CALL "toroku_system_entropy" USING
               BY REFERENCE ENTROPY BY VALUE SIZE AUTO SIZE-32
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           MOVE SPACES TO TOROKU-RESULT
           SET EFFECT TO NULL
           CALL "toroku_record_register" USING
               BY VALUE SIZE AUTO POLICY BY REFERENCE TOROKU-RECORD
               BY VALUE RECORD-SIZE BY VALUE MOMENT BY VALUE NEXT-NUMBER
               BY REFERENCE ENTROPY BY REFERENCE LANG
               BY VALUE LANG-LENGTH BY REFERENCE TOROKU-RESULT
               BY VALUE RESULT-SIZE BY REFERENCE RECORD-STATUS
               BY REFERENCE EFFECT RETURNING STAT END-CALL
           PERFORM CHECK-PART
           WRITE RESULT-RECORD FROM TOROKU-RESULT
           IF RECORD-STATUS = TK-RESULT-GOOD
               ADD 1 TO GOOD-COUNT
               ADD 1 TO NEXT-NUMBER
               PERFORM MAIL-PART
           ELSE
               ADD 1 TO BAD-COUNT
               PERFORM ERROR-PART
           END-IF.
       MAIL-PART.
           CALL "toroku_effect_mail" USING
               BY VALUE SIZE AUTO EFFECT BY REFERENCE MAIL
               RETURNING STAT END-CALL
           PERFORM CHECK-PART
           MOVE TK-MAIL-TO TO PART-NO
           PERFORM MAIL-TEXT-PART
           MOVE TK-MAIL-SUBJECT TO PART-NO
           PERFORM MAIL-TEXT-PART
           MOVE TK-MAIL-TEXT TO PART-NO
           PERFORM MAIL-TEXT-PART
           CALL "toroku_mail_free" USING
               BY VALUE SIZE AUTO MAIL RETURNING STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_effect_free" USING
               BY VALUE SIZE AUTO EFFECT RETURNING STAT END-CALL
           PERFORM CHECK-PART.
       MAIL-TEXT-PART.
           CALL "toroku_mail_text" USING
               BY VALUE SIZE AUTO MAIL BY VALUE PART-NO
               BY REFERENCE SHOWN BY VALUE SHOWN-SIZE
               BY REFERENCE SHOWN-LENGTH RETURNING STAT END-CALL
           PERFORM CHECK-PART
      *> Line by line: the text's lines end with LF, which is never
      *> the second byte of a character.
           MOVE 1 TO FROM-AT
           PERFORM UNTIL FROM-AT > SHOWN-LENGTH
               MOVE 0 TO SEEN
               INSPECT SHOWN(FROM-AT:SHOWN-LENGTH - FROM-AT + 1)
                   TALLYING SEEN FOR CHARACTERS BEFORE INITIAL X"0A"
               MOVE SPACES TO MAIL-LINE
               IF SEEN > 0
                   MOVE SHOWN(FROM-AT:SEEN) TO MAIL-LINE
               END-IF
               WRITE MAIL-LINE
               COMPUTE FROM-AT = FROM-AT + SEEN + 1
           END-PERFORM.
       ERROR-PART.
           MOVE SPACES TO ERROR-LINE
           STRING READ-COUNT "  " TR-HOST-KEY "  "
               TR-USER-NAME(1:40)
               DELIMITED BY SIZE INTO ERROR-LINE
           WRITE ERROR-LINE
           EVALUATE RECORD-STATUS
               WHEN TK-RESULT-EMPTY
                   MOVE "    EMPTY" TO ERROR-LINE
                   WRITE ERROR-LINE
               WHEN TK-RESULT-PROBLEMS
                   PERFORM FIELD-PART VARYING FIELD-NO FROM 1 BY 1
                       UNTIL FIELD-NO > 10
           END-EVALUATE.
       FIELD-PART.
           IF TS-PROBLEMS(FIELD-NO) NOT = 0
               MOVE SPACES TO LABEL-TEXT WORD-TEXT
               CALL "toroku_language_label" USING
                   BY VALUE SIZE AUTO ENCODING BY REFERENCE LANG
                   BY VALUE LANG-LENGTH BY VALUE FIELD-NO
                   BY REFERENCE LABEL-TEXT BY VALUE LABEL-SIZE
                   BY REFERENCE SHOWN-LENGTH RETURNING STAT END-CALL
               PERFORM CHECK-PART
               CALL "toroku_record_message" USING
                   BY VALUE SIZE AUTO POLICY BY REFERENCE TOROKU-RECORD
                   BY VALUE RECORD-SIZE BY VALUE MOMENT
                   BY VALUE FIELD-NO BY REFERENCE LANG
                   BY VALUE LANG-LENGTH BY REFERENCE WORD-TEXT
                   BY VALUE WORD-SIZE BY REFERENCE SHOWN-LENGTH
                   RETURNING STAT END-CALL
               PERFORM CHECK-PART
               MOVE SPACES TO ERROR-LINE
               STRING "    " TS-PROBLEMS(FIELD-NO) "  " LABEL-TEXT
                   WORD-TEXT DELIMITED BY SIZE INTO ERROR-LINE
               WRITE ERROR-LINE
           END-IF.
