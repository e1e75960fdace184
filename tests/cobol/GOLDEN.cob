      *> The manual's golden registration (tests/vectors/registrations/
      *> golden.json), steps 1 to 8, by CALL.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. GOLDEN.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "TOROKU.cpy".
       01  POLICY                  USAGE POINTER.
       01  REG                     USAGE POINTER.
       01  PLACES                  USAGE POINTER.
       01  EFFECT                  USAGE POINTER.
       01  STAT                    BINARY-LONG UNSIGNED.
       01  ENCODING                BINARY-LONG UNSIGNED.
       01  ANSWER                  BINARY-LONG UNSIGNED.
       01  STATE                   BINARY-LONG UNSIGNED.
       01  WANT-ANSWER             BINARY-LONG UNSIGNED.
       01  WANT-STATE              BINARY-LONG UNSIGNED.
       01  KIND                    BINARY-LONG UNSIGNED.
       01  ITEM-NO                 BINARY-LONG UNSIGNED.
       01  FIELD-NO                BINARY-LONG UNSIGNED.
       01  HOKKAIDO                BINARY-LONG UNSIGNED VALUE 1.
       01  MOMENT                  BINARY-DOUBLE VALUE 1700000000.
       01  ENTROPY.
           05  FILLER              PIC X(16) VALUE
               X"000102030405060708090A0B0C0D0E0F".
           05  FILLER              PIC X(16) VALUE
               X"101112131415161718191A1B1C1D1E1F".
       01  TERMS-VERSION           PIC X(7) VALUE "2023-03".
       01  TERMS-LENGTH            BINARY-DOUBLE UNSIGNED VALUE 7.
       01  PASSWORD-URL            PIC X(37) VALUE
           "https://registration.example/password".
       01  URL-LENGTH              BINARY-DOUBLE UNSIGNED VALUE 37.
       01  TYPED                   PIC X(80).
       01  TYPED-LENGTH            BINARY-DOUBLE UNSIGNED VALUE 80.
       01  ZERO-SIZE               BINARY-DOUBLE UNSIGNED VALUE 0.
       01  THREE                   BINARY-DOUBLE UNSIGNED VALUE 3.
       01  SHOWN                   PIC X(200).
       01  SHOWN-SIZE              BINARY-DOUBLE UNSIGNED VALUE 200.
       01  SHOWN-LENGTH            BINARY-DOUBLE UNSIGNED.
       01  LANG                    PIC X(2) VALUE "en".
       01  LANG-LENGTH             BINARY-DOUBLE UNSIGNED VALUE 2.
       01  DIGEST                  PIC X(64).
       01  DIGEST-SIZE             BINARY-DOUBLE UNSIGNED VALUE 64.
       01  USER-ID                 PIC X(10) VALUE "wvkyw67071".
       01  USER-ID-SIZE            BINARY-DOUBLE UNSIGNED VALUE 10.
       01  MAIL-KEY                PIC X(32) VALUE
           "ef220c93b8de184a1e43fbbc0c21305d".
       01  MAIL-KEY-SIZE           BINARY-DOUBLE UNSIGNED VALUE 32.
       01  WANTED                  PIC X(200).
       01  FAULTS                  PIC 9(4) VALUE 0.
       PROCEDURE DIVISION.
       MAIN-PART.
           COMPUTE ENCODING = TK-ENCODING-UTF8 + TK-PADDED
           CALL "toroku_policy_new" USING
               BY VALUE SIZE AUTO ENCODING BY REFERENCE TERMS-VERSION
               BY VALUE TERMS-LENGTH BY REFERENCE PASSWORD-URL
               BY VALUE URL-LENGTH BY REFERENCE POLICY RETURNING STAT
               END-CALL
           CALL "toroku_registration_new" USING
               BY VALUE SIZE AUTO ENCODING BY REFERENCE REG
               RETURNING STAT END-CALL
      *> 1. Applicant (at a counter).
           CALL "toroku_input_choose_category" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY BY VALUE MOMENT
               BY VALUE TK-CATEGORY-AT-COUNTER BY REFERENCE ENTROPY
               BY REFERENCE ANSWER RETURNING STAT END-CALL
           MOVE TK-ANSWER-OPENED TO WANT-ANSWER
           MOVE TK-STATE-ENTRY TO WANT-STATE
           PERFORM EXPECT-PART
      *> 2. The user information.
           PERFORM ITEMS-PART
           CALL "toroku_input_search" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY BY VALUE MOMENT
               BY VALUE HOKKAIDO BY REFERENCE TYPED BY VALUE ZERO-SIZE
               BY VALUE THREE BY REFERENCE ANSWER RETURNING STAT
               END-CALL
           MOVE TK-ANSWER-MUNICIPALITIES TO WANT-ANSWER
           PERFORM EXPECT-PART
           CALL "toroku_answer_municipalities" USING
               BY VALUE SIZE AUTO REG BY REFERENCE PLACES RETURNING STAT
               END-CALL
           CALL "toroku_municipality_text" USING
               BY VALUE SIZE AUTO PLACES BY VALUE ZERO-SIZE
               BY VALUE TK-MUNICIPALITY-CODE BY REFERENCE SHOWN
               BY VALUE SHOWN-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           MOVE "011011" TO WANTED
           PERFORM EXPECT-TEXT-PART
           CALL "toroku_municipalities_free" USING
               BY VALUE SIZE AUTO PLACES RETURNING STAT END-CALL
      *> 3. and 4. The Terms of Use.
           CALL "toroku_input_agree" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY BY VALUE MOMENT
               BY REFERENCE TERMS-VERSION BY VALUE TERMS-LENGTH
               BY REFERENCE ANSWER RETURNING STAT END-CALL
           MOVE TK-ANSWER-KEPT TO WANT-ANSWER
           PERFORM EXPECT-PART
      *> 5. Confirm, 6. Back, and Confirm again.
           PERFORM CONFIRM-PART
           PERFORM VIEW-PART
           CALL "toroku_input_back" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY BY VALUE MOMENT
               BY REFERENCE ANSWER RETURNING STAT END-CALL
           MOVE TK-ANSWER-WENT-BACK TO WANT-ANSWER
           MOVE TK-STATE-ENTRY TO WANT-STATE
           PERFORM EXPECT-PART
           PERFORM CONFIRM-PART
      *> 7. Registration, and what it orders.
           CALL "toroku_confirmation_digest" USING
               BY VALUE SIZE AUTO REG BY REFERENCE DIGEST
               BY VALUE DIGEST-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           CALL "toroku_input_register" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY BY VALUE MOMENT
               BY REFERENCE DIGEST BY VALUE DIGEST-SIZE
               BY REFERENCE LANG BY VALUE LANG-LENGTH
               BY REFERENCE ANSWER RETURNING STAT END-CALL
           MOVE TK-ANSWER-ISSUING TO WANT-ANSWER
           MOVE TK-STATE-ISSUING TO WANT-STATE
           PERFORM EXPECT-PART
           PERFORM EFFECT-PART
           CALL "toroku_input_id_reserved" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY BY VALUE MOMENT
               BY REFERENCE USER-ID BY VALUE USER-ID-SIZE
               BY REFERENCE ANSWER RETURNING STAT END-CALL
           PERFORM EXPECT-PART
           PERFORM EFFECT-PART
           CALL "toroku_input_committed" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY BY VALUE MOMENT
               BY REFERENCE MAIL-KEY BY VALUE MAIL-KEY-SIZE
               BY REFERENCE ANSWER RETURNING STAT END-CALL
           MOVE TK-ANSWER-REGISTERED TO WANT-ANSWER
           MOVE TK-STATE-COMPLETION TO WANT-STATE
           PERFORM EXPECT-PART
           CALL "toroku_registration_user_id" USING
               BY VALUE SIZE AUTO REG BY REFERENCE SHOWN
               BY VALUE SHOWN-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           MOVE USER-ID TO WANTED
           PERFORM EXPECT-TEXT-PART
           CALL "toroku_input_mail_delivered" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY BY VALUE MOMENT
               BY REFERENCE MAIL-KEY BY VALUE MAIL-KEY-SIZE
               BY REFERENCE ANSWER RETURNING STAT END-CALL
           MOVE TK-ANSWER-NOTED TO WANT-ANSWER
           PERFORM EXPECT-PART
      *> 8. Back to Top Page.
           CALL "toroku_input_back_to_top" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY BY VALUE MOMENT
               BY REFERENCE ANSWER RETURNING STAT END-CALL
           MOVE TK-ANSWER-BACK-AT-TOP TO WANT-ANSWER
           MOVE TK-STATE-START TO WANT-STATE
           PERFORM EXPECT-PART
           CALL "toroku_registration_free" USING
               BY VALUE SIZE AUTO REG RETURNING STAT END-CALL
           CALL "toroku_policy_free" USING
               BY VALUE SIZE AUTO POLICY RETURNING STAT END-CALL
           IF FAULTS > 0
               DISPLAY "the golden registration: " FAULTS " faults"
               STOP RUN RETURNING 1
           END-IF
           DISPLAY "the manual's golden registration: passed"
           STOP RUN.
       EXPECT-PART.
           CALL "toroku_registration_state" USING
               BY VALUE SIZE AUTO REG BY REFERENCE STATE RETURNING KIND
               END-CALL
           IF STAT NOT = TK-OK OR ANSWER NOT = WANT-ANSWER
               OR STATE NOT = WANT-STATE
               ADD 1 TO FAULTS
               DISPLAY "status " STAT " answer " ANSWER " for "
                   WANT-ANSWER " state " STATE " for " WANT-STATE
           END-IF.
       EXPECT-TEXT-PART.
           IF STAT NOT = TK-OK OR SHOWN NOT = WANTED
               ADD 1 TO FAULTS
               DISPLAY "status " STAT " text " SHOWN
           END-IF.
       ITEMS-PART.
           MOVE TK-ANSWER-KEPT TO WANT-ANSWER
           MOVE "HOUMU TARO" TO TYPED
           MOVE TK-ITEM-USER-NAME TO ITEM-NO
           PERFORM SET-PART
           MOVE "male" TO TYPED
           MOVE TK-ITEM-SEX TO ITEM-NO
           PERFORM SET-PART
           MOVE "2000" TO TYPED
           MOVE TK-ITEM-BIRTH-YEAR TO ITEM-NO
           PERFORM SET-PART
           MOVE "01" TO TYPED
           MOVE TK-ITEM-BIRTH-MONTH TO ITEM-NO
           PERFORM SET-PART
           MOVE TK-ITEM-BIRTH-DAY TO ITEM-NO
           PERFORM SET-PART
           MOVE "011011" TO TYPED
           MOVE TK-ITEM-MUNICIPALITY TO ITEM-NO
           PERFORM SET-PART
           MOVE "1-1-1 緑ヶ関ハイツ202号" TO TYPED
           MOVE TK-ITEM-STREET-ADDRESS TO ITEM-NO
           PERFORM SET-PART
           MOVE "0312345678" TO TYPED
           MOVE TK-ITEM-PHONE TO ITEM-NO
           PERFORM SET-PART
           MOVE "user01@ens-test.com" TO TYPED
           MOVE TK-ITEM-EMAIL TO ITEM-NO
           PERFORM SET-PART
           MOVE TK-ITEM-EMAIL-CONFIRMATION TO ITEM-NO
           PERFORM SET-PART
           MOVE "applicant_at_counter" TO TYPED
           MOVE TK-ITEM-USER-TYPE TO ITEM-NO
           PERFORM SET-PART.
       SET-PART.
           CALL "toroku_input_set" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY BY VALUE MOMENT
               BY VALUE ITEM-NO BY REFERENCE TYPED BY VALUE TYPED-LENGTH
               BY REFERENCE ANSWER RETURNING STAT END-CALL
           PERFORM EXPECT-PART.
       CONFIRM-PART.
           CALL "toroku_input_confirm" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY BY VALUE MOMENT
               BY REFERENCE ANSWER RETURNING STAT END-CALL
           MOVE TK-ANSWER-READY-TO-CONFIRM TO WANT-ANSWER
           MOVE TK-STATE-CONFIRMATION TO WANT-STATE
           PERFORM EXPECT-PART.
       VIEW-PART.
           MOVE "HOUMU TARO" TO WANTED
           MOVE TK-FIELD-USER-NAME TO FIELD-NO
           PERFORM SHOWN-PART
           MOVE "男 male" TO WANTED
           MOVE TK-FIELD-SEX TO FIELD-NO
           PERFORM SHOWN-PART
           MOVE "2000-01-01" TO WANTED
           MOVE TK-FIELD-DATE-OF-BIRTH TO FIELD-NO
           PERFORM SHOWN-PART
           MOVE "北海道札幌市中央区" TO WANTED
           MOVE TK-FIELD-MUNICIPALITY TO FIELD-NO
           PERFORM SHOWN-PART
           MOVE
             "１－１－１　緑ヶ関ハイツ２０２号"
             TO WANTED
           MOVE TK-FIELD-STREET-ADDRESS TO FIELD-NO
           PERFORM SHOWN-PART
           MOVE "0312345678" TO WANTED
           MOVE TK-FIELD-PHONE TO FIELD-NO
           PERFORM SHOWN-PART
           MOVE "user01@ens-test.com" TO WANTED
           MOVE TK-FIELD-EMAIL TO FIELD-NO
           PERFORM SHOWN-PART.
       SHOWN-PART.
           CALL "toroku_confirmation_text" USING
               BY VALUE SIZE AUTO REG BY VALUE FIELD-NO
               BY REFERENCE SHOWN BY VALUE SHOWN-SIZE
               BY REFERENCE SHOWN-LENGTH RETURNING STAT END-CALL
           PERFORM EXPECT-TEXT-PART.
       EFFECT-PART.
           CALL "toroku_registration_effect" USING
               BY VALUE SIZE AUTO REG BY VALUE POLICY
               BY REFERENCE EFFECT RETURNING STAT END-CALL
           CALL "toroku_effect_key" USING
               BY VALUE SIZE AUTO EFFECT BY REFERENCE SHOWN
               BY VALUE SHOWN-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           MOVE MAIL-KEY TO WANTED
           PERFORM EXPECT-TEXT-PART
           CALL "toroku_effect_user_id" USING
               BY VALUE SIZE AUTO EFFECT BY REFERENCE SHOWN
               BY VALUE SHOWN-SIZE BY REFERENCE SHOWN-LENGTH
               RETURNING STAT END-CALL
           MOVE USER-ID TO WANTED
           PERFORM EXPECT-TEXT-PART
           CALL "toroku_effect_free" USING
               BY VALUE SIZE AUTO EFFECT RETURNING STAT END-CALL.
