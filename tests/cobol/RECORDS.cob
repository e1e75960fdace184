      *> Runs the record cases of cases.dat through the library and
      *> holds each result against what it must be.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. RECORDS.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT CASES ASSIGN TO "cases.dat"
               ORGANIZATION IS SEQUENTIAL.
       DATA DIVISION.
       FILE SECTION.
       FD  CASES.
       01  ONE-CASE.
           05  CASE-NAME           PIC X(32).
           05  CASE-LENGTH         PIC 9(4).
           05  CASE-STATUS         PIC 9(2).
           05  CASE-PROBLEMS       PIC 9(4) OCCURS 10.
           05  CASE-CONVERTED      PIC 9(1).
           05  CASE-RECORD         PIC X(641).
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       01  POLICY                  USAGE POINTER.
       01  RECORD-STATUS           BINARY-LONG UNSIGNED.
       01  STAT                    BINARY-LONG UNSIGNED.
       01  REC-LENGTH              BINARY-DOUBLE UNSIGNED.
       01  RES-LENGTH              BINARY-DOUBLE UNSIGNED VALUE 800.
       01  VERSION-LENGTH          BINARY-DOUBLE UNSIGNED VALUE 7.
       01  URL-LENGTH              BINARY-DOUBLE UNSIGNED VALUE 37.
       01  MOMENT                  BINARY-DOUBLE VALUE 1700000000.
       01  TERMS-VERSION           PIC X(7) VALUE "2023-03".
       01  PASSWORD-URL            PIC X(37) VALUE
           "https://registration.example/password".
       01  FIELD-AT                PIC 99.
       01  CASE-COUNT              PIC 9(4) VALUE 0.
       01  FAILED-COUNT            PIC 9(4) VALUE 0.
       01  IS-GOOD                 PIC 9.
       01  AT-END                  PIC 9 VALUE 0.
       PROCEDURE DIVISION.
       MAIN-PART.
           CALL "toroku_policy_new" USING
               BY VALUE SIZE AUTO TK-ENCODING-CP932
               BY REFERENCE TERMS-VERSION BY VALUE VERSION-LENGTH
               BY REFERENCE PASSWORD-URL BY VALUE URL-LENGTH
               BY REFERENCE POLICY RETURNING STAT END-CALL
           IF STAT NOT = TK-OK
               DISPLAY "no policy: " STAT
               STOP RUN RETURNING 1
           END-IF
           OPEN INPUT CASES
           PERFORM UNTIL AT-END = 1
               READ CASES
                   AT END MOVE 1 TO AT-END
                   NOT AT END PERFORM ONE-CASE-PART
               END-READ
           END-PERFORM
           CLOSE CASES
           CALL "toroku_policy_free" USING
               BY VALUE SIZE AUTO POLICY RETURNING STAT END-CALL
           DISPLAY CASE-COUNT " record cases, " FAILED-COUNT " failed"
           IF FAILED-COUNT > 0 OR CASE-COUNT < 40
               STOP RUN RETURNING 1
           END-IF
           STOP RUN.
       ONE-CASE-PART.
           ADD 1 TO CASE-COUNT
           MOVE CASE-LENGTH TO REC-LENGTH
           MOVE SPACES TO TOROKU-RESULT
           CALL "toroku_record_check" USING
               BY VALUE SIZE AUTO POLICY BY REFERENCE CASE-RECORD
               BY VALUE REC-LENGTH BY VALUE MOMENT
               BY REFERENCE TOROKU-RESULT BY VALUE RES-LENGTH
               BY REFERENCE RECORD-STATUS RETURNING STAT END-CALL
           MOVE 1 TO IS-GOOD
           IF STAT NOT = TK-OK OR RECORD-STATUS NOT = CASE-STATUS
               OR TS-STATUS NOT = CASE-STATUS
               MOVE 0 TO IS-GOOD
           END-IF
           PERFORM VARYING FIELD-AT FROM 1 BY 1 UNTIL FIELD-AT > 10
               IF TS-PROBLEMS(FIELD-AT) NOT = CASE-PROBLEMS(FIELD-AT)
                   DISPLAY "  field " FIELD-AT ": "
                       TS-PROBLEMS(FIELD-AT)
                   MOVE 0 TO IS-GOOD
               END-IF
           END-PERFORM
           IF TS-CONVERTED(1) NOT = CASE-CONVERTED
               MOVE 0 TO IS-GOOD
           END-IF
           IF RECORD-STATUS = TK-RESULT-GOOD
               AND TS-HOST-KEY NOT = "COUNTER-07-000123"
               MOVE 0 TO IS-GOOD
           END-IF
           IF IS-GOOD = 0
               ADD 1 TO FAILED-COUNT
               DISPLAY "FAILED " CASE-NAME " status " STAT
                   " status " RECORD-STATUS
           END-IF.
