      *> Prints the registrations that the office has exported: the
      *> day's list in the order of registering, and the list for a
      *> clerk's window by name. All texts are in CP932.
      *>   registrations.dat  what toroku-portal export has written:
      *>                      records of TOROKU-RESULT, 800 bytes each
      *>   day.txt            time, user ID, name
      *>   window.txt         name, date of birth, user ID,
      *>                      municipality
      *> The lists are there whole or not at all, read by their owner
      *> alone, and no list that is there is written over: print it and
      *> move it away first. The return code is 0; 8 where the file is
      *> not as it was exported, a record cut off among it; 12 where the
      *> run did not come to its end. After 8 and 12 there is no list.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. DAYLIST.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT REGISTRATIONS ASSIGN TO "registrations.dat"
               ORGANIZATION IS SEQUENTIAL
               FILE STATUS IS READ-STATUS.
           SELECT DAY-LIST ASSIGN TO "day.txt.new"
               ORGANIZATION IS LINE SEQUENTIAL
               FILE STATUS IS DAY-STATUS.
           SELECT WINDOW-LIST ASSIGN TO "window.txt.new"
               ORGANIZATION IS LINE SEQUENTIAL
               FILE STATUS IS WINDOW-STATUS.
           SELECT SORTING ASSIGN TO "sorting.tmp".
       DATA DIVISION.
       FILE SECTION.
       FD  REGISTRATIONS.
       01  REGISTRATION            PIC X(800).
       FD  DAY-LIST.
       01  DAY-LINE                PIC X(160).
       FD  WINDOW-LIST.
       01  WINDOW-LINE             PIC X(200).
       SD  SORTING.
       01  SORTED.
           05  SORTED-NAME         PIC X(104).
           05  SORTED-CURSOR       PIC 9(18).
           05  SORTED-BIRTH        PIC X(8).
           05  SORTED-USER-ID      PIC X(10).
           05  SORTED-MUNICIPALITY PIC X(60).
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
      *> What the office has put into the key of its record.
       01  OFFICE-KEY.
           05  KEY-DAY             PIC X(8).
           05  KEY-HOUR            PIC X(2).
           05  KEY-MINUTE          PIC X(2).
           05  KEY-SECOND          PIC X(2).
           05  KEY-CURSOR          PIC 9(18).
       01  LAST-DAY                PIC X(8) VALUE SPACES.
       01  LAST-CURSOR             PIC 9(18) VALUE 0.
       01  LISTED-COUNT            BINARY-DOUBLE VALUE 0.
       01  COUNT-SHOWN             PIC Z(11)9.
       01  READ-STATUS             PIC XX.
       01  DAY-STATUS              PIC XX VALUE "00".
       01  WINDOW-STATUS           PIC XX VALUE "00".
       01  AT-END                  PIC 9 VALUE 0.
      *> 0, or the return code for which the run is given up.
       01  GIVEN-UP                PIC 99 VALUE 0.
       01  OWNER-ALONE             BINARY-LONG VALUE 63.
       01  LIST-NAME               PIC X(16).
       01  FILE-DETAILS.
           05  FILE-SIZE           PIC X(8) COMP-X.
           05  FILLER              PIC X(8).
      *> Bytes that were written: the FILE STATUS of a CLOSE is 00 on a
      *> full disk too (GnuCOBOL 3.1).
       01  DAY-SIZE                BINARY-DOUBLE VALUE 0.
       01  WINDOW-SIZE             BINARY-DOUBLE VALUE 0.
       PROCEDURE DIVISION.
       MAIN-PART.
      *> New files have mode 0600.
           CALL "umask" USING BY VALUE OWNER-ALONE END-CALL
           MOVE "day.txt" TO LIST-NAME
           PERFORM NOT-THERE-PART
           MOVE "window.txt" TO LIST-NAME
           PERFORM NOT-THERE-PART
           IF GIVEN-UP = 0
               SORT SORTING
                   ON ASCENDING KEY SORTED-NAME SORTED-CURSOR
                   INPUT PROCEDURE IS DAY-PART
                   OUTPUT PROCEDURE IS WINDOW-PART
               PERFORM LISTS-PART
           END-IF
           IF GIVEN-UP NOT = 0
               STOP RUN RETURNING GIVEN-UP
           END-IF
           MOVE LISTED-COUNT TO COUNT-SHOWN
           DISPLAY FUNCTION TRIM(COUNT-SHOWN) " registrations"
           STOP RUN.
       NOT-THERE-PART.
           CALL "CBL_CHECK_FILE_EXIST" USING LIST-NAME FILE-DETAILS
               END-CALL
           IF RETURN-CODE = 0
               DISPLAY "DAYLIST: " FUNCTION TRIM(LIST-NAME)
                   " is there already. Print it and move it away first."
                   UPON SYSERR
               MOVE 12 TO GIVEN-UP
           END-IF
           MOVE 0 TO RETURN-CODE.
       LISTS-PART.
      *> Both lists are written: now they get their names.
           CALL "CBL_CHECK_FILE_EXIST" USING "day.txt.new"
               FILE-DETAILS END-CALL
           IF FILE-SIZE NOT = DAY-SIZE AND DAY-STATUS = "00"
               MOVE "34" TO DAY-STATUS
           END-IF
           CALL "CBL_CHECK_FILE_EXIST" USING "window.txt.new"
               FILE-DETAILS END-CALL
           IF FILE-SIZE NOT = WINDOW-SIZE AND WINDOW-STATUS = "00"
               MOVE "34" TO WINDOW-STATUS
           END-IF
           IF GIVEN-UP = 0
               AND (DAY-STATUS NOT = "00" OR WINDOW-STATUS NOT = "00")
               DISPLAY "DAYLIST: the lists cannot be written; FILE"
                   " STATUS " DAY-STATUS ", " WINDOW-STATUS
                   ". Check the disk, then run it again." UPON SYSERR
               MOVE 12 TO GIVEN-UP
           END-IF
           IF GIVEN-UP = 0
               CALL "CBL_RENAME_FILE" USING "day.txt.new" "day.txt"
                   END-CALL
               CALL "CBL_RENAME_FILE" USING "window.txt.new"
                   "window.txt" END-CALL
           ELSE
               CALL "CBL_DELETE_FILE" USING "day.txt.new" END-CALL
               CALL "CBL_DELETE_FILE" USING "window.txt.new" END-CALL
           END-IF
           MOVE 0 TO RETURN-CODE.
       DAY-PART.
           OPEN INPUT REGISTRATIONS
           IF READ-STATUS NOT = "00"
               DISPLAY "DAYLIST: registrations.dat is not there, or"
                   " cannot be read; FILE STATUS " READ-STATUS "."
                   UPON SYSERR
               MOVE 12 TO GIVEN-UP
           ELSE
               OPEN OUTPUT DAY-LIST
               PERFORM READ-PART UNTIL AT-END = 1 OR GIVEN-UP NOT = 0
                   OR DAY-STATUS NOT = "00"
               IF DAY-STATUS = "00"
                   CLOSE DAY-LIST
               END-IF
               CLOSE REGISTRATIONS
           END-IF.
       READ-PART.
      *> What the record before had would stay behind one that is cut
      *> off: its name and half of its user ID.
           MOVE SPACES TO REGISTRATION
           READ REGISTRATIONS
           EVALUATE READ-STATUS
               WHEN "00" PERFORM REGISTRATION-PART
               WHEN "10" MOVE 1 TO AT-END
               WHEN OTHER PERFORM BROKEN-PART
           END-EVALUATE.
       BROKEN-PART.
           COMPUTE COUNT-SHOWN = LISTED-COUNT + 1
           DISPLAY "DAYLIST: registrations.dat, record "
               FUNCTION TRIM(COUNT-SHOWN)
               " is not as it was exported; FILE STATUS " READ-STATUS
               ". Export or fetch the file again." UPON SYSERR
           MOVE 8 TO GIVEN-UP.
       REGISTRATION-PART.
           MOVE REGISTRATION TO TOROKU-RESULT
           MOVE TS-HOST-KEY TO OFFICE-KEY
      *> Each cursor is above the one before: a file that was joined
      *> of two in the wrong order, or holds one twice, is refused.
           IF KEY-CURSOR NOT NUMERIC OR TS-STATUS NOT = "00"
               PERFORM BROKEN-PART
           ELSE
               IF KEY-CURSOR NOT > LAST-CURSOR
                   PERFORM BROKEN-PART
               ELSE
                   PERFORM LISTED-PART
               END-IF
           END-IF.
       LISTED-PART.
           MOVE KEY-CURSOR TO LAST-CURSOR
           ADD 1 TO LISTED-COUNT
           IF KEY-DAY NOT = LAST-DAY
               MOVE KEY-DAY TO LAST-DAY
               MOVE SPACES TO DAY-LINE
               STRING KEY-DAY(1:4) "-" KEY-DAY(5:2) "-" KEY-DAY(7:2)
                   DELIMITED BY SIZE INTO DAY-LINE
               PERFORM DAY-LINE-PART
           END-IF
           MOVE SPACES TO DAY-LINE
           STRING "  " KEY-HOUR ":" KEY-MINUTE ":" KEY-SECOND "  "
               TS-USER-ID "  " TS-USER-NAME
               DELIMITED BY SIZE INTO DAY-LINE
           PERFORM DAY-LINE-PART
           MOVE TS-USER-NAME TO SORTED-NAME
           MOVE KEY-CURSOR TO SORTED-CURSOR
           MOVE TS-BIRTH-DATE TO SORTED-BIRTH
           MOVE TS-USER-ID TO SORTED-USER-ID
           MOVE TS-MUNICIPALITY-NAME TO SORTED-MUNICIPALITY
           RELEASE SORTED.
       DAY-LINE-PART.
      *> A status that is not good stays: LISTS-PART has its words.
           IF DAY-STATUS = "00"
               WRITE DAY-LINE
               COMPUTE DAY-SIZE = DAY-SIZE + 1
                   + FUNCTION LENGTH(FUNCTION TRIM(DAY-LINE TRAILING))
           END-IF.
       WINDOW-PART.
           IF GIVEN-UP = 0 AND DAY-STATUS = "00"
               OPEN OUTPUT WINDOW-LIST
               MOVE 0 TO AT-END
               PERFORM UNTIL AT-END = 1 OR WINDOW-STATUS NOT = "00"
                   RETURN SORTING
                       AT END MOVE 1 TO AT-END
                       NOT AT END PERFORM WINDOW-LINE-PART
                   END-RETURN
               END-PERFORM
               IF WINDOW-STATUS = "00"
                   CLOSE WINDOW-LIST
               END-IF
           END-IF.
       WINDOW-LINE-PART.
      *> A name that is longer than its column stands on a line of its
      *> own, whole.
           IF SORTED-NAME(41:) NOT = SPACES
               MOVE SORTED-NAME TO WINDOW-LINE
               PERFORM WRITE-WINDOW-PART
               MOVE SPACES TO SORTED-NAME
           END-IF
           MOVE SPACES TO WINDOW-LINE
           STRING SORTED-NAME(1:40) "  " SORTED-BIRTH(1:4) "-"
               SORTED-BIRTH(5:2) "-" SORTED-BIRTH(7:2) "  "
               SORTED-USER-ID "  " SORTED-MUNICIPALITY
               DELIMITED BY SIZE INTO WINDOW-LINE
           PERFORM WRITE-WINDOW-PART.
       WRITE-WINDOW-PART.
           IF WINDOW-STATUS = "00"
               WRITE WINDOW-LINE
               COMPUTE WINDOW-SIZE = WINDOW-SIZE + 1 + FUNCTION
                   LENGTH(FUNCTION TRIM(WINDOW-LINE TRAILING))
           END-IF.
