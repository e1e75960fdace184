      *> Toroku for COBOL: constants, records and calls. COPY it into
      *> WORKING-STORAGE. Written from the library's sources and
      *> compared with them; do not change it by hand.
      *> A comment stands below its constant and above its column or
      *> record. In names, CONV is CONVERTED.
      *> The records come first of all, since most programs need no
      *> more: fill TOROKU-RECORD, CALL toroku_record_check or
      *> toroku_record_register, read TOROKU-RESULT. The calls stand at
      *> the end.
      *> One applicant.
       01  TOROKU-RECORD.
      *> A to Z and spaces
           05  TR-USER-NAME             PIC X(104).
      *> 1 or M: male; 2 or F: female
           05  TR-SEX                   PIC X(1).
      *> YYYYMMDD
           05  TR-BIRTH-DATE            PIC X(8).
      *> code, name, English name or postal code
           05  TR-MUNICIPALITY          PIC X(60).
      *> 80 characters of two bytes
           05  TR-STREET-ADDRESS        PIC X(160).
      *> digits
           05  TR-PHONE                 PIC X(12).
      *> the e-mail address
           05  TR-EMAIL                 PIC X(60).
      *> the e-mail address again
           05  TR-EMAIL-CONFIRMATION    PIC X(60).
      *> the name of an offered user type
           05  TR-USER-TYPE             PIC X(32).
      *> 1: the Terms of Use are agreed to
           05  TR-TERMS-AGREED          PIC X(1).
      *> the version that was shown
           05  TR-TERMS-VERSION         PIC X(64).
      *> the host's own; comes back as it is
           05  TR-HOST-KEY              PIC X(32).
      *> blank or 1: these columns
           05  TR-RECORD-VERSION        PIC X(1).
      *> not looked at
           05  TR-RESERVED              PIC X(5).
      *> What became of a record.
       01  TOROKU-RESULT.
      *> TK-RESULT-...
           05  TS-STATUS                PIC 9(2).
      *> as it was
           05  TS-HOST-KEY              PIC X(32).
      *> where it was registered
           05  TS-USER-ID               PIC X(10).
      *> where it was registered: the notification's key
           05  TS-MAIL-KEY              PIC X(32).
      *> a code for each field, 0000 where it is good
           05  TS-PROBLEMS              PIC 9(4) OCCURS 10.
      *> the first notice of each field, or 0000
           05  TS-NOTICES               PIC 9(4) OCCURS 10.
      *> 1 where the field was converted
           05  TS-CONVERTED             PIC 9(1) OCCURS 10.
      *> converted; as the others where all are good
           05  TS-USER-NAME             PIC X(104).
      *> 1: male; 2: female
           05  TS-SEX                   PIC X(1).
      *> YYYYMMDD
           05  TS-BIRTH-DATE            PIC X(8).
      *> code of 6 digits
           05  TS-MUNICIPALITY          PIC X(6).
      *> prefecture and municipality
           05  TS-MUNICIPALITY-NAME     PIC X(60).
      *> characters of two bytes
           05  TS-STREET-ADDRESS        PIC X(160).
      *> digits
           05  TS-PHONE                 PIC X(12).
      *> the e-mail address
           05  TS-EMAIL                 PIC X(60).
      *> the name
           05  TS-USER-TYPE             PIC X(32).
      *> agreed to
           05  TS-TERMS-VERSION         PIC X(64).
      *> 1: these columns
           05  TS-RECORD-VERSION        PIC X(1).
      *> spaces
           05  TS-RESERVED              PIC X(126).
       01  TOROKU-CONSTANTS.
           05  TK-ABI-VERSION                 BINARY-LONG UNSIGNED
                                          VALUE 0.
      *> The ABI that this header describes
           05  TK-PADDED                      BINARY-LONG UNSIGNED
                                          VALUE 256.
      *> Added to an encoding: texts are padded with spaces
           05  TK-ENTROPY-SIZE                BINARY-LONG UNSIGNED
                                          VALUE 32.
      *> Bytes of entropy, of a key and of a token's digest
           05  TK-SALT-SIZE                   BINARY-LONG UNSIGNED
                                          VALUE 16.
      *> Bytes of a salt
           05  TK-USER-ID-SIZE                BINARY-LONG UNSIGNED
                                          VALUE 10.
      *> Characters of a user ID
           05  TK-KEY-SIZE                    BINARY-LONG UNSIGNED
                                          VALUE 32.
      *> Characters of a notification key
           05  TK-DIGEST-SIZE                 BINARY-LONG UNSIGNED
                                          VALUE 64.
      *> Characters of the digest of STEP2
           05  TK-TOKEN-SIZE                  BINARY-LONG UNSIGNED
                                          VALUE 64.
      *> Characters of a password link's token
           05  TK-RECORD-SIZE                 BINARY-LONG UNSIGNED
                                          VALUE 600.
      *> Bytes of a record
           05  TK-RESULT-SIZE                 BINARY-LONG UNSIGNED
                                          VALUE 800.
      *> Bytes of a result record
      *> What a function returns.
           05  TK-OK                          BINARY-LONG UNSIGNED
                                          VALUE 0.
      *> done; the outputs are written
           05  TK-NULL                        BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> a pointer is NULL that must not be
           05  TK-WRONG-HANDLE                BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> not a handle of this kind
           05  TK-FREED-HANDLE                BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> the handle has been freed
           05  TK-BUSY                        BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> another thread is using the handle
           05  TK-BUFFER-TOO-SMALL            BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> the buffer is too small; the length output gives the size
      *> needed
           05  TK-UNREADABLE                  BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> a text is not in the encoding it is said to be in
           05  TK-UNWRITABLE                  BINARY-LONG UNSIGNED
                                          VALUE 7.
      *> a text holds a character that the encoding does not have
           05  TK-INVALID-VALUE               BINARY-LONG UNSIGNED
                                          VALUE 8.
      *> a number is none of the constants for its parameter
           05  TK-OUT-OF-RANGE                BINARY-LONG UNSIGNED
                                          VALUE 9.
      *> an index is past the end, or a length is more than any memory
      *> has
           05  TK-ABSENT                      BINARY-LONG UNSIGNED
                                          VALUE 10.
      *> there is none now; nothing is wrong
           05  TK-MALFORMED                   BINARY-LONG UNSIGNED
                                          VALUE 11.
      *> a user ID, key, digest, language or name is not one
           05  TK-NOT-BUILT-IN                BINARY-LONG UNSIGNED
                                          VALUE 12.
      *> this library was built without the part asked for
           05  TK-BUG                         BINARY-LONG UNSIGNED
                                          VALUE 13.
      *> the library has failed; free the handle, keep the data, report
      *> it
           05  TK-SYSTEM-FAILED               BINARY-LONG UNSIGNED
                                          VALUE 14.
      *> the operating system gave no random bytes or no time
           05  TK-NOT-ACCEPTED                BINARY-LONG UNSIGNED
                                          VALUE 20.
      *> the state does not accept this input
           05  TK-OTHER-USER-ID               BINARY-LONG UNSIGNED
                                          VALUE 21.
      *> the report is about another user ID than the one asked for
           05  TK-OTHER-ISSUING               BINARY-LONG UNSIGNED
                                          VALUE 22.
      *> the report does not fit the policy's way to issue user IDs
           05  TK-OTHER-NOTIFICATION          BINARY-LONG UNSIGNED
                                          VALUE 23.
      *> the report is about another notification than this
      *> registration's
           05  TK-EXHAUSTED                   BINARY-LONG UNSIGNED
                                          VALUE 24.
      *> the sequence number is past the last user ID
           05  TK-WEAK-ENTROPY                BINARY-LONG UNSIGNED
                                          VALUE 25.
      *> all bytes of the entropy, key or salt are the same
           05  TK-UNKNOWN-REMINDER            BINARY-LONG UNSIGNED
                                          VALUE 26.
      *> the policy has no reminder for this number of days
           05  TK-OUT-OF-MEMORY               BINARY-LONG UNSIGNED
                                          VALUE 27.
      *> the memory for hashing a password could not be had
           05  TK-NO-PROBLEMS                 BINARY-LONG UNSIGNED
                                          VALUE 28.
      *> the refusal names no problem at a field of the entry
           05  TK-NOT-A-SNAPSHOT              BINARY-LONG UNSIGNED
                                          VALUE 30.
      *> the bytes are not a snapshot
           05  TK-NEWER                       BINARY-LONG UNSIGNED
                                          VALUE 31.
      *> the snapshot is of a newer engine
           05  TK-OTHER-KIND                  BINARY-LONG UNSIGNED
                                          VALUE 32.
      *> the snapshot is of something else
           05  TK-BROKEN                      BINARY-LONG UNSIGNED
                                          VALUE 33.
      *> the snapshot's seal does not fit: damaged, changed, or
      *> another's
           05  TK-ROLLED-BACK                 BINARY-LONG UNSIGNED
                                          VALUE 34.
      *> the snapshot is older than the counter allows
           05  TK-INVALID-SETTING             BINARY-LONG UNSIGNED
                                          VALUE 40.
      *> a setting of the policy cannot be so
      *> Which bytes a text is written in.
           05  TK-ENCODING-UTF8               BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> UTF-8.
           05  TK-ENCODING-CP932              BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> CP932, with the IBM extension rows.
           05  TK-ENCODING-CP932-NEC          BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> CP932, with the rows NEC selected from them.
           05  TK-ENCODING-CP943              BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> CP943: CP932 as IBM writes it.
           05  TK-ENCODING-CP930              BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> CP930: EBCDIC with katakana and shift codes.
           05  TK-ENCODING-CP939              BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> CP939: EBCDIC with Latin letters and shift codes.
      *> The top page's buttons.
           05  TK-CATEGORY-FOREIGN-NATIONAL   BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> Foreign national (applicant) or other: not covered here.
           05  TK-CATEGORY-LEGAL-SPECIALIST   BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> Attorney or administrative procedures legal specialist: not
      *> covered here.
           05  TK-CATEGORY-AT-COUNTER         BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> Applicant (at a counter) for electronic issuance of a
      *> certificate of eligibility.
      *> Where a finding stands.
           05  TK-FIELD-USER-NAME             BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> User name, as on the residence card or passport.
           05  TK-FIELD-SEX                   BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> Sex.
           05  TK-FIELD-DATE-OF-BIRTH         BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> Date of birth, of three items.
           05  TK-FIELD-MUNICIPALITY          BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> Address in Japan: prefecture and municipality.
           05  TK-FIELD-STREET-ADDRESS        BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> Address in Japan: town, street and house number.
           05  TK-FIELD-PHONE                 BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> Phone number.
           05  TK-FIELD-EMAIL                 BINARY-LONG UNSIGNED
                                          VALUE 7.
      *> E-mail address.
           05  TK-FIELD-EMAIL-CONFIRMATION    BINARY-LONG UNSIGNED
                                          VALUE 8.
      *> E-mail address again.
           05  TK-FIELD-USER-TYPE             BINARY-LONG UNSIGNED
                                          VALUE 9.
      *> User type.
           05  TK-FIELD-TERMS                 BINARY-LONG UNSIGNED
                                          VALUE 10.
      *> Agreement to the Terms of Use.
           05  TK-FIELD-PASSWORD              BINARY-LONG UNSIGNED
                                          VALUE 11.
      *> The password (password setup).
           05  TK-FIELD-PASSWORD-CONFIRMATION BINARY-LONG UNSIGNED
                                          VALUE 12.
      *> The password again (password setup).
      *> What is typed or chosen at STEP1.
           05  TK-ITEM-USER-NAME              BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> The user name.
           05  TK-ITEM-SEX                    BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> male or female.
           05  TK-ITEM-BIRTH-YEAR             BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> The year of birth, four digits.
           05  TK-ITEM-BIRTH-MONTH            BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> The month of birth, 1 to 12.
           05  TK-ITEM-BIRTH-DAY              BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> The day of birth, 1 to 31.
           05  TK-ITEM-MUNICIPALITY           BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> A municipality's 5- or 6-digit code, or its full name.
           05  TK-ITEM-STREET-ADDRESS         BINARY-LONG UNSIGNED
                                          VALUE 7.
      *> The street address.
           05  TK-ITEM-PHONE                  BINARY-LONG UNSIGNED
                                          VALUE 8.
      *> The phone number.
           05  TK-ITEM-EMAIL                  BINARY-LONG UNSIGNED
                                          VALUE 9.
      *> The e-mail address.
           05  TK-ITEM-EMAIL-CONFIRMATION     BINARY-LONG UNSIGNED
                                          VALUE 10.
      *> The e-mail address again.
           05  TK-ITEM-USER-TYPE              BINARY-LONG UNSIGNED
                                          VALUE 11.
      *> The name of one of the user types the policy offers.
      *> The sexes; as texts male and female.
           05  TK-SEX-MALE                    BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-SEX-FEMALE                  BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> The parts of a date of birth.
           05  TK-BIRTH-YEAR                  BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> The year.
           05  TK-BIRTH-MONTH                 BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> The month.
           05  TK-BIRTH-DAY                   BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> The day.
      *> Where a registration stands.
           05  TK-STATE-START                 BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> The top page.
           05  TK-STATE-ENTRY                 BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> STEP1.
           05  TK-STATE-CONFIRMATION          BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> STEP2.
           05  TK-STATE-ISSUING               BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> Between the click on Registration and STEP3.
           05  TK-STATE-COMPLETION            BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> STEP3.
      *> What an input led to.
           05  TK-ANSWER-OPENED               BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> STEP1 is open.
           05  TK-ANSWER-NOT-COVERED          BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> The category is not covered here.
           05  TK-ANSWER-KEPT                 BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> The entry has changed as asked.
           05  TK-ANSWER-MUNICIPALITIES       BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> The results of a search.
           05  TK-ANSWER-TERMS                BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> The version of the Terms of Use to show.
           05  TK-ANSWER-PROBLEMS             BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> STEP1 stays, with all that is wrong.
           05  TK-ANSWER-READY-TO-CONFIRM     BINARY-LONG UNSIGNED
                                          VALUE 7.
      *> STEP2 is open.
           05  TK-ANSWER-WENT-BACK            BINARY-LONG UNSIGNED
                                          VALUE 8.
      *> The page before is open.
           05  TK-ANSWER-ISSUING              BINARY-LONG UNSIGNED
                                          VALUE 9.
      *> The user ID is being issued.
           05  TK-ANSWER-NOT-AS-SHOWN         BINARY-LONG UNSIGNED
                                          VALUE 10.
      *> The page was not the current one.
           05  TK-ANSWER-STORAGE-FAILED       BINARY-LONG UNSIGNED
                                          VALUE 11.
      *> Nothing was stored.
           05  TK-ANSWER-REGISTERED           BINARY-LONG UNSIGNED
                                          VALUE 12.
      *> STEP3 is open.
           05  TK-ANSWER-ALREADY-REGISTERED   BINARY-LONG UNSIGNED
                                          VALUE 13.
      *> It was registered before.
           05  TK-ANSWER-BACK-AT-TOP          BINARY-LONG UNSIGNED
                                          VALUE 14.
      *> The top page is open.
           05  TK-ANSWER-NOTED                BINARY-LONG UNSIGNED
                                          VALUE 15.
      *> The report is taken note of.
           05  TK-ANSWER-EXPIRED              BINARY-LONG UNSIGNED
                                          VALUE 16.
      *> Nothing was done for too long.
           05  TK-ANSWER-NOT-REACHED          BINARY-LONG UNSIGNED
                                          VALUE 17.
      *> The office could not be reached.
      *> What the engine says.
           05  TC-NAME-REQUIRED               BINARY-LONG UNSIGNED
                                          VALUE 101.
      *> Enter your name.
           05  TC-NAME-LOWERCASE-CONV         BINARY-LONG UNSIGNED
                                          VALUE 102.
      *> We changed lowercase letters to capital letters.
           05  TC-NAME-WIDTH-CONV             BINARY-LONG UNSIGNED
                                          VALUE 103.
           05  TC-NAME-SPACE-COLLAPSED        BINARY-LONG UNSIGNED
                                          VALUE 104.
      *> We left one space between words.
           05  TC-NAME-CHAR                   BINARY-LONG UNSIGNED
                                          VALUE 105.
      *> Use only the letters A to Z and spaces, as on your residence
      *> card or in the two lines with <<< at the bottom of your
      *> passport's photo page. Not allowed: {chars}
           05  TC-NAME-HYPHEN-APOSTROPHE      BINARY-LONG UNSIGNED
                                          VALUE 106.
           05  TC-NAME-DIACRITIC              BINARY-LONG UNSIGNED
                                          VALUE 107.
           05  TC-NAME-TOO-LONG               BINARY-LONG UNSIGNED
                                          VALUE 108.
      *> Name must be {max} letters or fewer (now {actual}).
           05  TC-NAME-SINGLE-WORD            BINARY-LONG UNSIGNED
                                          VALUE 109.
      *> This name is one word. If you have another name, enter it too.
           05  TC-SEX-REQUIRED                BINARY-LONG UNSIGNED
                                          VALUE 201.
      *> Select your sex.
           05  TC-SEX-UNKNOWN                 BINARY-LONG UNSIGNED
                                          VALUE 202.
      *> Select your sex from the options.
           05  TC-SEX-SPACE-TRIMMED           BINARY-LONG UNSIGNED
                                          VALUE 203.
      *> We removed spaces at the start or end.
           05  TC-BIRTH-REQUIRED              BINARY-LONG UNSIGNED
                                          VALUE 301.
      *> Enter your date of birth.
           05  TC-BIRTH-INCOMPLETE            BINARY-LONG UNSIGNED
                                          VALUE 302.
      *> Enter the {missing} of your date of birth.
           05  TC-BIRTH-NOT-REAL              BINARY-LONG UNSIGNED
                                          VALUE 303.
      *> Date of birth must be a real date in numbers. Check the
      *> {parts}.
           05  TC-BIRTH-FUTURE                BINARY-LONG UNSIGNED
                                          VALUE 304.
      *> Date of birth cannot be after today. Enter the year of the
      *> Western calendar, as in your passport.
           05  TC-BIRTH-TOO-OLD               BINARY-LONG UNSIGNED
                                          VALUE 305.
      *> Check the year of your date of birth.
           05  TC-BIRTH-WIDTH-CONV            BINARY-LONG UNSIGNED
                                          VALUE 306.
           05  TC-BIRTH-TEXT-CONV             BINARY-LONG UNSIGNED
                                          VALUE 307.
      *> We wrote your date of birth in numbers.
           05  TC-BIRTH-UNKNOWN-CONV          BINARY-LONG UNSIGNED
                                          VALUE 308.
      *> For a month or day that is not known we use the first.
           05  TC-BIRTH-ERA                   BINARY-LONG UNSIGNED
                                          VALUE 309.
      *> Enter the year of the Western calendar. Did you mean
      *> {suggestion}?
           05  TC-BIRTH-ERA-DAY               BINARY-LONG UNSIGNED
                                          VALUE 310.
      *> This date is not in that Japanese era. Enter the year of the
      *> Western calendar.
           05  TC-BIRTH-TWO-DIGIT-YEAR        BINARY-LONG UNSIGNED
                                          VALUE 311.
      *> Enter all four digits of the year.
           05  TC-BIRTH-OTHER-CALENDAR        BINARY-LONG UNSIGNED
                                          VALUE 312.
      *> Enter the year of the Western calendar, as in your passport.
           05  TC-BIRTH-UNKNOWN               BINARY-LONG UNSIGNED
                                          VALUE 313.
      *> If the month or day of your birth is not known, ask the office
      *> which date to enter.
           05  TC-BIRTH-ORDER                 BINARY-LONG UNSIGNED
                                          VALUE 314.
      *> It is not clear which number is the month. Enter year, month
      *> and day each in its own box.
           05  TC-BIRTH-CONFLICT              BINARY-LONG UNSIGNED
                                          VALUE 315.
      *> The boxes do not agree. Enter year, month and day each in its
      *> own box.
           05  TC-CITY-REQUIRED               BINARY-LONG UNSIGNED
                                          VALUE 401.
      *> Select your prefecture and municipality.
           05  TC-CITY-UNKNOWN                BINARY-LONG UNSIGNED
                                          VALUE 402.
      *> Select a municipality from the list.
           05  TC-CITY-DESIGNATED-NEEDS-WARD  BINARY-LONG UNSIGNED
                                          VALUE 403.
      *> Select the ward too.
           05  TC-CITY-ABOLISHED              BINARY-LONG UNSIGNED
                                          VALUE 404.
      *> This municipality has changed. New name: {suggestion}
           05  TC-CITY-WIDTH-CONV             BINARY-LONG UNSIGNED
                                          VALUE 405.
           05  TC-CITY-NAME-CONV              BINARY-LONG UNSIGNED
                                          VALUE 406.
      *> We changed what you entered to the name of the municipality in
      *> Japanese.
           05  TC-CITY-ADDRESS                BINARY-LONG UNSIGNED
                                          VALUE 407.
      *> Enter only the municipality here: {suggestion}. Enter the rest
      *> of the address in the street address.
           05  TC-STREET-REQUIRED             BINARY-LONG UNSIGNED
                                          VALUE 501.
      *> Enter the town name, street or house number.
           05  TC-STREET-TOO-LONG             BINARY-LONG UNSIGNED
                                          VALUE 502.
      *> Address must be {max} characters or fewer (now {actual}).
           05  TC-STREET-CHAR                 BINARY-LONG UNSIGNED
                                          VALUE 503.
      *> These characters cannot be used: {chars}
           05  TC-STREET-NOT-LEGACY           BINARY-LONG UNSIGNED
                                          VALUE 504.
           05  TC-STREET-WIDTH-CONV           BINARY-LONG UNSIGNED
                                          VALUE 505.
           05  TC-STREET-DASH-CONV            BINARY-LONG UNSIGNED
                                          VALUE 506.
      *> We changed hyphens or dashes to ones that the system can use.
           05  TC-STREET-SPACE-TRIMMED        BINARY-LONG UNSIGNED
                                          VALUE 507.
      *> We removed spaces at the start or end.
           05  TC-STREET-NO-NUMBER            BINARY-LONG UNSIGNED
                                          VALUE 508.
      *> There is no number. Check if the house number is missing.
           05  TC-STREET-SPACE-CONV           BINARY-LONG UNSIGNED
                                          VALUE 509.
      *> We changed tabs or line breaks to spaces.
           05  TC-PHONE-REQUIRED              BINARY-LONG UNSIGNED
                                          VALUE 601.
      *> Enter your phone number.
           05  TC-PHONE-CHAR                  BINARY-LONG UNSIGNED
                                          VALUE 602.
      *> Phone number must be digits. Not allowed: {chars}
           05  TC-PHONE-TOO-LONG              BINARY-LONG UNSIGNED
                                          VALUE 603.
      *> Phone number must be {max} digits or fewer (now {actual}).
           05  TC-PHONE-NOT-IN-PLAN           BINARY-LONG UNSIGNED
                                          VALUE 604.
      *> Check your phone number, like 0312345678 or 09012345678.
           05  TC-PHONE-UNREACHABLE           BINARY-LONG UNSIGNED
                                          VALUE 605.
      *> We cannot call you back on a number starting with {prefix}.
           05  TC-PHONE-WIDTH-CONV            BINARY-LONG UNSIGNED
                                          VALUE 606.
           05  TC-PHONE-SEPARATOR-REMOVED     BINARY-LONG UNSIGNED
                                          VALUE 607.
      *> We removed hyphens, spaces or brackets.
           05  TC-PHONE-COUNTRY-CONV          BINARY-LONG UNSIGNED
                                          VALUE 608.
      *> We changed +81 to 0.
           05  TC-PHONE-EXTENSION             BINARY-LONG UNSIGNED
                                          VALUE 609.
      *> Enter only the phone number, without an extension:
      *> {suggestion}
           05  TC-PHONE-TWO-NUMBERS           BINARY-LONG UNSIGNED
                                          VALUE 610.
      *> Enter one phone number only, like {suggestion}.
           05  TC-PHONE-COUNTRY               BINARY-LONG UNSIGNED
                                          VALUE 611.
      *> Start with 0, without the country code: {suggestion}
           05  TC-PHONE-FOREIGN               BINARY-LONG UNSIGNED
                                          VALUE 612.
      *> This is a number of another country. Enter a phone number in
      *> Japan, starting with 0.
           05  TC-PHONE-ZERO-MISSING          BINARY-LONG UNSIGNED
                                          VALUE 613.
      *> The first 0 may be missing. Did you mean {suggestion}?
           05  TC-EMAIL-REQUIRED              BINARY-LONG UNSIGNED
                                          VALUE 701.
      *> Enter your email address.
           05  TC-EMAIL-FORMAT                BINARY-LONG UNSIGNED
                                          VALUE 702.
      *> Enter an email address in the correct format, like
      *> name@example.com.
           05  TC-EMAIL-CHAR                  BINARY-LONG UNSIGNED
                                          VALUE 703.
      *> Use only the letters A to Z, numbers and symbols. Not allowed:
      *> {chars}
           05  TC-EMAIL-TOO-LONG              BINARY-LONG UNSIGNED
                                          VALUE 704.
      *> Email address must be {max} characters or fewer (now
      *> {actual}).
           05  TC-EMAIL-NONRFC                BINARY-LONG UNSIGNED
                                          VALUE 705.
           05  TC-EMAIL-TYPO                  BINARY-LONG UNSIGNED
                                          VALUE 706.
      *> Did you mean {suggestion}?
           05  TC-EMAIL-WIDTH-CONV            BINARY-LONG UNSIGNED
                                          VALUE 707.
           05  TC-EMAIL-SPACE-TRIMMED         BINARY-LONG UNSIGNED
                                          VALUE 708.
      *> We removed spaces at the start or end.
           05  TC-EMAIL-CONFIRM-REQUIRED      BINARY-LONG UNSIGNED
                                          VALUE 801.
      *> Enter your email address again.
           05  TC-EMAIL-CONFIRM-MISMATCH      BINARY-LONG UNSIGNED
                                          VALUE 802.
      *> The email addresses do not match.
           05  TC-EMAIL-CONFIRM-WIDTH-CONV    BINARY-LONG UNSIGNED
                                          VALUE 803.
           05  TC-EMAIL-CONFIRM-SPACE-TRIMMED BINARY-LONG UNSIGNED
                                          VALUE 804.
      *> We removed spaces at the start or end.
           05  TC-USER-TYPE-REQUIRED          BINARY-LONG UNSIGNED
                                          VALUE 901.
      *> Select your user type.
           05  TC-USER-TYPE-UNKNOWN           BINARY-LONG UNSIGNED
                                          VALUE 902.
      *> Select your user type from the list.
           05  TC-USER-TYPE-SPACE-TRIMMED     BINARY-LONG UNSIGNED
                                          VALUE 903.
      *> We removed spaces at the start or end.
           05  TC-TERMS-REQUIRED              BINARY-LONG UNSIGNED
                                          VALUE 1001.
      *> Read the Terms of Use and, if you agree, check the box.
           05  TC-TERMS-CHANGED               BINARY-LONG UNSIGNED
                                          VALUE 1002.
      *> The Terms of Use have changed. Read them again and, if you
      *> agree, check the box.
           05  TC-TEXT-INVISIBLE              BINARY-LONG UNSIGNED
                                          VALUE 1101.
      *> There are characters that cannot be seen. Delete them: {chars}
           05  TC-TEXT-NOT-CONV               BINARY-LONG UNSIGNED
                                          VALUE 1102.
      *> Check if this is correct, and enter it in this form:
      *> {suggestion}
           05  TC-TEXT-PATTERN                BINARY-LONG UNSIGNED
                                          VALUE 1103.
           05  TC-TEXT-NOT-ACCEPTED           BINARY-LONG UNSIGNED
                                          VALUE 1104.
      *> The office did not accept this. {message}
           05  TC-FLOW-EXPIRED                BINARY-LONG UNSIGNED
                                          VALUE 1201.
      *> Your time has run out. Start again.
           05  TC-FLOW-INVALID-EVENT          BINARY-LONG UNSIGNED
                                          VALUE 1202.
      *> You cannot do that on this page.
           05  TC-FLOW-SNAPSHOT-INVALID       BINARY-LONG UNSIGNED
                                          VALUE 1203.
      *> The saved data cannot be used. Start again.
           05  TC-FLOW-ALREADY-REGISTERED     BINARY-LONG UNSIGNED
                                          VALUE 1204.
      *> Registration is already complete.
           05  TC-FLOW-NOT-AS-SHOWN           BINARY-LONG UNSIGNED
                                          VALUE 1205.
      *> The information has changed since you saw it. Check it again,
      *> then register.
           05  TC-FLOW-NOT-COVERED            BINARY-LONG UNSIGNED
                                          VALUE 1206.
      *> You cannot register for this here. Read the guidance.
           05  TC-FLOW-STORAGE-FAILED         BINARY-LONG UNSIGNED
                                          VALUE 1207.
      *> We could not save your registration. You are not registered
      *> yet. Try again later.
           05  TC-FLOW-NOT-REACHED            BINARY-LONG UNSIGNED
                                          VALUE 1208.
      *> We could not reach the office. Your information is kept and
      *> will be sent again. You do not need to do anything.
           05  TC-PASSWORD-CONFLICT           BINARY-LONG UNSIGNED
                                          VALUE 1301.
      *> Close the top page and the login page, then open the link
      *> again.
           05  TC-PASSWORD-TOKEN-INVALID      BINARY-LONG UNSIGNED
                                          VALUE 1302.
      *> This link cannot be used. Ask for a new one.
           05  TC-PASSWORD-TOKEN-EXPIRED      BINARY-LONG UNSIGNED
                                          VALUE 1303.
      *> This link has expired. Ask for a new one.
           05  TC-PASSWORD-TOO-SHORT          BINARY-LONG UNSIGNED
                                          VALUE 1304.
      *> Use {min} characters or more.
           05  TC-PASSWORD-TOO-LONG           BINARY-LONG UNSIGNED
                                          VALUE 1305.
      *> Use {max} characters or fewer.
           05  TC-PASSWORD-COMPOSITION        BINARY-LONG UNSIGNED
                                          VALUE 1306.
      *> Use letters, numbers and symbols, at least one of each.
           05  TC-PASSWORD-CONTAINS-ID        BINARY-LONG UNSIGNED
                                          VALUE 1307.
      *> Do not include your user ID, name or email address.
           05  TC-PASSWORD-COMMON             BINARY-LONG UNSIGNED
                                          VALUE 1308.
      *> Many people use this password. Choose another.
           05  TC-PASSWORD-MISMATCH           BINARY-LONG UNSIGNED
                                          VALUE 1309.
      *> The passwords do not match.
           05  TC-PASSWORD-REQUIRED           BINARY-LONG UNSIGNED
                                          VALUE 1310.
      *> Enter a password.
           05  TC-PASSWORD-WRONG              BINARY-LONG UNSIGNED
                                          VALUE 1311.
      *> The user ID or password is not correct.
           05  TC-PASSWORD-EXPIRED            BINARY-LONG UNSIGNED
                                          VALUE 1312.
      *> Your password has expired. Ask for a new link to set another.
           05  TC-PASSWORD-CHAR               BINARY-LONG UNSIGNED
                                          VALUE 1313.
      *> These characters cannot be used: {chars}
           05  TC-RECORD-UNREADABLE           BINARY-LONG UNSIGNED
                                          VALUE 9001.
      *> Byte {position} cannot be read as a character: it is half of
      *> one, or a code that the encoding does not have.
           05  TC-RECORD-SHIFT                BINARY-LONG UNSIGNED
                                          VALUE 9002.
      *> The shift code at byte {position} has no other to close it:
      *> two-byte characters stand between SO and SI, both in the same
      *> field. Have the file made again.
           05  TC-RECORD-USER-CHARACTER       BINARY-LONG UNSIGNED
                                          VALUE 9003.
      *> The user-defined character {char} at byte {position} is not in
      *> the table of user-defined characters. Add it to the table, or
      *> write another character.
           05  TC-RECORD-TOO-WIDE             BINARY-LONG UNSIGNED
                                          VALUE 9004.
      *> With shift codes this takes {actual} bytes, and there is room
      *> for {max}. Shorten it.
      *> What kind of thing a code says.
           05  TK-KIND-PROBLEM                BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> Blocks Confirm.
           05  TK-KIND-NOTICE                 BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> Is shown and does not block.
           05  TK-KIND-CONVERSION             BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> Reports a change the engine made to a value.
           05  TK-KIND-GENERAL                BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> Is about the registration or the password setup as a whole,
      *> not about one field of the entry.
      *> The parameters of a finding.
           05  TK-PARAM-CHARS                 BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> The characters that cannot be used.
           05  TK-PARAM-CHAR                  BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> The first character that cannot be used.
           05  TK-PARAM-SUGGESTION            BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> What could be entered instead.
           05  TK-PARAM-ACTUAL                BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> How many characters there are.
           05  TK-PARAM-MIN                   BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> How many there must be at least.
           05  TK-PARAM-MAX                   BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> How many there may be at most.
           05  TK-PARAM-MISSING               BINARY-LONG UNSIGNED
                                          VALUE 7.
      *> The missing parts of a date.
           05  TK-PARAM-PREFIX                BINARY-LONG UNSIGNED
                                          VALUE 8.
      *> The leading digits of a phone number.
           05  TK-PARAM-RULE                  BINARY-LONG UNSIGNED
                                          VALUE 9.
      *> The name of a rule that the host added.
           05  TK-PARAM-POSITION              BINARY-LONG UNSIGNED
                                          VALUE 10.
      *> The byte of a record's field, counted from 1.
           05  TK-PARAM-PARTS                 BINARY-LONG UNSIGNED
                                          VALUE 11.
      *> The parts of a date to correct.
           05  TK-PARAM-MESSAGE               BINARY-LONG UNSIGNED
                                          VALUE 12.
      *> What another engine says, in its own words.
      *> What a parameter's value is.
           05  TK-VALUE-NUMBER                BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> A number.
           05  TK-VALUE-TEXT                  BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> A text.
           05  TK-VALUE-CHARS                 BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> Characters.
           05  TK-VALUE-PARTS                 BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> Parts of a date.
      *> The texts of a finding.
           05  TK-TEXT-BEFORE                 BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> As typed.
           05  TK-TEXT-AFTER                  BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> After all conversions.
      *> What the host must do.
           05  TK-EFFECT-RESERVE-USER-ID      BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> Reserve a candidate for the user ID.
           05  TK-EFFECT-RESERVE-NUMBER       BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> Count the store's sequence up.
           05  TK-EFFECT-COMMIT               BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> Store the registration.
           05  TK-EFFECT-SUBMIT               BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> Send the registration to the office.
      *> How a notification fares.
           05  TK-DELIVERY-PENDING            BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> Not reported yet.
           05  TK-DELIVERY-DELIVERED          BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> Handed over to the applicant's mail service.
           05  TK-DELIVERY-FAILED             BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> Given up.
      *> The parts of a mail.
           05  TK-MAIL-KEY                    BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> What distinguishes it from every other.
           05  TK-MAIL-TO                     BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> The address.
           05  TK-MAIL-LANGUAGE               BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> The language's tag.
           05  TK-MAIL-SUBJECT                BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> The subject.
           05  TK-MAIL-TEXT                   BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> The plain text body.
           05  TK-MAIL-HTML                   BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> The HTML body.
      *> What a code or a full name stands for.
           05  TK-LOOKUP-FOUND                BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> A municipality.
           05  TK-LOOKUP-NEEDS-WARD           BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> A designated city, of which a ward is needed.
           05  TK-LOOKUP-ABOLISHED            BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> An abolished municipality.
           05  TK-LOOKUP-UNKNOWN              BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> Nothing.
      *> The texts of a municipality.
           05  TK-MUNICIPALITY-CODE           BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> The code of 6 digits.
           05  TK-MUNICIPALITY-CODE5          BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> The code of 5 digits.
           05  TK-MUNICIPALITY-NAME           BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> The name.
           05  TK-MUNICIPALITY-FULL-NAME      BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> The name behind prefecture and district.
           05  TK-MUNICIPALITY-DISTRICT       BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> The district.
           05  TK-MUNICIPALITY-KANA           BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> The reading.
           05  TK-MUNICIPALITY-ENGLISH        BINARY-LONG UNSIGNED
                                          VALUE 7.
      *> The name in Latin letters.
           05  TK-MUNICIPALITY-PREFECTURE     BINARY-LONG UNSIGNED
                                          VALUE 8.
      *> The prefecture.
      *> The settings of a policy that are numbers.
           05  TK-SETTING-STRICT              BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> No conversions: what would have been converted is a problem
      *> with the converted text as its suggestion.
           05  TK-SETTING-PHONE-PLAN-REQUIRED BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> A phone number outside Japan's numbering plan is a problem
      *> instead of a notice.
           05  TK-SETTING-INACTIVITY-LIMIT    BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> After this many seconds without an input, entry and
      *> confirmation expire.
           05  TK-SETTING-KEEP-DRAFT          BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> Whether an expired registration that is started again keeps
      *> what was entered (the default) or forgets it, as on a terminal
      *> that strangers share.
           05  TK-SETTING-BIRTH-UNKNOWN-FIRST BINARY-LONG UNSIGNED
                                          VALUE 12.
      *> A month or day of birth that is not known (00 in many
      *> passports) is the first of January, or of the month, instead
      *> of a problem.
           05  TK-SETTING-PASSWORD-RULES      BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> Which rules a new password must meet. They bring every other
      *> setting about passwords with them.
           05  TK-SETTING-LINK-LIFETIME       BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> How many seconds a link can be used; it counts for the links
      *> made from now on.
           05  TK-SETTING-LINKS-PER-DAY       BINARY-LONG UNSIGNED
                                          VALUE 8.
      *> How many links are made within any 24 hours, the
      *> notification's among them. Any 24 hours rather than a calendar
      *> day, so that no midnight doubles it.
           05  TK-SETTING-VALIDITY-YEARS      BINARY-LONG UNSIGNED
                                          VALUE 9.
      *> It is valid to the end of the same calendar day, in Japan,
      *> that many years later; set on 29 February, to the end of 28
      *> February where that year has no 29th.
           05  TK-SETTING-PASSWORD-MIN-LENGTH BINARY-LONG UNSIGNED
                                          VALUE 10.
      *> The fewest characters (Unicode code points after NFC) of a
      *> password.
           05  TK-SETTING-PASSWORD-MAX-LENGTH BINARY-LONG UNSIGNED
                                          VALUE 11.
      *> The most characters (Unicode code points after NFC) of a
      *> password.
      *> The texts of a policy.
           05  TK-POLICY-TERMS-VERSION        BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> The version of the Terms of Use.
           05  TK-POLICY-PASSWORD-URL         BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> The address of the page where a password is set.
           05  TK-POLICY-LOGIN-URL            BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> The address of the page to log in at.
      *> The rules for passwords.
           05  TK-RULES-NIST-B4               BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> NIST SP 800-63B-4: length counts, composition does not. 15 to
      *> 128 characters unless set otherwise, of any script; not one of
      *> those that are guessed first; without the account's user ID,
      *> name or e-mail address.
           05  TK-RULES-LEGACY                BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> As older systems have it: 8 to 32 characters of printable
      *> ASCII, a letter, a digit and a sign (the space is none) among
      *> them; without the account's user ID, name or e-mail address.
      *> There is no block list.
      *> Which pages are open beside the link.
           05  TK-PAGES-NONE                  BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> Neither of the two.
           05  TK-PAGES-HOME-OR-LOGIN         BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> The home page or the login page, or both.
      *> Where a password setup stands.
           05  TK-PWSTATE-AWAITING-PASSWORD   BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> No password has been set yet.
           05  TK-PWSTATE-ACTIVE              BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> There is a password, though it may have expired.
      *> What a password input led to.
           05  TK-PW-LINK-USABLE              BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> The link can be used.
           05  TK-PW-CONFLICT                 BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> The home or login page is open.
           05  TK-PW-TOKEN-INVALID            BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> Not, or no longer, the right token.
           05  TK-PW-TOKEN-EXPIRED            BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> The right token, too late.
           05  TK-PW-PROBLEMS                 BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> Something is wrong with the new password or its confirmation.
           05  TK-PW-PASSWORD-SET             BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> The password is set.
           05  TK-PW-LINK-REQUESTED           BINARY-LONG UNSIGNED
                                          VALUE 7.
      *> If user ID and e-mail address belong together, a mail is on
      *> its way.
           05  TK-PW-LOGGED-IN                BINARY-LONG UNSIGNED
                                          VALUE 8.
      *> The right password.
           05  TK-PW-PASSWORD-WRONG           BINARY-LONG UNSIGNED
                                          VALUE 9.
      *> Not the right password.
           05  TK-PW-PASSWORD-EXPIRED         BINARY-LONG UNSIGNED
                                          VALUE 10.
      *> The right password, too old.
           05  TK-PW-REMINDER-NOTED           BINARY-LONG UNSIGNED
                                          VALUE 11.
      *> It is noted that the reminder was sent.
      *> The texts of an account.
           05  TK-ACCOUNT-USER-ID             BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> The user ID.
           05  TK-ACCOUNT-NAME                BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> The user name.
           05  TK-ACCOUNT-EMAIL               BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> The e-mail address.
      *> What became of a record.
           05  TK-RESULT-GOOD                 BINARY-LONG UNSIGNED
                                          VALUE 0.
      *> Every field is good.
           05  TK-RESULT-PROBLEMS             BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> A field has a problem.
           05  TK-RESULT-SHORT                BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> Too few bytes.
           05  TK-RESULT-LONG                 BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> Too many bytes.
           05  TK-RESULT-EMPTY                BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> Nothing in it.
           05  TK-RESULT-KEY-TAKEN            BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> Another record was registered under the host's own key.
           05  TK-RESULT-NEWER                BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> Of a later version than the library knows: not read.
      *> The name tables.
           05  TK-TABLE-STATUS                BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> what a function returns
           05  TK-TABLE-ENCODING              BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> which bytes a text is written in
           05  TK-TABLE-CATEGORY              BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> the top page's buttons
           05  TK-TABLE-FIELD                 BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> where a finding stands
           05  TK-TABLE-ITEM                  BINARY-LONG UNSIGNED
                                          VALUE 5.
      *> what is typed or chosen at step1
           05  TK-TABLE-SEX                   BINARY-LONG UNSIGNED
                                          VALUE 6.
      *> the sexes; as texts male and female
           05  TK-TABLE-BIRTH                 BINARY-LONG UNSIGNED
                                          VALUE 7.
      *> the parts of a date of birth
           05  TK-TABLE-STATE                 BINARY-LONG UNSIGNED
                                          VALUE 8.
      *> where a registration stands
           05  TK-TABLE-INPUT                 BINARY-LONG UNSIGNED
                                          VALUE 9.
      *> the inputs, by name
           05  TK-TABLE-ANSWER                BINARY-LONG UNSIGNED
                                          VALUE 10.
      *> what an input led to
           05  TK-TABLE-CODE                  BINARY-LONG UNSIGNED
                                          VALUE 11.
      *> what the engine says
           05  TK-TABLE-KIND                  BINARY-LONG UNSIGNED
                                          VALUE 12.
      *> what kind of thing a code says
           05  TK-TABLE-PARAM                 BINARY-LONG UNSIGNED
                                          VALUE 13.
      *> the parameters of a finding
           05  TK-TABLE-VALUE                 BINARY-LONG UNSIGNED
                                          VALUE 14.
      *> what a parameter's value is
           05  TK-TABLE-TEXT                  BINARY-LONG UNSIGNED
                                          VALUE 15.
      *> the texts of a finding
           05  TK-TABLE-EFFECT                BINARY-LONG UNSIGNED
                                          VALUE 16.
      *> what the host must do
           05  TK-TABLE-DELIVERY              BINARY-LONG UNSIGNED
                                          VALUE 17.
      *> how a notification fares
           05  TK-TABLE-MAIL                  BINARY-LONG UNSIGNED
                                          VALUE 18.
      *> the parts of a mail
           05  TK-TABLE-LOOKUP                BINARY-LONG UNSIGNED
                                          VALUE 19.
      *> what a code or a full name stands for
           05  TK-TABLE-MUNICIPALITY          BINARY-LONG UNSIGNED
                                          VALUE 20.
      *> the texts of a municipality
           05  TK-TABLE-SETTING               BINARY-LONG UNSIGNED
                                          VALUE 21.
      *> the settings of a policy that are numbers
           05  TK-TABLE-POLICY                BINARY-LONG UNSIGNED
                                          VALUE 22.
      *> the texts of a policy
           05  TK-TABLE-RULES                 BINARY-LONG UNSIGNED
                                          VALUE 23.
      *> the rules for passwords
           05  TK-TABLE-PAGES                 BINARY-LONG UNSIGNED
                                          VALUE 24.
      *> which pages are open beside the link
           05  TK-TABLE-PWSTATE               BINARY-LONG UNSIGNED
                                          VALUE 25.
      *> where a password setup stands
           05  TK-TABLE-PW                    BINARY-LONG UNSIGNED
                                          VALUE 26.
      *> what a password input led to
           05  TK-TABLE-ACCOUNT               BINARY-LONG UNSIGNED
                                          VALUE 27.
      *> the texts of an account
           05  TK-TABLE-RESULT                BINARY-LONG UNSIGNED
                                          VALUE 28.
      *> what became of a record
           05  TK-TABLE-TABLE                 BINARY-LONG UNSIGNED
                                          VALUE 30.
      *> the name tables
      *> The calls. Every one but toroku_abi_version returns a status,
      *> BINARY-LONG UNSIGNED, 0 being TK-OK; what else it can return
      *> stands with it. Outputs are written on TK-OK only, but for a
      *> length with TK-BUFFER-TOO-SMALL. A handle is a USAGE POINTER
      *> that the call which makes it fills and the call named ..._free
      *> takes back. Moments are seconds since 1970-01-01 00:00 UTC.
      *> Every call with a handle can also return TK-NULL,
      *> TK-WRONG-HANDLE, TK-FREED-HANDLE and TK-BUSY, one with a
      *> pointer TK-NULL and TK-OUT-OF-RANGE, one that writes a text
      *> TK-BUFFER-TOO-SMALL, and every one TK-BUG.
      *> A text has the encoding that was given when its handle was
      *> made, or with the call. Add TK-PADDED to it, as in COMPUTE
      *> ENCODING = TK-ENCODING-CP932 + TK-PADDED: then spaces and NULs
      *> at the end of a text are no part of it, and a text that is
      *> written is filled up with spaces. Write BY VALUE SIZE AUTO
      *> once in a CALL, so that each value has the length of its item.
      *> What follows is the order of the parameters.
      *> ---- The library and the system
      *>
      *> CALL "toroku_abi_version" USING
      *> The library's ABI: equal to TK-ABI-VERSION of the header where
      *> both belong together.
      *>
      *> CALL "toroku_version_text" USING
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The library's version, like 0.1.0. ASCII.
      *>
      *> CALL "toroku_handle_count" USING
      *>     BY REFERENCE count             BINARY-DOUBLE UNSIGNED
      *> How many handles live: made and not freed. 0 at the end of a
      *> host without leaks.
      *>
      *> CALL "toroku_text_check" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     text_length       BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE readable          BINARY-DOUBLE UNSIGNED
      *> Whether a text can be read in an encoding; if not
      *> (TK-UNREADABLE), how many bytes can be read before the first
      *> byte that cannot be: written also with that status. Errors:
      *> TK-UNREADABLE, TK-INVALID-VALUE, TK-NOT-BUILT-IN.
      *>
      *> CALL "toroku_text_convert" USING
      *>     BY VALUE     from              BINARY-LONG UNSIGNED
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     text_length       BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     to                BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> A text from one encoding to another, strictly: nothing is
      *> replaced. Errors: TK-UNREADABLE, TK-UNWRITABLE,
      *> TK-INVALID-VALUE, TK-NOT-BUILT-IN.
      *>
      *> CALL "toroku_system_entropy" USING
      *>     BY REFERENCE entropy           PIC X(n)
      *>     BY VALUE     size              BINARY-DOUBLE UNSIGNED
      *> A convenience: fills entropy with size bytes from the
      *> operating system's random source, 1 MiB at the most in one
      *> call. The engine itself takes none: a host with a source of
      *> its own uses that. Errors: TK-SYSTEM-FAILED, TK-OUT-OF-RANGE
      *> (more than 1 MiB).
      *>
      *> CALL "toroku_system_now" USING
      *>     BY REFERENCE now               BINARY-DOUBLE
      *> A convenience: the operating system's clock, for every now.
      *> Errors: TK-SYSTEM-FAILED for a clock before 1970.
      *> ---- Names and constants
      *>
      *> CALL "toroku_name_text" USING
      *>     BY VALUE     table_number      BINARY-LONG UNSIGNED
      *>     BY VALUE     number            BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The name of a constant: user_name for TK-FIELD-USER-NAME of
      *> TK-TABLE-FIELD. ASCII. Errors: TK-INVALID-VALUE for a table or
      *> number that is none.
      *>
      *> CALL "toroku_name_number" USING
      *>     BY VALUE     table_number      BINARY-LONG UNSIGNED
      *>     BY REFERENCE name              PIC X(n)
      *>     BY VALUE     name_length       BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE number            BINARY-LONG UNSIGNED
      *> The number of a name, ASCII, in a table. Errors:
      *> TK-INVALID-VALUE for a table that is none, TK-MALFORMED for a
      *> name that is not in it.
      *>
      *> CALL "toroku_constant_value" USING
      *>     BY REFERENCE name              PIC X(n)
      *>     BY VALUE     name_length       BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE value             BINARY-LONG UNSIGNED
      *> The value of any constant of this header by its whole name,
      *> like TK-FIELD-EMAIL, for languages without a preprocessor.
      *> Errors: TK-MALFORMED for a name that is none.
      *>
      *> CALL "toroku_status_text" USING
      *>     BY VALUE     status            BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> What a status means, in English, for a developer. Errors:
      *> TK-INVALID-VALUE for a number that is no status.
      *> ---- Policy
      *>
      *> CALL "toroku_policy_new" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE terms_version     PIC X(n)
      *>     BY VALUE     terms_version_length BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE password_url      PIC X(n)
      *>     BY VALUE     password_url_length BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE policy            POINTER
      *> Makes a policy: the manual's rules, one user type (the
      *> manual's), random user IDs, no inactivity limit, the default
      *> password policy. encoding is that of every text given to and
      *> taken from this handle. The version names the Terms of Use in
      *> force (1 to 64 bytes of UTF-8); the address is that of the
      *> page where a password is set: links in mails are made from it
      *> and from nothing that a request says. Errors: TK-INVALID-VALUE
      *> and TK-NOT-BUILT-IN (the encoding), TK-UNREADABLE,
      *> TK-INVALID-SETTING (an empty or overlong version; an address
      *> that is not https without query, or http on this machine).
      *>
      *> CALL "toroku_policy_set_number" USING
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     setting           BINARY-LONG UNSIGNED
      *>     BY VALUE     value             BINARY-LONG UNSIGNED
      *> Sets a TK-SETTING-... to a number. On and off are 1 and 0
      *> (STRICT: nothing is converted, what would be is a problem;
      *> PHONE_PLAN_REQUIRED; KEEP_DRAFT over expiry, on by default).
      *> INACTIVITY_LIMIT and LINK_LIFETIME are seconds; an inactivity
      *> limit of 0 is an input at once or none. PASSWORD_RULES is a
      *> TK-RULES-... and sets every other setting about passwords to
      *> its default. The password lengths are set with
      *> toroku_policy_set_lengths. Errors: TK-INVALID-VALUE (no
      *> setting, or one set elsewhere), TK-INVALID-SETTING (no value
      *> for it).
      *>
      *> CALL "toroku_policy_number" USING
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     setting           BINARY-LONG UNSIGNED
      *>     BY REFERENCE value             BINARY-LONG UNSIGNED
      *> The number of a setting. Errors: TK-INVALID-VALUE, TK-ABSENT
      *> (no inactivity limit).
      *>
      *> CALL "toroku_policy_set_login_url" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE url               PIC X(n)
      *>     BY VALUE     url_length        BINARY-DOUBLE UNSIGNED
      *> The address of the page to log in at, for reminders; the
      *> password page's where none is set. Errors: TK-UNREADABLE,
      *> TK-INVALID-SETTING.
      *>
      *> CALL "toroku_policy_set_user_chars" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE table             PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE line              BINARY-DOUBLE UNSIGNED
      *> What the user-defined characters in records mean: the bytes of
      *> a text file in UTF-8, one code a line. The code in four
      *> hexadecimal digits (F040 to F9FC; in CP930 and CP939 6941 to
      *> 7FFE), a tab, and what it is: a character, a kanji with its
      *> variation selector, or - for what Unicode does not have;
      *> itself or as U+9AD9, U+8FBB U+E0101. Where the registration's
      *> fields cannot have that, a tab and the character that stands
      *> for it: the result then says that the field was converted.
      *> Lines that begin with # are left out; no bytes take the table
      *> away. line gets 0, and with TK-MALFORMED the number of the
      *> line that is not right; then the policy stays as it is.
      *> Errors: TK-MALFORMED, TK-NOT-BUILT-IN (a library without
      *> CP932).
      *>
      *> CALL "toroku_policy_issue_sequence" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE key               PIC X(n)
      *> User IDs from a number that the host's store counts up,
      *> permuted under a key of TK-ENTROPY-SIZE bytes that belongs to
      *> that count for good. Errors: TK-WEAK-ENTROPY.
      *>
      *> CALL "toroku_policy_issue_random" USING
      *>     BY VALUE     policy            POINTER
      *> User IDs from each registration's entropy: the host's store
      *> says of each candidate whether it is taken.
      *>
      *> CALL "toroku_policy_issue_office" USING
      *>     BY VALUE     policy            POINTER
      *> User IDs from the office, to which the host submits what was
      *> confirmed (TK-EFFECT-SUBMIT).
      *>
      *> CALL "toroku_policy_drop_user_types" USING
      *>     BY VALUE     policy            POINTER
      *> Takes all user types away: offers are then added one by one.
      *>
      *> CALL "toroku_policy_add_user_type" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE name              PIC X(n)
      *>     BY VALUE     name_length       BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     text_length       BINARY-DOUBLE UNSIGNED
      *> Adds a user type to offer: its name, by which it is set, and
      *> its text for people. Errors: TK-UNREADABLE.
      *>
      *> CALL "toroku_policy_user_types" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE count             BINARY-DOUBLE UNSIGNED
      *> How many user types are offered.
      *>
      *> CALL "toroku_policy_user_type_name" USING
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> An offered user type, counted from 0, in the order of the
      *> screen: its name, by which it is set. Errors: TK-OUT-OF-RANGE,
      *> TK-UNWRITABLE.
      *>
      *> CALL "toroku_policy_user_type_text" USING
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The same one's text for people. Errors: TK-OUT-OF-RANGE,
      *> TK-UNWRITABLE.
      *>
      *> CALL "toroku_policy_text" USING
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     text              BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> A text of the policy, TK-POLICY-... . Errors:
      *> TK-INVALID-VALUE, TK-UNWRITABLE.
      *>
      *> CALL "toroku_policy_free" USING
      *>     BY VALUE     policy            POINTER
      *> Frees a policy. Registrations do not keep it: it goes with
      *> every call that needs it.
      *> ---- Policy: passwords and patterns
      *>
      *> CALL "toroku_policy_set_lengths" USING
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     fewest            BINARY-LONG UNSIGNED
      *>     BY VALUE     most              BINARY-LONG UNSIGNED
      *> The fewest and the most characters of a password: 8 to 256,
      *> and under TK-RULES-NIST-B4 the most not below 64. Errors:
      *> TK-INVALID-SETTING.
      *>
      *> CALL "toroku_policy_set_reminders" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE days              BINARY-SHORT UNSIGNED, many
      *>     BY VALUE     count             BINARY-DOUBLE UNSIGNED
      *> How many days before its end a password is reminded of: count
      *> numbers (none where it is 0). Up to 8, each 1 to 300. Errors:
      *> TK-INVALID-SETTING.
      *>
      *> CALL "toroku_policy_set_hash_cost" USING
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     memory_kib        BINARY-LONG UNSIGNED
      *>     BY VALUE     passes            BINARY-LONG UNSIGNED
      *>     BY VALUE     lanes             BINARY-LONG UNSIGNED
      *> The cost of hashing a password: memory in KiB, passes, lanes.
      *> The default is 19456, 2, 1. Errors: TK-INVALID-SETTING.
      *>
      *> CALL "toroku_policy_add_pattern" USING
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     field             BINARY-LONG UNSIGNED
      *>     BY REFERENCE name              PIC X(n)
      *>     BY VALUE     name_length       BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE expression        PIC X(n)
      *>     BY VALUE     expression_length BINARY-DOUBLE UNSIGNED
      *> Adds a rule of the host's own: a regular expression that the
      *> whole value of a TK-FIELD-... must match (the date of birth as
      *> YYYY-MM-DD, the sex as male or female). What fails it is the
      *> problem TC-TEXT-PATTERN with name as its parameter. Errors:
      *> TK-NOT-BUILT-IN, TK-INVALID-VALUE (no field), TK-UNREADABLE,
      *> TK-INVALID-SETTING (not an expression, too large a one, or a
      *> field without a text).
      *> ---- Registration: making, asking, saving
      *>
      *> CALL "toroku_registration_new" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE registration      POINTER
      *> Makes a registration at the top page. encoding is that of
      *> every text given to and taken from this handle. Errors:
      *> TK-INVALID-VALUE, TK-NOT-BUILT-IN.
      *>
      *> CALL "toroku_registration_free" USING
      *>     BY VALUE     registration      POINTER
      *> Frees a registration. What is to outlive it is its snapshot.
      *>
      *> CALL "toroku_registration_state" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE state             BINARY-LONG UNSIGNED
      *> Where the registration stands: TK-STATE-... .
      *>
      *> CALL "toroku_registration_expired" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE expired           BINARY-LONG UNSIGNED
      *> 1 where nothing was done for longer than the policy allows,
      *> else 0.
      *>
      *> CALL "toroku_registration_draft" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     item              BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The text of a TK-ITEM-... as it was typed. Errors:
      *> TK-INVALID-VALUE, TK-ABSENT (empty, or the registration is
      *> completed), TK-UNWRITABLE.
      *>
      *> CALL "toroku_registration_agreed" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The version of the Terms of Use that is agreed to. Errors:
      *> TK-ABSENT, TK-UNWRITABLE.
      *>
      *> CALL "toroku_registration_report" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     field             BINARY-LONG UNSIGNED
      *>     BY REFERENCE findings          POINTER
      *> What the engine has to say about a TK-FIELD-... as it is
      *> entered now: at most one problem, or notices and conversions.
      *> For feedback while a person types; nothing changes. The list
      *> is the caller's to free. Errors: TK-INVALID-VALUE, TK-ABSENT
      *> (not at STEP1).
      *>
      *> CALL "toroku_answer_code" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE code              BINARY-LONG UNSIGNED
      *> The code (TC-...) whose wording the applicant is shown for the
      *> last answer. Errors: TK-ABSENT where it needs none.
      *>
      *> CALL "toroku_answer_problems" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE findings          POINTER
      *> The problems of the last answer, TK-ANSWER-PROBLEMS: all at
      *> once, in field order, at most one a field. The list is the
      *> caller's to free. Errors: TK-ABSENT after another answer.
      *>
      *> CALL "toroku_answer_municipalities" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE municipalities    POINTER
      *> The results of the last answer, TK-ANSWER-MUNICIPALITIES, best
      *> first. The list is the caller's to free. Errors: TK-ABSENT
      *> after another answer.
      *>
      *> CALL "toroku_answer_terms" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The version of the Terms of Use to show, of the last answer
      *> TK-ANSWER-TERMS. Errors: TK-ABSENT after another answer,
      *> TK-UNWRITABLE.
      *>
      *> CALL "toroku_registration_user_id" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The user ID: the applicant's at STEP3, the reserved one while
      *> it is issued. ASCII. Errors: TK-ABSENT where there is none.
      *>
      *> CALL "toroku_registration_key" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The key of the registration's notification and record, from
      *> STEP1 to STEP3. ASCII. Errors: TK-ABSENT.
      *>
      *> CALL "toroku_registration_email" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> Where the notification goes, at STEP3. Errors: TK-ABSENT.
      *>
      *> CALL "toroku_registration_delivery" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE delivery          BINARY-LONG UNSIGNED
      *> What the host has reported of the notification, at STEP3:
      *> TK-DELIVERY-... . Errors: TK-ABSENT.
      *>
      *> CALL "toroku_registration_save" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE key               PIC X(n)
      *>     BY REFERENCE context           PIC X(n)
      *>     BY VALUE     context_length    BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     counter           BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE snapshot          PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The registration as bytes, to be restored by any build of any
      *> language. key (TK-ENTROPY-SIZE bytes) seals them against
      *> change, NULL against damage only; context binds them to a name
      *> of the host's; counter is written into them. They hold
      *> personal data in clear: keep them where such data may be kept.
      *>
      *> CALL "toroku_registration_restore" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE snapshot          PIC X(n)
      *>     BY VALUE     snapshot_length   BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE key               PIC X(n)
      *>     BY REFERENCE context           PIC X(n)
      *>     BY VALUE     context_length    BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     counter           BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE registration      POINTER
      *> Makes a registration from its bytes, saved under the same key
      *> and context and with a counter not below this. No bytes harm.
      *> Errors: TK-INVALID-VALUE and TK-NOT-BUILT-IN (the encoding),
      *> TK-NOT-A-SNAPSHOT, TK-NEWER, TK-OTHER-KIND, TK-BROKEN,
      *> TK-ROLLED-BACK; for the applicant each is
      *> TC-FLOW-SNAPSHOT-INVALID.
      *> ---- Inputs of the applicant
      *>
      *> CALL "toroku_input_choose_category" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     category          BINARY-LONG UNSIGNED
      *>     BY REFERENCE entropy           PIC X(n)
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> A button of the top page, TK-CATEGORY-... . entropy is
      *> TK-ENTROPY-SIZE bytes from the host's random source
      *> (toroku_system_entropy), used once. In an expired registration
      *> it starts again. Answers: OPENED, NOT_COVERED. Errors:
      *> TK-NOT-ACCEPTED, TK-INVALID-VALUE, TK-WEAK-ENTROPY.
      *>
      *> CALL "toroku_input_set" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     item              BINARY-LONG UNSIGNED
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     text_length       BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The text of one TK-ITEM-..., instead of what was there. Empty
      *> text clears it. Answers: KEPT, EXPIRED. Errors:
      *> TK-NOT-ACCEPTED, TK-INVALID-VALUE, TK-UNREADABLE.
      *>
      *> CALL "toroku_input_clear" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     item              BINARY-LONG UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> Empties one item. Answers: KEPT, EXPIRED. Errors:
      *> TK-NOT-ACCEPTED, TK-INVALID-VALUE.
      *>
      *> CALL "toroku_input_fill" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     count             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE items             BINARY-LONG UNSIGNED, many
      *>     BY REFERENCE texts             POINTER, many
      *>     BY REFERENCE text_lengths      BINARY-DOUBLE UNSIGNED, many
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> Several items at once, as a screen submits them: count items,
      *> texts and lengths. Items not named stay as they are. All are
      *> set or none. Answers and errors: as toroku_input_set.
      *>
      *> CALL "toroku_input_take" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     field             BINARY-LONG UNSIGNED
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     text_length       BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> A suggestion taken, for the TK-FIELD-... it stands at: one of
      *> toroku_findings_suggestion, or the name or code of a
      *> municipality that was found. Sets the field's items (a date
      *> its three), and what belongs with them: the repeated e-mail
      *> address where it was the same, the street where a whole
      *> address was typed for the municipality. Answers: KEPT,
      *> EXPIRED. Errors: TK-NOT-ACCEPTED, TK-INVALID-VALUE,
      *> TK-UNREADABLE.
      *>
      *> CALL "toroku_input_search" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     prefecture        BINARY-LONG UNSIGNED
      *>     BY REFERENCE query             PIC X(n)
      *>     BY VALUE     query_length      BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     limit             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The municipality search window: entries of one prefecture (1
      *> to 47) or all (0), at most limit, best first. An empty query
      *> lists the prefecture. The results:
      *> toroku_answer_municipalities. Answers: MUNICIPALITIES,
      *> EXPIRED. Errors: TK-NOT-ACCEPTED, TK-INVALID-VALUE,
      *> TK-UNREADABLE.
      *>
      *> CALL "toroku_input_show_terms" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The link to the Terms of Use; the version to show:
      *> toroku_answer_terms. Answers: TERMS, EXPIRED. Errors:
      *> TK-NOT-ACCEPTED.
      *>
      *> CALL "toroku_input_agree" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE version           PIC X(n)
      *>     BY VALUE     version_length    BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> Checks "I agree to the Terms of Use", for the version that was
      *> shown. Answers: KEPT, EXPIRED. Errors: TK-NOT-ACCEPTED,
      *> TK-UNREADABLE.
      *>
      *> CALL "toroku_input_disagree" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> Unchecks it. Answers: KEPT, EXPIRED. Errors: TK-NOT-ACCEPTED.
      *>
      *> CALL "toroku_input_confirm" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The button Confirm of STEP1. All problems come at once:
      *> toroku_answer_problems. Answers: READY_TO_CONFIRM, PROBLEMS,
      *> EXPIRED. Errors: TK-NOT-ACCEPTED.
      *>
      *> CALL "toroku_input_back" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The button Back of STEP1 and STEP2: nothing is lost. Answers:
      *> WENT_BACK, EXPIRED. Errors: TK-NOT-ACCEPTED.
      *>
      *> CALL "toroku_input_register" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE digest            PIC X(n)
      *>     BY VALUE     digest_length     BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The button Registration of STEP2, with the digest of the page
      *> it was clicked on (toroku_confirmation_digest) and the
      *> language of the notification. Answers: ISSUING, NOT_AS_SHOWN,
      *> PROBLEMS (the Terms of Use have changed), ALREADY_REGISTERED,
      *> EXPIRED. Errors: TK-NOT-ACCEPTED, TK-MALFORMED (the digest or
      *> the language), TK-UNREADABLE.
      *> ---- Reports of the host
      *>
      *> CALL "toroku_input_id_reserved" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE id                PIC X(n)
      *>     BY VALUE     id_length         BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The host's store has reserved the candidate of
      *> TK-EFFECT-RESERVE-USER-ID. Answers: ISSUING. Errors:
      *> TK-NOT-ACCEPTED, TK-MALFORMED, TK-OTHER-USER-ID,
      *> TK-OTHER-ISSUING.
      *>
      *> CALL "toroku_input_number_reserved" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     number            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The host's store has counted up to this number, for
      *> TK-EFFECT-RESERVE-NUMBER. Answers: ISSUING. Errors:
      *> TK-NOT-ACCEPTED, TK-OTHER-USER-ID, TK-OTHER-ISSUING,
      *> TK-EXHAUSTED.
      *>
      *> CALL "toroku_input_id_taken" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE id                PIC X(n)
      *>     BY VALUE     id_length         BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The user ID is somebody else's already: another is asked for.
      *> Answers: ISSUING. Errors: TK-NOT-ACCEPTED, TK-MALFORMED,
      *> TK-OTHER-USER-ID, TK-OTHER-ISSUING.
      *>
      *> CALL "toroku_input_committed" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE record_key        PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The record of TK-EFFECT-COMMIT and its notification are
      *> stored, together. Answers: REGISTERED. Errors:
      *> TK-NOT-ACCEPTED, TK-MALFORMED, TK-OTHER-NOTIFICATION,
      *> TK-OTHER-ISSUING.
      *>
      *> CALL "toroku_input_storage_failed" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> Nothing was stored, for certain: STEP2 is open again. Answers:
      *> STORAGE_FAILED. Errors: TK-NOT-ACCEPTED, TK-OTHER-ISSUING.
      *>
      *> CALL "toroku_input_registered" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE record_key        PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE id                PIC X(n)
      *>     BY VALUE     id_length         BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The office has registered what TK-EFFECT-SUBMIT sent, now or
      *> before, under this user ID. Answers: REGISTERED, NOTED
      *> (reported again). Errors: TK-NOT-ACCEPTED, TK-MALFORMED,
      *> TK-OTHER-NOTIFICATION, TK-OTHER-USER-ID, TK-OTHER-ISSUING.
      *>
      *> CALL "toroku_input_refused" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE record_key        PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     findings          POINTER
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The office has registered nothing and says why: its problems,
      *> in a list made by toroku_findings_new. They stay at their
      *> fields until the applicant changes those; STEP1 is open again.
      *> The list stays the caller's. Answers: PROBLEMS. Errors:
      *> TK-NOT-ACCEPTED, TK-MALFORMED, TK-OTHER-NOTIFICATION,
      *> TK-OTHER-ISSUING, TK-NO-PROBLEMS.
      *>
      *> CALL "toroku_input_not_reached" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE record_key        PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The office gave no answer, or none that says whether it has
      *> registered: TK-EFFECT-SUBMIT stands, and is to be done again.
      *> Answers: NOT_REACHED. Errors: TK-NOT-ACCEPTED, TK-MALFORMED,
      *> TK-OTHER-NOTIFICATION, TK-OTHER-ISSUING.
      *>
      *> CALL "toroku_input_back_to_top" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The button Back to Top Page of STEP3. Answers: BACK_AT_TOP.
      *> Errors: TK-NOT-ACCEPTED.
      *>
      *> CALL "toroku_input_mail_delivered" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE mail_key          PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The notification was handed over to the applicant's mail
      *> service. Answers: NOTED. Errors: TK-NOT-ACCEPTED,
      *> TK-MALFORMED, TK-OTHER-NOTIFICATION.
      *>
      *> CALL "toroku_input_mail_failed" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE mail_key          PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The host gave the notification up. Answers: NOTED. Errors: as
      *> toroku_input_mail_delivered.
      *> ---- Confirmation (STEP2)
      *>
      *> CALL "toroku_confirmation_count" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE count             BINARY-DOUBLE UNSIGNED
      *> How many values STEP2 shows. Errors, here and below: TK-ABSENT
      *> where STEP2 is not open.
      *>
      *> CALL "toroku_confirmation_field" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE field             BINARY-LONG UNSIGNED
      *> The TK-FIELD-... of a value, counted from 0, in the manual's
      *> order. Errors: TK-OUT-OF-RANGE.
      *>
      *> CALL "toroku_confirmation_text" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     field             BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The value of a field as STEP2 shows it: exactly what is
      *> registered. Errors: TK-INVALID-VALUE, TK-ABSENT (also for a
      *> field that STEP2 does not show), TK-UNWRITABLE.
      *>
      *> CALL "toroku_confirmation_findings" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE findings          POINTER
      *> All that is to be shown with STEP2: the conversions made to
      *> the values, in field order, then the notices. The list is the
      *> caller's to free.
      *>
      *> CALL "toroku_confirmation_terms" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The version of the Terms of Use agreed to. Errors:
      *> TK-UNWRITABLE.
      *>
      *> CALL "toroku_confirmation_digest" USING
      *>     BY VALUE     registration      POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The digest of what is shown, TK-DIGEST-SIZE hexadecimal
      *> digits, for toroku_input_register.
      *> ---- Effects
      *>
      *> CALL "toroku_registration_effect" USING
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE effect            POINTER
      *> What the host must do now. The same until its result is
      *> reported; save a snapshot before acting on it. The effect is
      *> the caller's to free. Errors: TK-ABSENT where nothing waits.
      *>
      *> CALL "toroku_effect_kind" USING
      *>     BY VALUE     effect            POINTER
      *>     BY REFERENCE kind              BINARY-LONG UNSIGNED
      *> What to do. TK-EFFECT-RESERVE-USER-ID: reserve the user ID in
      *> the store, then report toroku_input_id_reserved (also where
      *> this key already holds it) or toroku_input_id_taken.
      *> TK-EFFECT-RESERVE-NUMBER: count the store's sequence up (a
      *> number that this key already holds for this attempt is given
      *> again), then report toroku_input_number_reserved.
      *> TK-EFFECT-COMMIT: store the record and its mail in one
      *> transaction, then report toroku_input_committed (also where
      *> the store already has this key), toroku_input_id_taken or
      *> toroku_input_storage_failed. TK-EFFECT-SUBMIT: send the
      *> values, the key and the language to the office, then report
      *> toroku_input_registered, toroku_input_refused or
      *> toroku_input_not_reached; it may arrive any number of times,
      *> the office registers a key once.
      *>
      *> CALL "toroku_effect_key" USING
      *>     BY VALUE     effect            POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> Who asks: the key of the record and its notification, unique
      *> in the store. ASCII.
      *>
      *> CALL "toroku_effect_user_id" USING
      *>     BY VALUE     effect            POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The user ID to reserve or to store. ASCII. Errors: TK-ABSENT
      *> for TK-EFFECT-RESERVE-NUMBER and TK-EFFECT-SUBMIT.
      *>
      *> CALL "toroku_effect_attempt" USING
      *>     BY VALUE     effect            POINTER
      *>     BY REFERENCE attempt           BINARY-LONG UNSIGNED
      *> How many user IDs were taken before, of
      *> TK-EFFECT-RESERVE-NUMBER. Errors: TK-ABSENT for another.
      *>
      *> CALL "toroku_effect_text" USING
      *>     BY VALUE     effect            POINTER
      *>     BY VALUE     field             BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> A value to store or to submit, by TK-FIELD-...: the sex as
      *> male or female, the date as YYYY-MM-DD, the municipality as
      *> its 6-digit code, the user type as its name, the terms as
      *> their version. Errors: TK-INVALID-VALUE, TK-ABSENT (neither
      *> TK-EFFECT-COMMIT nor TK-EFFECT-SUBMIT, or a field that is not
      *> stored), TK-UNWRITABLE.
      *>
      *> CALL "toroku_effect_registered_at" USING
      *>     BY VALUE     effect            POINTER
      *>     BY REFERENCE moment            BINARY-DOUBLE
      *> When Registration was clicked, of TK-EFFECT-COMMIT and
      *> TK-EFFECT-SUBMIT. Errors: TK-ABSENT for another.
      *>
      *> CALL "toroku_effect_language" USING
      *>     BY VALUE     effect            POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The tag of the notification's language, of TK-EFFECT-COMMIT
      *> and TK-EFFECT-SUBMIT. ASCII. Errors: TK-ABSENT for another.
      *>
      *> CALL "toroku_effect_mail" USING
      *>     BY VALUE     effect            POINTER
      *>     BY REFERENCE mail              POINTER
      *> The mail to store with the record and to send, of
      *> TK-EFFECT-COMMIT. It is the caller's to free. Errors:
      *> TK-ABSENT for another effect.
      *>
      *> CALL "toroku_effect_password" USING
      *>     BY VALUE     effect            POINTER
      *>     BY REFERENCE password          POINTER
      *> The beginning of the password setup to store with the record
      *> (toroku_password_save), of TK-EFFECT-COMMIT. It is the
      *> caller's to free. Errors: TK-ABSENT for another effect.
      *>
      *> CALL "toroku_effect_free" USING
      *>     BY VALUE     effect            POINTER
      *> Frees an effect. What it orders stands until its result is
      *> reported.
      *> ---- Findings: problems, notices, conversions
      *>
      *> CALL "toroku_findings_new" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE findings          POINTER
      *> Makes an empty list, for the problems that the office reports.
      *> encoding is that of every text given to and taken from it.
      *> Errors: TK-INVALID-VALUE, TK-NOT-BUILT-IN.
      *>
      *> CALL "toroku_findings_add" USING
      *>     BY VALUE     findings          POINTER
      *>     BY VALUE     code              BINARY-LONG UNSIGNED
      *>     BY VALUE     field             BINARY-LONG UNSIGNED
      *> Adds a problem: its TC-... and its TK-FIELD-... . Errors:
      *> TK-INVALID-VALUE (no such code or field, no code of a problem
      *> or notice, or one of another field).
      *>
      *> CALL "toroku_findings_add_param" USING
      *>     BY VALUE     findings          POINTER
      *>     BY VALUE     param             BINARY-LONG UNSIGNED
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     text_length       BINARY-DOUBLE UNSIGNED
      *> Adds a parameter to the last problem: its TK-PARAM-... and a
      *> text of it, as toroku_findings_param_text gives it. Of
      *> characters and of parts of a date each call adds a member.
      *> Errors: TK-INVALID-VALUE, TK-ABSENT (no problem yet),
      *> TK-UNREADABLE, TK-MALFORMED (no number, no name of a part).
      *>
      *> CALL "toroku_findings_suggest" USING
      *>     BY VALUE     findings          POINTER
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     text_length       BINARY-DOUBLE UNSIGNED
      *> Adds to the last problem what could be entered instead, the
      *> likeliest first. Errors: TK-ABSENT (no problem yet),
      *> TK-UNREADABLE.
      *>
      *> CALL "toroku_findings_count" USING
      *>     BY VALUE     findings          POINTER
      *>     BY REFERENCE count             BINARY-DOUBLE UNSIGNED
      *> How many findings a list has. They are counted from 0.
      *>
      *> CALL "toroku_findings_at" USING
      *>     BY VALUE     findings          POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE kind              BINARY-LONG UNSIGNED
      *>     BY REFERENCE code              BINARY-LONG UNSIGNED
      *>     BY REFERENCE field             BINARY-LONG UNSIGNED
      *> What a finding is: TK-KIND-PROBLEM (blocks Confirm),
      *> TK-KIND-NOTICE (is shown and does not block) or
      *> TK-KIND-CONVERSION (a change made to a value); its TC-... and
      *> its TK-FIELD-... . Errors: TK-OUT-OF-RANGE.
      *>
      *> CALL "toroku_findings_wording" USING
      *>     BY VALUE     findings          POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> What to show at the field, in a language given by its tag. It
      *> may hold what the applicant typed: for the screen, not for a
      *> log. Errors: TK-OUT-OF-RANGE, TK-MALFORMED (no such language),
      *> TK-UNWRITABLE.
      *>
      *> CALL "toroku_findings_text" USING
      *>     BY VALUE     findings          POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     text              BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The text of a conversion: TK-TEXT-BEFORE as typed,
      *> TK-TEXT-AFTER after all conversions of its field. Errors:
      *> TK-OUT-OF-RANGE, TK-INVALID-VALUE, TK-ABSENT where it is no
      *> conversion, TK-UNWRITABLE.
      *>
      *> CALL "toroku_findings_suggestions" USING
      *>     BY VALUE     findings          POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE count             BINARY-DOUBLE UNSIGNED
      *> How many suggestions a finding has: what could be entered
      *> instead, to offer and never to apply unasked. Errors:
      *> TK-OUT-OF-RANGE.
      *>
      *> CALL "toroku_findings_suggestion" USING
      *>     BY VALUE     findings          POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     suggestion        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> One suggestion, the likeliest first. Errors: TK-OUT-OF-RANGE,
      *> TK-UNWRITABLE.
      *>
      *> CALL "toroku_findings_params" USING
      *>     BY VALUE     findings          POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE count             BINARY-DOUBLE UNSIGNED
      *> How many parameters a finding has, for a host with wording of
      *> its own. Errors: TK-OUT-OF-RANGE.
      *>
      *> CALL "toroku_findings_param" USING
      *>     BY VALUE     findings          POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     param             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE name              BINARY-LONG UNSIGNED
      *>     BY REFERENCE value             BINARY-LONG UNSIGNED
      *>     BY REFERENCE members           BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE number            BINARY-LONG UNSIGNED
      *> A parameter: its TK-PARAM-..., what its value is
      *> (TK-VALUE-...), how many members that has (1 for a number or a
      *> text) and, for a number, the number; 0 for the others. Errors:
      *> TK-OUT-OF-RANGE.
      *>
      *> CALL "toroku_findings_param_text" USING
      *>     BY VALUE     findings          POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     param             BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     member            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The text of one member of a parameter: the text, a character
      *> (U+200B for one that cannot be seen), or the name of a part of
      *> a date (year). A number is given in digits. Errors:
      *> TK-OUT-OF-RANGE, TK-UNWRITABLE.
      *>
      *> CALL "toroku_findings_free" USING
      *>     BY VALUE     findings          POINTER
      *> Frees a list.
      *> ---- Mails
      *>
      *> CALL "toroku_mail_text" USING
      *>     BY VALUE     mail              POINTER
      *>     BY VALUE     part              BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> A part of a mail, TK-MAIL-...: the key by which a repeated
      *> mail is recognised, the address alone, the language's tag, the
      *> subject of one line, the plain text with lines ended by LF,
      *> the HTML document. The HTML names UTF-8 as its encoding and is
      *> in UTF-8 whatever the handle's is. Errors: TK-INVALID-VALUE,
      *> TK-UNWRITABLE.
      *>
      *> CALL "toroku_mail_save" USING
      *>     BY VALUE     mail              POINTER
      *>     BY REFERENCE key               PIC X(n)
      *>     BY REFERENCE context           PIC X(n)
      *>     BY VALUE     context_length    BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     counter           BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE snapshot          PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> Writes the mail as bytes, to keep with the record until it is
      *> sent: a tenth of its texts, which are made of them again. They
      *> hold the link. Key, context and counter are as with
      *> toroku_registration_save. Errors: TK-BUFFER-TOO-SMALL.
      *>
      *> CALL "toroku_mail_restore" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE snapshot          PIC X(n)
      *>     BY VALUE     snapshot_length   BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE key               PIC X(n)
      *>     BY REFERENCE context           PIC X(n)
      *>     BY VALUE     context_length    BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     counter           BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE mail              POINTER
      *> Makes a mail from its bytes; as toroku_registration_restore.
      *>
      *> CALL "toroku_mail_free" USING
      *>     BY VALUE     mail              POINTER
      *> Frees a mail.
      *> ---- Password setup
      *>
      *> CALL "toroku_password_new" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE user_id           PIC X(n)
      *>     BY VALUE     user_id_length    BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE name              PIC X(n)
      *>     BY VALUE     name_length       BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE email             PIC X(n)
      *>     BY VALUE     email_length      BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE entropy           PIC X(n)
      *>     BY REFERENCE password          POINTER
      *> Makes the setup of an account from elsewhere that has no
      *> password; a registration's own comes with
      *> toroku_effect_password. entropy is TK-ENTROPY-SIZE fresh
      *> random bytes; toroku_password_token gives the token of the
      *> first link. Errors: TK-INVALID-VALUE, TK-NOT-BUILT-IN,
      *> TK-UNREADABLE, TK-MALFORMED (the user ID), TK-WEAK-ENTROPY.
      *>
      *> CALL "toroku_password_free" USING
      *>     BY VALUE     password          POINTER
      *> Frees a setup. What is to outlive it is its snapshot.
      *>
      *> CALL "toroku_password_state" USING
      *>     BY VALUE     password          POINTER
      *>     BY REFERENCE state             BINARY-LONG UNSIGNED
      *> Where the setup stands: TK-PWSTATE-... .
      *>
      *> CALL "toroku_password_text" USING
      *>     BY VALUE     password          POINTER
      *>     BY VALUE     text              BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> A text of the account, TK-ACCOUNT-... . Errors:
      *> TK-INVALID-VALUE, TK-UNWRITABLE.
      *>
      *> CALL "toroku_password_code" USING
      *>     BY VALUE     password          POINTER
      *>     BY REFERENCE code              BINARY-LONG UNSIGNED
      *> The code (TC-...) whose wording the person is shown for the
      *> last answer; the problems have theirs each. Errors: TK-ABSENT
      *> where it needs none.
      *>
      *> CALL "toroku_password_problems" USING
      *>     BY VALUE     password          POINTER
      *>     BY REFERENCE findings          POINTER
      *> What is wrong with the new password or its repetition, of the
      *> last answer TK-PW-PROBLEMS. The list is the caller's to free.
      *> Errors: TK-ABSENT after another answer.
      *>
      *> CALL "toroku_password_token" USING
      *>     BY VALUE     password          POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The token of the link to send: ordered by the last input, or
      *> the first after toroku_password_new. It is kept nowhere else.
      *> Whether there is one must not change what the person sees.
      *> ASCII. Errors: TK-ABSENT where no link is to be sent.
      *>
      *> CALL "toroku_password_link" USING
      *>     BY VALUE     password          POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The link of that token: the policy's password page with user
      *> ID and token. Errors: TK-ABSENT.
      *>
      *> CALL "toroku_password_link_mail" USING
      *>     BY VALUE     password          POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE mail              POINTER
      *> The mail with that link. It is the caller's to free. Errors:
      *> TK-ABSENT, TK-MALFORMED (the tag).
      *>
      *> CALL "toroku_password_reminder_due" USING
      *>     BY VALUE     password          POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE days              BINARY-LONG UNSIGNED
      *> How many days before the password's end a reminder is due at
      *> now; send it, then say toroku_password_reminded. Errors:
      *> TK-ABSENT where none is due.
      *>
      *> CALL "toroku_password_reminder_mail" USING
      *>     BY VALUE     password          POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     days              BINARY-LONG UNSIGNED
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE mail              POINTER
      *> The reminder so many days before the end. It is the caller's
      *> to free. Errors: TK-ABSENT while there is no password,
      *> TK-MALFORMED (the tag), TK-UNKNOWN-REMINDER (no such number of
      *> days).
      *> ---- Inputs of password setup
      *>
      *> CALL "toroku_password_open_link" USING
      *>     BY VALUE     password          POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE token             PIC X(n)
      *>     BY VALUE     token_length      BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     pages             BINARY-LONG UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The link of a mail was opened, with its token, while
      *> TK-PAGES-... are open in the same browser: can it be used?
      *> Never uses it up. Answers: LINK_USABLE, CONFLICT,
      *> TOKEN_INVALID, TOKEN_EXPIRED. Errors: TK-INVALID-VALUE,
      *> TK-UNREADABLE.
      *>
      *> CALL "toroku_password_set" USING
      *>     BY VALUE     password          POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE token             PIC X(n)
      *>     BY VALUE     token_length      BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE new_password      PIC X(n)
      *>     BY VALUE     new_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE repeated          PIC X(n)
      *>     BY VALUE     repeated_length   BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE salt              PIC X(n)
      *>     BY VALUE     pages             BINARY-LONG UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The form behind the link was sent: token, password, password
      *> again, TK-SALT-SIZE random bytes. Answers: PASSWORD_SET,
      *> PROBLEMS (the token is not used up), CONFLICT, TOKEN_INVALID,
      *> TOKEN_EXPIRED. Errors: TK-INVALID-VALUE, TK-UNREADABLE,
      *> TK-WEAK-ENTROPY, TK-OUT-OF-MEMORY.
      *>
      *> CALL "toroku_password_request_link" USING
      *>     BY VALUE     password          POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE user_id           PIC X(n)
      *>     BY VALUE     user_id_length    BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE email             PIC X(n)
      *>     BY VALUE     email_length      BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE entropy           PIC X(n)
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> A new link is asked for, by user ID and e-mail address as
      *> typed, with TK-ENTROPY-SIZE random bytes never used before.
      *> Answers: LINK_REQUESTED, whether they belong together or not;
      *> toroku_password_token shows whether to send one. Errors:
      *> TK-UNREADABLE, TK-WEAK-ENTROPY.
      *>
      *> CALL "toroku_password_change" USING
      *>     BY VALUE     password          POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE current           PIC X(n)
      *>     BY VALUE     current_length    BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE new_password      PIC X(n)
      *>     BY VALUE     new_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE repeated          PIC X(n)
      *>     BY VALUE     repeated_length   BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE salt              PIC X(n)
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> A password is replaced by one who knows it: current, new, new
      *> again, TK-SALT-SIZE random bytes. Answers: PASSWORD_SET,
      *> PROBLEMS, PASSWORD_WRONG. Errors: TK-NOT-ACCEPTED (there is
      *> none yet), TK-UNREADABLE, TK-WEAK-ENTROPY, TK-OUT-OF-MEMORY.
      *>
      *> CALL "toroku_password_log_in" USING
      *>     BY VALUE     password          POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE typed             PIC X(n)
      *>     BY VALUE     typed_length      BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> Someone logs in. Answers: LOGGED_IN, PASSWORD_WRONG,
      *> PASSWORD_EXPIRED. Errors: TK-UNREADABLE, TK-OUT-OF-MEMORY.
      *>
      *> CALL "toroku_password_reminded" USING
      *>     BY VALUE     password          POINTER
      *>     BY VALUE     policy            POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     days              BINARY-LONG UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The reminder so many days before the end was sent. Answers:
      *> REMINDER_NOTED. Errors: TK-NOT-ACCEPTED (there is no
      *> password), TK-UNKNOWN-REMINDER.
      *>
      *> CALL "toroku_decoy_log_in" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE typed             PIC X(n)
      *>     BY VALUE     typed_length      BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The answer to a login with a user ID that does not exist:
      *> TK-PW-PASSWORD-WRONG, after as much work. Errors:
      *> TK-UNREADABLE, TK-OUT-OF-MEMORY.
      *>
      *> CALL "toroku_decoy_request_link" USING
      *>     BY REFERENCE entropy           PIC X(n)
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *> The answer to a request for a link by a user ID that does not
      *> exist: TK-PW-LINK-REQUESTED, after as much work. Errors:
      *> TK-WEAK-ENTROPY.
      *>
      *> CALL "toroku_hash_verify" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE hash              PIC X(n)
      *>     BY VALUE     hash_length       BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE typed             PIC X(n)
      *>     BY VALUE     typed_length      BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE matches           BINARY-LONG UNSIGNED
      *> Whether a password is the one of a PHC string in ASCII
      *> (toroku_password_hash): 1 or 0. Errors: TK-MALFORMED (no such
      *> string), TK-UNREADABLE, TK-OUT-OF-MEMORY.
      *> ---- Password setup: what it holds
      *>
      *> CALL "toroku_password_set_at" USING
      *>     BY VALUE     password          POINTER
      *>     BY REFERENCE at                BINARY-DOUBLE
      *> When the password was set. Errors: TK-ABSENT while there is
      *> none.
      *>
      *> CALL "toroku_password_expires_at" USING
      *>     BY VALUE     password          POINTER
      *>     BY REFERENCE at                BINARY-DOUBLE
      *> The first moment at which the password no longer counts.
      *> Errors: TK-ABSENT while there is none.
      *>
      *> CALL "toroku_password_link_expires" USING
      *>     BY VALUE     password          POINTER
      *>     BY REFERENCE at                BINARY-DOUBLE
      *> The first moment at which the link sent last no longer counts.
      *> Errors: TK-ABSENT once it is used.
      *>
      *> CALL "toroku_password_link_digest" USING
      *>     BY VALUE     password          POINTER
      *>     BY REFERENCE digest            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The SHA-256 of the token of the link sent last,
      *> TK-ENTROPY-SIZE bytes, by which a host whose links carry the
      *> token alone finds the setup. Errors: TK-ABSENT once it is
      *> used.
      *>
      *> CALL "toroku_token_digest" USING
      *>     BY REFERENCE token             PIC X(n)
      *>     BY VALUE     token_length      BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE digest            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The same of a token's text in ASCII, as it came with a link.
      *>
      *> CALL "toroku_password_hash" USING
      *>     BY VALUE     password          POINTER
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The password's hash as an Argon2id PHC string, for a login
      *> system of the host's own. ASCII. Errors: TK-ABSENT while there
      *> is no password.
      *>
      *> CALL "toroku_password_save" USING
      *>     BY VALUE     password          POINTER
      *>     BY REFERENCE key               PIC X(n)
      *>     BY REFERENCE context           PIC X(n)
      *>     BY VALUE     context_length    BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     counter           BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE snapshot          PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The setup as bytes; as toroku_registration_save.
      *>
      *> CALL "toroku_password_restore" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE snapshot          PIC X(n)
      *>     BY VALUE     snapshot_length   BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE key               PIC X(n)
      *>     BY REFERENCE context           PIC X(n)
      *>     BY VALUE     context_length    BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     counter           BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE password          POINTER
      *> Makes a setup from its bytes; as toroku_registration_restore.
      *> ---- Municipality directory
      *>
      *> CALL "toroku_directory_as_of" USING
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The day the directory holds for, like 2024-01-01. ASCII.
      *>
      *> CALL "toroku_prefecture_text" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY VALUE     prefecture        BINARY-LONG UNSIGNED
      *>     BY VALUE     part              BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> A text of a prefecture (1, Hokkaido, to 47, Okinawa):
      *> TK-MUNICIPALITY-NAME, KANA or ENGLISH. Errors:
      *> TK-INVALID-VALUE, TK-NOT-BUILT-IN.
      *>
      *> CALL "toroku_municipalities_list" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY VALUE     prefecture        BINARY-LONG UNSIGNED
      *>     BY REFERENCE municipalities    POINTER
      *> All entries of one prefecture (1 to 47) or of the directory
      *> (0), in the order of their codes. The list is the caller's to
      *> free. Errors: TK-INVALID-VALUE, TK-NOT-BUILT-IN.
      *>
      *> CALL "toroku_municipalities_search" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY VALUE     prefecture        BINARY-LONG UNSIGNED
      *>     BY REFERENCE query             PIC X(n)
      *>     BY VALUE     query_length      BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     limit             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE municipalities    POINTER
      *> Finds what a person may mean, by kanji, kana or romaji, best
      *> first, at most limit, in one prefecture (1 to 47) or all (0).
      *> The list is the caller's to free; it may be empty. Errors:
      *> TK-INVALID-VALUE, TK-NOT-BUILT-IN, TK-UNREADABLE.
      *>
      *> CALL "toroku_municipalities_lookup" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     text_length       BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE lookup            BINARY-LONG UNSIGNED
      *>     BY REFERENCE municipalities    POINTER
      *> What a 5- or 6-digit code or a full name stands for.
      *> TK-LOOKUP-FOUND: the list has it. TK-LOOKUP-NEEDS-WARD: a
      *> designated city; the list has its wards. TK-LOOKUP-ABOLISHED:
      *> no more; the list has its successors. TK-LOOKUP-UNKNOWN: the
      *> list is empty. The list is the caller's to free. Errors:
      *> TK-INVALID-VALUE, TK-NOT-BUILT-IN, TK-UNREADABLE.
      *>
      *> CALL "toroku_municipalities_count" USING
      *>     BY VALUE     municipalities    POINTER
      *>     BY REFERENCE count             BINARY-DOUBLE UNSIGNED
      *> How many entries a list has. They are counted from 0.
      *>
      *> CALL "toroku_municipality_text" USING
      *>     BY VALUE     municipalities    POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     part              BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> A text of an entry, TK-MUNICIPALITY-...: the 6-digit code, the
      *> 5-digit code, the name within the prefecture, the full name,
      *> the district (or nothing), the reading in hiragana, the name
      *> in English, the prefecture's name. Errors: TK-OUT-OF-RANGE,
      *> TK-INVALID-VALUE.
      *>
      *> CALL "toroku_municipality_prefecture" USING
      *>     BY VALUE     municipalities    POINTER
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE prefecture        BINARY-LONG UNSIGNED
      *> The number of an entry's prefecture, 1 to 47. Errors:
      *> TK-OUT-OF-RANGE.
      *>
      *> CALL "toroku_municipalities_subject" USING
      *>     BY VALUE     municipalities    POINTER
      *>     BY VALUE     part              BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The designated city or the abolished municipality that was
      *> looked up: TK-MUNICIPALITY-CODE, NAME, FULL_NAME or
      *> PREFECTURE. Errors: TK-ABSENT for any other list,
      *> TK-INVALID-VALUE.
      *>
      *> CALL "toroku_municipalities_free" USING
      *>     BY VALUE     municipalities    POINTER
      *> Frees a list.
      *> ---- User IDs
      *>
      *> CALL "toroku_user_id_check" USING
      *>     BY REFERENCE user_id           PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *> Whether a text is a user ID: five letters a to z and five
      *> digits. Errors: TK-MALFORMED where it is not.
      *>
      *> CALL "toroku_user_id_limit" USING
      *>     BY REFERENCE limit             BINARY-DOUBLE UNSIGNED
      *> How many user IDs can be issued.
      *>
      *> CALL "toroku_user_id_number" USING
      *>     BY REFERENCE user_id           PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE number            BINARY-DOUBLE UNSIGNED
      *> The number of an issued user ID. Errors: TK-MALFORMED,
      *> TK-ABSENT (one with a vowel, which is never issued).
      *>
      *> CALL "toroku_user_id_from_number" USING
      *>     BY VALUE     number            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The issued user ID with a number. Errors: TK-EXHAUSTED from
      *> toroku_user_id_limit on.
      *>
      *> CALL "toroku_user_id_sequence" USING
      *>     BY REFERENCE key               PIC X(n)
      *>     BY VALUE     number            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The user ID of the store's number under a key of
      *> TK-ENTROPY-SIZE bytes: no two numbers give one. Errors:
      *> TK-WEAK-ENTROPY, TK-EXHAUSTED.
      *>
      *> CALL "toroku_user_id_position" USING
      *>     BY REFERENCE key               PIC X(n)
      *>     BY REFERENCE user_id           PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE number            BINARY-DOUBLE UNSIGNED
      *> The store's number that gave a user ID under a key. Errors:
      *> TK-WEAK-ENTROPY, TK-MALFORMED, TK-ABSENT (one that is never
      *> issued).
      *>
      *> CALL "toroku_user_id_random" USING
      *>     BY REFERENCE entropy           PIC X(n)
      *>     BY VALUE     candidate         BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> Candidate 0, 1, ... of entropy (TK-ENTROPY-SIZE bytes): the
      *> store says whether it is taken. Errors: TK-WEAK-ENTROPY,
      *> TK-ABSENT (once in about 10^31: ask for the next).
      *> ---- Languages
      *>
      *> CALL "toroku_language_count" USING
      *>     BY REFERENCE count             BINARY-DOUBLE UNSIGNED
      *> How many languages there are.
      *>
      *> CALL "toroku_language_tag" USING
      *>     BY VALUE     index             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The tag of a language, counted from 0. Errors:
      *> TK-OUT-OF-RANGE.
      *>
      *> CALL "toroku_language_negotiate" USING
      *>     BY REFERENCE header            PIC X(n)
      *>     BY VALUE     header_length     BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The tag of the language that an HTTP Accept-Language header
      *> wants most. Errors: TK-ABSENT where it wants none that there
      *> is.
      *>
      *> CALL "toroku_language_code" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     code              BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The wording of a code (TC-...) as the catalogue has it, with
      *> gaps in braces where it has parameters; for a finding there is
      *> toroku_findings_wording. Errors, here and below:
      *> TK-INVALID-VALUE, TK-NOT-BUILT-IN, TK-MALFORMED (the tag),
      *> TK-UNWRITABLE.
      *>
      *> CALL "toroku_language_label" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     field             BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The text above a field, TK-FIELD-... .
      *>
      *> CALL "toroku_language_hint" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     field             BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> The text beside a field, TK-FIELD-...: what to enter, with an
      *> example.
      *>
      *> CALL "toroku_language_text" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE key               PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *> Any text of the catalogue by its key in ASCII, like
      *> state.entry; language.name is the language's name in itself.
      *> Errors: also TK-ABSENT where there is no such key.
      *>
      *> CALL "toroku_code_kind" USING
      *>     BY VALUE     code              BINARY-LONG UNSIGNED
      *>     BY REFERENCE kind              BINARY-LONG UNSIGNED
      *> What kind of thing a code says (TK-KIND-...). Errors:
      *> TK-INVALID-VALUE.
      *> ---- Fixed-length records
      *>
      *> CALL "toroku_record_check" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE record            PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE result            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE record_status     BINARY-LONG UNSIGNED
      *> Checks one record (the layout is below; in the policy's
      *> encoding, or in CP932 where that is UTF-8). A result record of
      *> TK-RESULT-SIZE bytes is written for every record, in the same
      *> encoding, and its status as record_status: TK-RESULT-GOOD;
      *> PROBLEMS (a code for each field that has one); SHORT and LONG
      *> (length is not TK-RECORD-SIZE); EMPTY (spaces and NULs only);
      *> NEWER (record_version is neither blank nor 1: of a later
      *> library's columns, and not read). KEY_TAKEN is a store's:
      *> another record has the host's key. The words for a whole
      *> record are toroku_language_text's, by the keys result.short,
      *> result.long, result.empty, result.key_taken and result.newer.
      *> Of codes the engine itself never gives, there are
      *> TC-RECORD-UNREADABLE for bytes that are no text, like half a
      *> character, RECORD_SHIFT for a shift code without the other,
      *> RECORD_USER_CHARACTER for one that
      *> toroku_policy_set_user_chars has not named, and
      *> RECORD_TOO_WIDE for a street address that with its shift codes
      *> is longer than its column. Spaces (of two bytes too) and NULs
      *> at a field's end are padding; a birth date or municipality of
      *> zeros is empty. A municipality is whatever says which one it
      *> is: its code of 5 or 6 digits, its name, its English name, a
      *> postal code; the result has its code. result and record do not
      *> overlap. Errors: TK-BUFFER-TOO-SMALL, TK-NOT-BUILT-IN (a
      *> library without CP932), TK-UNWRITABLE (a name of the policy
      *> that the encoding does not have).
      *>
      *> CALL "toroku_record_register" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE record            PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     number            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE entropy           PIC X(n)
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE result            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE record_status     BINARY-LONG UNSIGNED
      *>     BY REFERENCE effect            POINTER
      *> Checks one record and, where it is good, registers it: gives
      *> the user ID in the result record, and the effect to commit,
      *> with record, mail and password setup, in effect, which may be
      *> NULL and is the caller's to free; where the record is not good
      *> no effect is written. number is the store's number where the
      *> policy issues by sequence; else how many of this record's
      *> candidates the store had taken already, 0 at first. The same
      *> arguments give the same user ID, key and mail again: a host
      *> that crashed between two steps repeats the call. Store record
      *> and mail in one transaction. entropy is TK-ENTROPY-SIZE random
      *> bytes of this record's own; the tag is the mail's language.
      *> The effect costs about as much as the rest; the mail's texts
      *> are written only when toroku_mail_text asks for them, and cost
      *> ten times that. Errors: as toroku_record_check, and
      *> TK-WEAK-ENTROPY, TK-EXHAUSTED, TK-MALFORMED (the tag),
      *> TK-OUT-OF-RANGE (more than 1000 candidates taken: the store
      *> does not answer for this one), TK-OTHER-ISSUING (the policy
      *> leaves it to the office).
      *>
      *> CALL "toroku_records_check" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE records           PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE results           PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE count             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE good              BINARY-DOUBLE UNSIGNED
      *> Checks a buffer of records, one after the other without
      *> separators, and writes a result record for each. What is left
      *> over at the end is a short record. count gets how many there
      *> were, good how many of them are TK-RESULT-GOOD. Errors: as
      *> toroku_record_check; with one, neither number is written, and
      *> what was in results is kept or zeros.
      *>
      *> CALL "toroku_records_register" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE records           PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     first_number      BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE entropies         PIC X(n)
      *>     BY VALUE     entropies_size    BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE results           PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE count             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE next_number       BINARY-DOUBLE UNSIGNED
      *> Registers a buffer of records. Where the policy issues by
      *> sequence, good records get the numbers from first_number on,
      *> and next_number the number after the last; else each gets its
      *> first candidate, for the store to take or for
      *> toroku_record_register to try again. entropies is
      *> TK-ENTROPY-SIZE bytes a record, one after the other. The mail
      *> of a record comes from toroku_record_register with the same
      *> record, time, number, entropy and language. It takes no memory
      *> of its own. Errors: as there; with one, neither number is
      *> written, and what was in results is kept or zeros.
      *>
      *> CALL "toroku_record_digest" USING
      *>     BY REFERENCE record            PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE digest            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *> What a record is known by, so that one that comes again is
      *> seen: the SHA-256 of all its bytes but the reserved ones, 32
      *> bytes. record_version is among them: blank and 1 make two
      *> digests. Errors: TK-OUT-OF-RANGE (length is not
      *> TK-RECORD-SIZE), TK-BUFFER-TOO-SMALL.
      *>
      *> CALL "toroku_record_message" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE record            PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     field             BINARY-LONG UNSIGNED
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE text_length       BINARY-DOUBLE UNSIGNED
      *> What to show a clerk about a field of a record: the problem's
      *> wording, or the first notice's, and behind it the suggestions,
      *> unless it names one itself; in the policy's encoding. Errors:
      *> TK-ABSENT where there is nothing to show (or the record is not
      *> of TK-RECORD-SIZE), TK-INVALID-VALUE, TK-MALFORMED (the tag),
      *> TK-NOT-BUILT-IN, TK-UNWRITABLE.
