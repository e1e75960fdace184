      *> STEP3: the user ID, on the screen and on the slip that the
      *> applicant takes home. Once it was seen the applicant is
      *> forgotten: a program that is ended before shows it again.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. CLKSTEP3.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       COPY "TKSTORE.cpy".
       01  USER-ID                     PIC X(10).
       01  USER-ID-SIZE                BINARY-DOUBLE UNSIGNED VALUE 10.
       01  PERSON                      PIC X(208).
       01  PERSON-SIZE                 BINARY-DOUBLE UNSIGNED VALUE 208.
       01  ADDRESS-OF-MAIL             PIC X(60).
       01  ADDRESS-SIZE                BINARY-DOUBLE UNSIGNED VALUE 60.
       01  ACCOUNT                     USAGE POINTER.
       01  SECONDS                     BINARY-LONG UNSIGNED.
       01  HOURS                       BINARY-LONG UNSIGNED.
       01  HOURS-TEXT                  PIC Z(5)9.
       01  SLIP                        USAGE POINTER.
       01  SLIP-NAME                   PIC X(32).
       01  SLIP-NAME-SIZE              BINARY-DOUBLE UNSIGNED VALUE 32.
       01  SLIP-INDENT                 BINARY-LONG UNSIGNED.
       01  SLIP-STAT                   BINARY-LONG UNSIGNED.
       01  SCREEN-LANG                 PIC X(2).
       01  IS-OVER                     PIC 9.
       LINKAGE SECTION.
       COPY "CLERK.cpy".
       PROCEDURE DIVISION USING CLERK.
       MAIN-PART.
           PERFORM READ-PART
           PERFORM SLIP-PART
           MOVE 0 TO IS-OVER
           PERFORM UNTIL IS-OVER = 1
               PERFORM SHOW-PART
               MOVE 1 TO CL-IS-WHOLE
               CALL "CLKASK" USING CLERK END-CALL
               IF NOT WENT-LANGUAGE
                   MOVE 1 TO IS-OVER
               END-IF
           END-PERFORM
           PERFORM NOW-PART
           CALL "toroku_input_back_to_top" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY VALUE CL-POLICY
               BY VALUE CL-MOMENT BY REFERENCE CL-ANSWER
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_store_drop" USING
               BY VALUE SIZE AUTO CL-STORE RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           IF NOT WENT-SILENT
               SET WENT-ON TO TRUE
           END-IF
           MOVE SPACES TO USER-ID PERSON ADDRESS-OF-MAIL SLIP-NAME
           MOVE SPACES TO CL-TYPED CL-TEXT CL-LABEL
           EXIT PROGRAM.
       READ-PART.
           CALL "toroku_registration_user_id" USING
               BY VALUE SIZE AUTO CL-REGISTRATION BY REFERENCE USER-ID
               BY VALUE USER-ID-SIZE BY REFERENCE CL-LENGTH
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_registration_email" USING
               BY VALUE SIZE AUTO CL-REGISTRATION
               BY REFERENCE ADDRESS-OF-MAIL BY VALUE ADDRESS-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
      *>   The registration has given its name away; the account has it.
           CALL "toroku_store_password" USING
               BY VALUE SIZE AUTO CL-STORE BY REFERENCE USER-ID
               BY VALUE USER-ID-SIZE BY REFERENCE ACCOUNT
               RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_password_text" USING
               BY VALUE SIZE AUTO ACCOUNT BY VALUE TK-ACCOUNT-NAME
               BY REFERENCE PERSON BY VALUE PERSON-SIZE
               BY REFERENCE CL-LENGTH RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_password_free" USING
               BY VALUE SIZE AUTO ACCOUNT RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           CALL "toroku_policy_number" USING
               BY VALUE SIZE AUTO CL-POLICY
               BY VALUE TK-SETTING-LINK-LIFETIME
               BY REFERENCE SECONDS RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART
           COMPUTE HOURS = SECONDS / 3600
           MOVE HOURS TO HOURS-TEXT.

      *> ---- The slip ----------------------------------------------
       SLIP-PART.
      *> In both languages: the applicant reads one, and whoever helps
      *> with it the other. Where it cannot be written SLIP-STAT says
      *> so, and the screen: the person is registered.
           MOVE CL-LANG TO SCREEN-LANG
           MOVE SPACES TO SLIP-NAME
           STRING "slip-" USER-ID ".txt" DELIMITED BY SIZE
               INTO SLIP-NAME
           MOVE "ja" TO CL-LANG
           MOVE "notification.system" TO CL-KEY
           CALL "CLKWORD" USING CLERK END-CALL
           PERFORM NOW-PART
           CALL "toroku_slip_open" USING
               BY REFERENCE SLIP-NAME BY VALUE SIZE AUTO SLIP-NAME-SIZE
               BY VALUE CL-ENCODING BY VALUE CL-MOMENT
               BY REFERENCE CL-TEXT BY VALUE CL-LENGTH
               BY REFERENCE SLIP RETURNING SLIP-STAT END-CALL
           IF SLIP-STAT = TK-OK
               PERFORM ONE-LANGUAGE-PART
               PERFORM SLIP-EMPTY-PART
               MOVE "en" TO CL-LANG
               MOVE 0 TO SLIP-INDENT
               MOVE "notification.system" TO CL-KEY
               PERFORM SLIP-WORD-PART
               PERFORM ONE-LANGUAGE-PART
               IF SLIP-STAT = TK-OK
                   CALL "toroku_list_publish" USING
                       BY VALUE SIZE AUTO SLIP RETURNING SLIP-STAT
                       END-CALL
               ELSE
                   CALL "toroku_list_drop" USING
                       BY VALUE SIZE AUTO SLIP RETURNING CL-STAT
                       END-CALL
               END-IF
           END-IF
           MOVE SCREEN-LANG TO CL-LANG.
       ONE-LANGUAGE-PART.
           MOVE 0 TO SLIP-INDENT
           MOVE "notification.complete.lead" TO CL-KEY
           PERFORM SLIP-WORD-PART
           MOVE "label.user_name" TO CL-KEY
           PERFORM SLIP-WORD-PART
           MOVE PERSON TO CL-TEXT
           MOVE 4 TO SLIP-INDENT
           PERFORM SLIP-TEXT-PART
           MOVE USER-ID TO CL-VALUE
           MOVE 0 TO SLIP-INDENT
           MOVE "notification.user_id" TO CL-KEY
           PERFORM SLIP-WORD-PART
           MOVE "mail.sent" TO CL-KEY
           PERFORM SLIP-WORD-PART
           MOVE ADDRESS-OF-MAIL TO CL-TEXT
           MOVE 4 TO SLIP-INDENT
           PERFORM SLIP-TEXT-PART
           PERFORM SLIP-EMPTY-PART
           MOVE 0 TO SLIP-INDENT
           MOVE "next.title" TO CL-KEY
           PERFORM SLIP-WORD-PART
           MOVE 2 TO SLIP-INDENT
           MOVE "next.mail" TO CL-KEY
           PERFORM SLIP-WORD-PART
           MOVE "notification.warning.text" TO CL-KEY
           PERFORM SLIP-WORD-PART
           MOVE "next.link" TO CL-KEY
           PERFORM SLIP-WORD-PART
           MOVE FUNCTION TRIM(HOURS-TEXT) TO CL-VALUE
           MOVE "notification.hours" TO CL-KEY
           PERFORM SLIP-WORD-PART
           MOVE "notification.renewal" TO CL-KEY
           PERFORM SLIP-WORD-PART
           MOVE "slip.keep" TO CL-KEY
           PERFORM SLIP-WORD-PART.
       SLIP-WORD-PART.
           CALL "CLKWORD" USING CLERK END-CALL
           PERFORM SLIP-TEXT-PART.
       SLIP-EMPTY-PART.
           MOVE SPACES TO CL-TEXT
           PERFORM SLIP-TEXT-PART.
       SLIP-TEXT-PART.
           IF SLIP-STAT = TK-OK
               CALL "toroku_list_line" USING
                   BY VALUE SIZE AUTO SLIP BY VALUE SLIP-INDENT
                   BY REFERENCE CL-TEXT BY VALUE CL-TEXT-SIZE
                   RETURNING SLIP-STAT END-CALL
           END-IF.

      *> ---- The screen --------------------------------------------
       SHOW-PART.
           MOVE "state.completion" TO CL-KEY
           CALL "CLKPAGE" USING CLERK END-CALL
           MOVE 0 TO CL-MARK-LENGTH
           MOVE "notification.complete.lead" TO CL-KEY
           CALL "CLKSAID" USING CLERK END-CALL
           CALL "CLKGAP" USING CLERK END-CALL
           MOVE USER-ID TO CL-VALUE
           MOVE "notification.user_id" TO CL-KEY
           CALL "CLKSAID" USING CLERK END-CALL
           MOVE "label.user_name" TO CL-KEY
           PERFORM LABEL-PART
           MOVE PERSON TO CL-TEXT
           CALL "CLKROW" USING CLERK END-CALL
           MOVE "mail.sent" TO CL-KEY
           PERFORM LABEL-PART
           MOVE ADDRESS-OF-MAIL TO CL-TEXT
           CALL "CLKROW" USING CLERK END-CALL
           IF SLIP-STAT = TK-OK
               MOVE "slip.file" TO CL-KEY
               PERFORM LABEL-PART
               MOVE SLIP-NAME TO CL-TEXT
               CALL "CLKROW" USING CLERK END-CALL
           ELSE
               MOVE "! " TO CL-MARK
               MOVE 2 TO CL-MARK-LENGTH
               MOVE "slip.failed" TO CL-KEY
               CALL "CLKSAID" USING CLERK END-CALL
           END-IF
           PERFORM NEXT-STEPS-PART
           MOVE "Enter" TO CL-MARK
           MOVE "key.top" TO CL-KEY
           CALL "CLKKEY" USING CLERK END-CALL.
       LABEL-PART.
           CALL "CLKWORD" USING CLERK END-CALL
           MOVE CL-TEXT TO CL-LABEL.
       NEXT-STEPS-PART.
           CALL "CLKGAP" USING CLERK END-CALL
           MOVE 0 TO CL-MARK-LENGTH
           MOVE "next.title" TO CL-KEY
           CALL "CLKSAID" USING CLERK END-CALL
           MOVE 2 TO CL-MARK-LENGTH
           MOVE "1 " TO CL-MARK
           MOVE "next.mail" TO CL-KEY
           CALL "CLKSAID" USING CLERK END-CALL
           MOVE "2 " TO CL-MARK
           MOVE "notification.warning.text" TO CL-KEY
           CALL "CLKSAID" USING CLERK END-CALL
           MOVE "3 " TO CL-MARK
           MOVE "next.link" TO CL-KEY
           CALL "CLKSAID" USING CLERK END-CALL.
       COPY "CLKCHECK.cpy".
