      *> Prints the registrations that the office has exported: the
      *> day's list in the order of registering, and the list for a
      *> clerk's window by name. All texts are in CP932.
      *>   registrations.dat  what toroku-portal export has written:
      *>                      records of TOROKU-RESULT, 800 bytes each
      *>   day.txt            time, user ID, name
      *>   window.txt         name, date of birth, user ID,
      *>                      municipality
       IDENTIFICATION DIVISION.
       PROGRAM-ID. DAYLIST.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT REGISTRATIONS ASSIGN TO "registrations.dat"
               ORGANIZATION IS SEQUENTIAL.
           SELECT DAY-LIST ASSIGN TO "day.txt"
               ORGANIZATION IS LINE SEQUENTIAL.
           SELECT WINDOW-LIST ASSIGN TO "window.txt"
               ORGANIZATION IS LINE SEQUENTIAL.
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
       01  LISTED-COUNT            PIC 9(6) VALUE 0.
       01  AT-END                  PIC 9 VALUE 0.
       PROCEDURE DIVISION.
       MAIN-PART.
           SORT SORTING ON ASCENDING KEY SORTED-NAME SORTED-CURSOR
               INPUT PROCEDURE IS DAY-PART
               OUTPUT PROCEDURE IS WINDOW-PART
           DISPLAY LISTED-COUNT " registrations"
           STOP RUN.
       DAY-PART.
           OPEN INPUT REGISTRATIONS
           OPEN OUTPUT DAY-LIST
           PERFORM UNTIL AT-END = 1
               READ REGISTRATIONS INTO TOROKU-RESULT
                   AT END MOVE 1 TO AT-END
                   NOT AT END PERFORM REGISTRATION-PART
               END-READ
           END-PERFORM
           CLOSE REGISTRATIONS DAY-LIST.
       REGISTRATION-PART.
           MOVE TS-HOST-KEY TO OFFICE-KEY
      *> Each cursor is above the one before: a file that was joined
      *> of two in the wrong order, or holds one twice, is refused.
           IF KEY-CURSOR NOT > LAST-CURSOR OR TS-STATUS NOT = 0
               DISPLAY "registrations.dat: not as exported, cursor "
                   KEY-CURSOR UPON SYSERR
               STOP RUN RETURNING 1
           END-IF
           MOVE KEY-CURSOR TO LAST-CURSOR
           ADD 1 TO LISTED-COUNT
           IF KEY-DAY NOT = LAST-DAY
               MOVE KEY-DAY TO LAST-DAY
               MOVE SPACES TO DAY-LINE
               STRING KEY-DAY(1:4) "-" KEY-DAY(5:2) "-" KEY-DAY(7:2)
                   DELIMITED BY SIZE INTO DAY-LINE
               WRITE DAY-LINE
           END-IF
           MOVE SPACES TO DAY-LINE
           STRING "  " KEY-HOUR ":" KEY-MINUTE ":" KEY-SECOND "  "
               TS-USER-ID "  " TS-USER-NAME
               DELIMITED BY SIZE INTO DAY-LINE
           WRITE DAY-LINE
           MOVE TS-USER-NAME TO SORTED-NAME
           MOVE KEY-CURSOR TO SORTED-CURSOR
           MOVE TS-BIRTH-DATE TO SORTED-BIRTH
           MOVE TS-USER-ID TO SORTED-USER-ID
           MOVE TS-MUNICIPALITY-NAME TO SORTED-MUNICIPALITY
           RELEASE SORTED.
       WINDOW-PART.
           OPEN OUTPUT WINDOW-LIST
           MOVE 0 TO AT-END
           PERFORM UNTIL AT-END = 1
               RETURN SORTING
                   AT END MOVE 1 TO AT-END
                   NOT AT END PERFORM WINDOW-LINE-PART
               END-RETURN
           END-PERFORM
           CLOSE WINDOW-LIST.
       WINDOW-LINE-PART.
           MOVE SPACES TO WINDOW-LINE
           STRING SORTED-NAME(1:40) "  " SORTED-BIRTH(1:4) "-"
               SORTED-BIRTH(5:2) "-" SORTED-BIRTH(7:2) "  "
               SORTED-USER-ID "  " SORTED-MUNICIPALITY
               DELIMITED BY SIZE INTO WINDOW-LINE
           WRITE WINDOW-LINE.
