      *> A record in CP939, as a program of a machine with EBCDIC hands
      *> it over: bytes are moved and nothing is converted. Blanks are
      *> X'40', digits X'F0' to X'F9', and what has two bytes stands
      *> between X'0E' and X'0F' in its own field.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. EBCDIC.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       01  POLICY                  USAGE POINTER.
       01  EFFECT                  USAGE POINTER.
       01  RECORD-STATUS           BINARY-LONG UNSIGNED.
       01  STAT                    BINARY-LONG UNSIGNED.
       01  REC-LENGTH              BINARY-DOUBLE UNSIGNED VALUE 600.
       01  RES-LENGTH              BINARY-DOUBLE UNSIGNED VALUE 800.
       01  VERSION-LENGTH          BINARY-DOUBLE UNSIGNED VALUE 7.
       01  URL-LENGTH              BINARY-DOUBLE UNSIGNED VALUE 37.
       01  LANG-LENGTH             BINARY-DOUBLE UNSIGNED VALUE 2.
       01  MSG-SIZE                BINARY-DOUBLE UNSIGNED VALUE 400.
       01  MSG-LENGTH              BINARY-DOUBLE UNSIGNED.
       01  TABLE-LENGTH            BINARY-DOUBLE UNSIGNED.
       01  BAD-LINE                BINARY-DOUBLE UNSIGNED.
       01  FIRST-TRY               BINARY-DOUBLE UNSIGNED VALUE 0.
       01  MOMENT                  BINARY-DOUBLE VALUE 1700000000.
       01  STREET-FIELD            BINARY-LONG UNSIGNED VALUE 5.
       01  ENTROPY                 PIC X(32) VALUE
           "0123456789abcdefghijklmnopqrstuv".
      *> "ja", in ASCII as every tag is.
       01  LANG                    PIC X(2) VALUE X"6A61".
      *> "2023-03"
       01  TERMS-VERSION           PIC X(7) VALUE X"F2F0F2F360F0F3".
      *> "https://registration.example/password"
       01  PASSWORD-URL.
           05  PIC X(20) VALUE
               X"88A3A397A27A616199858789A2A39981A3899695".
           05  PIC X(17) VALUE
               X"4B85A78194979385619781A2A2A6969984".
       01  MSG                     PIC X(400).
       01  CHECKS                  PIC 99 VALUE 0.
       01  FAILED                  PIC 99 VALUE 0.
       01  WHAT                    PIC X(30).
       01  WANTED-STATUS           PIC X(2).
       01  WANTED-PROBLEM          PIC X(4).
      *> U+2460, a number in a circle, which code page 939 has not.
       01  GOOD-TABLE.
           05  PIC X(11) VALUE "6941#U+2460".
       01  BAD-TABLE.
           05  PIC X(11) VALUE "6941#U+2460".
           05  PIC X     VALUE X"0A".
           05  PIC X(11) VALUE "F040#U+9AD9".
       PROCEDURE DIVISION.
       MAIN-PART.
           INSPECT GOOD-TABLE REPLACING ALL "#" BY X"09"
           INSPECT BAD-TABLE REPLACING ALL "#" BY X"09"
           CALL "toroku_policy_new" USING
               BY VALUE SIZE AUTO TK-ENCODING-CP939
               BY REFERENCE TERMS-VERSION BY VALUE VERSION-LENGTH
               BY REFERENCE PASSWORD-URL BY VALUE URL-LENGTH
               BY REFERENCE POLICY RETURNING STAT END-CALL
           IF STAT NOT = TK-OK
               DISPLAY "no policy: " STAT
               STOP RUN RETURNING 1
           END-IF
           PERFORM GOOD-PART
           PERFORM SHIFT-PART
           PERFORM USER-PART
           PERFORM VERSION-PART
           CALL "toroku_policy_free" USING
               BY VALUE SIZE AUTO POLICY RETURNING STAT END-CALL
           DISPLAY CHECKS " checks in CP939, " FAILED " failed"
           IF FAILED > 0 OR CHECKS NOT = 7
               STOP RUN RETURNING 1
           END-IF
           STOP RUN.
      *> A good record, registered: what comes back is EBCDIC too.
       GOOD-PART.
           PERFORM RECORD-PART
           MOVE "good record" TO WHAT
           CALL "toroku_record_register" USING
               BY VALUE SIZE AUTO POLICY BY REFERENCE TOROKU-RECORD
               BY VALUE REC-LENGTH BY VALUE MOMENT BY VALUE FIRST-TRY
               BY REFERENCE ENTROPY
               BY REFERENCE LANG BY VALUE LANG-LENGTH
               BY REFERENCE TOROKU-RESULT BY VALUE RES-LENGTH
               BY REFERENCE RECORD-STATUS
               BY REFERENCE EFFECT RETURNING STAT END-CALL
           ADD 1 TO CHECKS
           IF STAT NOT = TK-OK OR RECORD-STATUS NOT = TK-RESULT-GOOD
               OR TOROKU-RESULT(1:2) NOT = X"F0F0"
               OR TS-HOST-KEY NOT = TR-HOST-KEY
               OR TS-STREET-ADDRESS NOT = TR-STREET-ADDRESS
               OR TS-MUNICIPALITY NOT = X"F0F1F1F0F1F1"
               OR TS-MUNICIPALITY-NAME(1:20) NOT =
               X"0E455A45A7455048F9496B4553455C479245540F"
               OR TS-RECORD-VERSION NOT = X"F1"
               OR TS-USER-ID(1:1) < X"81" OR TS-USER-ID(1:1) > X"A9"
               OR TS-USER-ID(6:1) < X"F0" OR TS-USER-ID(10:1) < X"F0"
               ADD 1 TO FAILED
               DISPLAY "FAILED " WHAT STAT " " RECORD-STATUS
           ELSE
               CALL "toroku_effect_free" USING
                   BY VALUE SIZE AUTO EFFECT RETURNING STAT END-CALL
           END-IF.
      *> The field was cut before its X'0F': said, with words for it.
       SHIFT-PART.
           PERFORM RECORD-PART
           MOVE X"40" TO TR-STREET-ADDRESS(14:1)
           MOVE "field cut in two bytes" TO WHAT
           MOVE X"F0F1" TO WANTED-STATUS
           MOVE X"F9F0F0F2" TO WANTED-PROBLEM
           PERFORM CHECK-PART
           CALL "toroku_record_message" USING
               BY VALUE SIZE AUTO POLICY BY REFERENCE TOROKU-RECORD
               BY VALUE REC-LENGTH BY VALUE MOMENT
               BY VALUE STREET-FIELD
               BY REFERENCE LANG BY VALUE LANG-LENGTH
               BY REFERENCE MSG BY VALUE MSG-SIZE
               BY REFERENCE MSG-LENGTH RETURNING STAT END-CALL
           ADD 1 TO CHECKS
           IF STAT NOT = TK-OK OR MSG(1:2) NOT = X"F10E"
               ADD 1 TO FAILED
               DISPLAY "FAILED words " STAT
           END-IF.
      *> A character of the machine's own, before its table and after.
       USER-PART.
           PERFORM RECORD-PART
           MOVE X"6941" TO TR-STREET-ADDRESS(2:2)
           MOVE "own character, no table" TO WHAT
           MOVE X"F0F1" TO WANTED-STATUS
           MOVE X"F9F0F0F3" TO WANTED-PROBLEM
           PERFORM CHECK-PART
           MOVE 23 TO TABLE-LENGTH
           CALL "toroku_policy_set_user_chars" USING
               BY VALUE SIZE AUTO POLICY BY REFERENCE BAD-TABLE
               BY VALUE TABLE-LENGTH
               BY REFERENCE BAD-LINE RETURNING STAT END-CALL
           ADD 1 TO CHECKS
           IF STAT NOT = TK-MALFORMED OR BAD-LINE NOT = 2
               ADD 1 TO FAILED
               DISPLAY "FAILED bad table " STAT " " BAD-LINE
           END-IF
           MOVE 11 TO TABLE-LENGTH
           CALL "toroku_policy_set_user_chars" USING
               BY VALUE SIZE AUTO POLICY BY REFERENCE GOOD-TABLE
               BY VALUE TABLE-LENGTH
               BY REFERENCE BAD-LINE RETURNING STAT END-CALL
           IF STAT NOT = TK-OK OR BAD-LINE NOT = 0
               ADD 1 TO FAILED
               DISPLAY "FAILED good table " STAT " " BAD-LINE
           END-IF
           MOVE "own character, table" TO WHAT
           MOVE X"F0F0" TO WANTED-STATUS
           MOVE X"F0F0F0F0" TO WANTED-PROBLEM
           PERFORM CHECK-PART
           IF TS-STREET-ADDRESS NOT = TR-STREET-ADDRESS
               ADD 1 TO FAILED
               DISPLAY "FAILED own character is not written"
           END-IF.
      *> A version of the record that this library does not know.
       VERSION-PART.
           PERFORM RECORD-PART
           MOVE X"F2" TO TR-RECORD-VERSION
           MOVE "later version" TO WHAT
           MOVE X"F0F6" TO WANTED-STATUS
           MOVE X"F0F0F0F0" TO WANTED-PROBLEM
           PERFORM CHECK-PART.
       CHECK-PART.
           CALL "toroku_record_check" USING
               BY VALUE SIZE AUTO POLICY BY REFERENCE TOROKU-RECORD
               BY VALUE REC-LENGTH BY VALUE MOMENT
               BY REFERENCE TOROKU-RESULT BY VALUE RES-LENGTH
               BY REFERENCE RECORD-STATUS RETURNING STAT END-CALL
           ADD 1 TO CHECKS
           IF STAT NOT = TK-OK
               OR TOROKU-RESULT(1:2) NOT = WANTED-STATUS
               OR TOROKU-RESULT(93:4) NOT = WANTED-PROBLEM
               ADD 1 TO FAILED
               DISPLAY "FAILED " WHAT STAT " " RECORD-STATUS
           END-IF.
       RECORD-PART.
           MOVE ALL X"40" TO TOROKU-RECORD
      *>   HOUMU TARO
           MOVE X"C8D6E4D4E440E3C1D9D6" TO TR-USER-NAME(1:10)
           MOVE X"F1" TO TR-SEX
           MOVE X"F2F0F0F0F0F1F0F1" TO TR-BIRTH-DATE
           MOVE X"F0F1F1F0F1F1" TO TR-MUNICIPALITY(1:6)
      *>   Midorigaoka 1-2, in six characters of two bytes
           MOVE X"0E48A5435A4D5642F1426042F20F"
               TO TR-STREET-ADDRESS(1:14)
           MOVE X"F0F3F1F2F3F4F5F6F7F8" TO TR-PHONE(1:10)
      *>   user01@ens-test.com
           MOVE X"A4A28599F0F17C8595A260A385A2A34B839694"
               TO TR-EMAIL(1:19)
           MOVE TR-EMAIL TO TR-EMAIL-CONFIRMATION
      *>   applicant_at_counter
           MOVE X"8197979389838195A36D81A36D8396A495A38599"
               TO TR-USER-TYPE(1:20)
           MOVE X"F1" TO TR-TERMS-AGREED
           MOVE TERMS-VERSION TO TR-TERMS-VERSION(1:7)
      *>   COUNTER-07
           MOVE X"C3D6E4D5E3C5D960F0F7" TO TR-HOST-KEY(1:10).
