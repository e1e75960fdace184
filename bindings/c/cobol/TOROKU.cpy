      *> Toroku for COBOL: constants and records.
      *> COPY it into WORKING-STORAGE. Written from the library's
      *> sources and compared with them; do not change it by hand.
      *> What the constants mean stands in toroku.h: TK-X here is
      *> TOROKU_X there, TC-X is TOROKU_CODE_X (CONV: CONVERTED).
       01  TOROKU-CONSTANTS.
           05  TK-ABI-VERSION                 BINARY-LONG UNSIGNED
                                          VALUE 0.
           05  TK-PADDED                      BINARY-LONG UNSIGNED
                                          VALUE 256.
           05  TK-ENTROPY-SIZE                BINARY-LONG UNSIGNED
                                          VALUE 32.
           05  TK-SALT-SIZE                   BINARY-LONG UNSIGNED
                                          VALUE 16.
           05  TK-USER-ID-SIZE                BINARY-LONG UNSIGNED
                                          VALUE 10.
           05  TK-KEY-SIZE                    BINARY-LONG UNSIGNED
                                          VALUE 32.
           05  TK-DIGEST-SIZE                 BINARY-LONG UNSIGNED
                                          VALUE 64.
           05  TK-TOKEN-SIZE                  BINARY-LONG UNSIGNED
                                          VALUE 64.
           05  TK-RECORD-SIZE                 BINARY-LONG UNSIGNED
                                          VALUE 600.
           05  TK-RESULT-SIZE                 BINARY-LONG UNSIGNED
                                          VALUE 800.
      *>   What a function returns
           05  TK-OK                          BINARY-LONG UNSIGNED
                                          VALUE 0.
           05  TK-NULL                        BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-WRONG-HANDLE                BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-FREED-HANDLE                BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-BUSY                        BINARY-LONG UNSIGNED
                                          VALUE 4.
           05  TK-BUFFER-TOO-SMALL            BINARY-LONG UNSIGNED
                                          VALUE 5.
           05  TK-UNREADABLE                  BINARY-LONG UNSIGNED
                                          VALUE 6.
           05  TK-UNWRITABLE                  BINARY-LONG UNSIGNED
                                          VALUE 7.
           05  TK-INVALID-VALUE               BINARY-LONG UNSIGNED
                                          VALUE 8.
           05  TK-OUT-OF-RANGE                BINARY-LONG UNSIGNED
                                          VALUE 9.
           05  TK-ABSENT                      BINARY-LONG UNSIGNED
                                          VALUE 10.
           05  TK-MALFORMED                   BINARY-LONG UNSIGNED
                                          VALUE 11.
           05  TK-NOT-BUILT-IN                BINARY-LONG UNSIGNED
                                          VALUE 12.
           05  TK-BUG                         BINARY-LONG UNSIGNED
                                          VALUE 13.
           05  TK-SYSTEM-FAILED               BINARY-LONG UNSIGNED
                                          VALUE 14.
           05  TK-NOT-ACCEPTED                BINARY-LONG UNSIGNED
                                          VALUE 20.
           05  TK-OTHER-USER-ID               BINARY-LONG UNSIGNED
                                          VALUE 21.
           05  TK-OTHER-ISSUING               BINARY-LONG UNSIGNED
                                          VALUE 22.
           05  TK-OTHER-NOTIFICATION          BINARY-LONG UNSIGNED
                                          VALUE 23.
           05  TK-EXHAUSTED                   BINARY-LONG UNSIGNED
                                          VALUE 24.
           05  TK-WEAK-ENTROPY                BINARY-LONG UNSIGNED
                                          VALUE 25.
           05  TK-UNKNOWN-REMINDER            BINARY-LONG UNSIGNED
                                          VALUE 26.
           05  TK-OUT-OF-MEMORY               BINARY-LONG UNSIGNED
                                          VALUE 27.
           05  TK-NOT-A-SNAPSHOT              BINARY-LONG UNSIGNED
                                          VALUE 30.
           05  TK-NEWER                       BINARY-LONG UNSIGNED
                                          VALUE 31.
           05  TK-OTHER-KIND                  BINARY-LONG UNSIGNED
                                          VALUE 32.
           05  TK-BROKEN                      BINARY-LONG UNSIGNED
                                          VALUE 33.
           05  TK-ROLLED-BACK                 BINARY-LONG UNSIGNED
                                          VALUE 34.
           05  TK-INVALID-SETTING             BINARY-LONG UNSIGNED
                                          VALUE 40.
      *>   Which bytes a text is written in
           05  TK-ENCODING-UTF8               BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-ENCODING-CP932              BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-ENCODING-CP932-NEC          BINARY-LONG UNSIGNED
                                          VALUE 3.
      *>   The top page's buttons
           05  TK-CATEGORY-FOREIGN-NATIONAL   BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-CATEGORY-LEGAL-SPECIALIST   BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-CATEGORY-AT-COUNTER         BINARY-LONG UNSIGNED
                                          VALUE 3.
      *>   Where a finding stands
           05  TK-FIELD-USER-NAME             BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-FIELD-SEX                   BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-FIELD-DATE-OF-BIRTH         BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-FIELD-MUNICIPALITY          BINARY-LONG UNSIGNED
                                          VALUE 4.
           05  TK-FIELD-STREET-ADDRESS        BINARY-LONG UNSIGNED
                                          VALUE 5.
           05  TK-FIELD-PHONE                 BINARY-LONG UNSIGNED
                                          VALUE 6.
           05  TK-FIELD-EMAIL                 BINARY-LONG UNSIGNED
                                          VALUE 7.
           05  TK-FIELD-EMAIL-CONFIRMATION    BINARY-LONG UNSIGNED
                                          VALUE 8.
           05  TK-FIELD-USER-TYPE             BINARY-LONG UNSIGNED
                                          VALUE 9.
           05  TK-FIELD-TERMS                 BINARY-LONG UNSIGNED
                                          VALUE 10.
           05  TK-FIELD-PASSWORD              BINARY-LONG UNSIGNED
                                          VALUE 11.
           05  TK-FIELD-PASSWORD-CONFIRMATION BINARY-LONG UNSIGNED
                                          VALUE 12.
      *>   What is typed or chosen at STEP1
           05  TK-ITEM-USER-NAME              BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-ITEM-SEX                    BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-ITEM-BIRTH-YEAR             BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-ITEM-BIRTH-MONTH            BINARY-LONG UNSIGNED
                                          VALUE 4.
           05  TK-ITEM-BIRTH-DAY              BINARY-LONG UNSIGNED
                                          VALUE 5.
           05  TK-ITEM-MUNICIPALITY           BINARY-LONG UNSIGNED
                                          VALUE 6.
           05  TK-ITEM-STREET-ADDRESS         BINARY-LONG UNSIGNED
                                          VALUE 7.
           05  TK-ITEM-PHONE                  BINARY-LONG UNSIGNED
                                          VALUE 8.
           05  TK-ITEM-EMAIL                  BINARY-LONG UNSIGNED
                                          VALUE 9.
           05  TK-ITEM-EMAIL-CONFIRMATION     BINARY-LONG UNSIGNED
                                          VALUE 10.
           05  TK-ITEM-USER-TYPE              BINARY-LONG UNSIGNED
                                          VALUE 11.
      *>   The sexes; as texts `male` and `female`
           05  TK-SEX-MALE                    BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-SEX-FEMALE                  BINARY-LONG UNSIGNED
                                          VALUE 2.
      *>   The parts of a date of birth
           05  TK-BIRTH-YEAR                  BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-BIRTH-MONTH                 BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-BIRTH-DAY                   BINARY-LONG UNSIGNED
                                          VALUE 3.
      *>   Where a registration stands
           05  TK-STATE-START                 BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-STATE-ENTRY                 BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-STATE-CONFIRMATION          BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-STATE-ISSUING               BINARY-LONG UNSIGNED
                                          VALUE 4.
           05  TK-STATE-COMPLETION            BINARY-LONG UNSIGNED
                                          VALUE 5.
      *>   What an input led to
           05  TK-ANSWER-OPENED               BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-ANSWER-NOT-COVERED          BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-ANSWER-KEPT                 BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-ANSWER-MUNICIPALITIES       BINARY-LONG UNSIGNED
                                          VALUE 4.
           05  TK-ANSWER-TERMS                BINARY-LONG UNSIGNED
                                          VALUE 5.
           05  TK-ANSWER-PROBLEMS             BINARY-LONG UNSIGNED
                                          VALUE 6.
           05  TK-ANSWER-READY-TO-CONFIRM     BINARY-LONG UNSIGNED
                                          VALUE 7.
           05  TK-ANSWER-WENT-BACK            BINARY-LONG UNSIGNED
                                          VALUE 8.
           05  TK-ANSWER-ISSUING              BINARY-LONG UNSIGNED
                                          VALUE 9.
           05  TK-ANSWER-NOT-AS-SHOWN         BINARY-LONG UNSIGNED
                                          VALUE 10.
           05  TK-ANSWER-STORAGE-FAILED       BINARY-LONG UNSIGNED
                                          VALUE 11.
           05  TK-ANSWER-REGISTERED           BINARY-LONG UNSIGNED
                                          VALUE 12.
           05  TK-ANSWER-ALREADY-REGISTERED   BINARY-LONG UNSIGNED
                                          VALUE 13.
           05  TK-ANSWER-BACK-AT-TOP          BINARY-LONG UNSIGNED
                                          VALUE 14.
           05  TK-ANSWER-NOTED                BINARY-LONG UNSIGNED
                                          VALUE 15.
           05  TK-ANSWER-EXPIRED              BINARY-LONG UNSIGNED
                                          VALUE 16.
      *>   What the engine says
           05  TC-NAME-REQUIRED               BINARY-LONG UNSIGNED
                                          VALUE 101.
           05  TC-NAME-LOWERCASE-CONV         BINARY-LONG UNSIGNED
                                          VALUE 102.
           05  TC-NAME-WIDTH-CONV             BINARY-LONG UNSIGNED
                                          VALUE 103.
           05  TC-NAME-SPACE-COLLAPSED        BINARY-LONG UNSIGNED
                                          VALUE 104.
           05  TC-NAME-CHAR                   BINARY-LONG UNSIGNED
                                          VALUE 105.
           05  TC-NAME-HYPHEN-APOSTROPHE      BINARY-LONG UNSIGNED
                                          VALUE 106.
           05  TC-NAME-DIACRITIC              BINARY-LONG UNSIGNED
                                          VALUE 107.
           05  TC-NAME-TOO-LONG               BINARY-LONG UNSIGNED
                                          VALUE 108.
           05  TC-NAME-SINGLE-WORD            BINARY-LONG UNSIGNED
                                          VALUE 109.
           05  TC-SEX-REQUIRED                BINARY-LONG UNSIGNED
                                          VALUE 201.
           05  TC-SEX-UNKNOWN                 BINARY-LONG UNSIGNED
                                          VALUE 202.
           05  TC-BIRTH-REQUIRED              BINARY-LONG UNSIGNED
                                          VALUE 301.
           05  TC-BIRTH-INCOMPLETE            BINARY-LONG UNSIGNED
                                          VALUE 302.
           05  TC-BIRTH-NOT-REAL              BINARY-LONG UNSIGNED
                                          VALUE 303.
           05  TC-BIRTH-FUTURE                BINARY-LONG UNSIGNED
                                          VALUE 304.
           05  TC-BIRTH-TOO-OLD               BINARY-LONG UNSIGNED
                                          VALUE 305.
           05  TC-BIRTH-WIDTH-CONV            BINARY-LONG UNSIGNED
                                          VALUE 306.
           05  TC-CITY-REQUIRED               BINARY-LONG UNSIGNED
                                          VALUE 401.
           05  TC-CITY-UNKNOWN                BINARY-LONG UNSIGNED
                                          VALUE 402.
           05  TC-CITY-DESIGNATED-NEEDS-WARD  BINARY-LONG UNSIGNED
                                          VALUE 403.
           05  TC-CITY-ABOLISHED              BINARY-LONG UNSIGNED
                                          VALUE 404.
           05  TC-CITY-WIDTH-CONV             BINARY-LONG UNSIGNED
                                          VALUE 405.
           05  TC-STREET-REQUIRED             BINARY-LONG UNSIGNED
                                          VALUE 501.
           05  TC-STREET-TOO-LONG             BINARY-LONG UNSIGNED
                                          VALUE 502.
           05  TC-STREET-CHAR                 BINARY-LONG UNSIGNED
                                          VALUE 503.
           05  TC-STREET-NOT-LEGACY           BINARY-LONG UNSIGNED
                                          VALUE 504.
           05  TC-STREET-WIDTH-CONV           BINARY-LONG UNSIGNED
                                          VALUE 505.
           05  TC-STREET-DASH-CONV            BINARY-LONG UNSIGNED
                                          VALUE 506.
           05  TC-STREET-SPACE-TRIMMED        BINARY-LONG UNSIGNED
                                          VALUE 507.
           05  TC-STREET-NO-NUMBER            BINARY-LONG UNSIGNED
                                          VALUE 508.
           05  TC-PHONE-REQUIRED              BINARY-LONG UNSIGNED
                                          VALUE 601.
           05  TC-PHONE-CHAR                  BINARY-LONG UNSIGNED
                                          VALUE 602.
           05  TC-PHONE-TOO-LONG              BINARY-LONG UNSIGNED
                                          VALUE 603.
           05  TC-PHONE-NOT-IN-PLAN           BINARY-LONG UNSIGNED
                                          VALUE 604.
           05  TC-PHONE-UNREACHABLE           BINARY-LONG UNSIGNED
                                          VALUE 605.
           05  TC-PHONE-WIDTH-CONV            BINARY-LONG UNSIGNED
                                          VALUE 606.
           05  TC-PHONE-SEPARATOR-REMOVED     BINARY-LONG UNSIGNED
                                          VALUE 607.
           05  TC-PHONE-COUNTRY-CONV          BINARY-LONG UNSIGNED
                                          VALUE 608.
           05  TC-EMAIL-REQUIRED              BINARY-LONG UNSIGNED
                                          VALUE 701.
           05  TC-EMAIL-FORMAT                BINARY-LONG UNSIGNED
                                          VALUE 702.
           05  TC-EMAIL-CHAR                  BINARY-LONG UNSIGNED
                                          VALUE 703.
           05  TC-EMAIL-TOO-LONG              BINARY-LONG UNSIGNED
                                          VALUE 704.
           05  TC-EMAIL-NONRFC                BINARY-LONG UNSIGNED
                                          VALUE 705.
           05  TC-EMAIL-TYPO                  BINARY-LONG UNSIGNED
                                          VALUE 706.
           05  TC-EMAIL-WIDTH-CONV            BINARY-LONG UNSIGNED
                                          VALUE 707.
           05  TC-EMAIL-SPACE-TRIMMED         BINARY-LONG UNSIGNED
                                          VALUE 708.
           05  TC-EMAIL-CONFIRM-REQUIRED      BINARY-LONG UNSIGNED
                                          VALUE 801.
           05  TC-EMAIL-CONFIRM-MISMATCH      BINARY-LONG UNSIGNED
                                          VALUE 802.
           05  TC-EMAIL-CONFIRM-WIDTH-CONV    BINARY-LONG UNSIGNED
                                          VALUE 803.
           05  TC-EMAIL-CONFIRM-SPACE-TRIMMED BINARY-LONG UNSIGNED
                                          VALUE 804.
           05  TC-USER-TYPE-REQUIRED          BINARY-LONG UNSIGNED
                                          VALUE 901.
           05  TC-USER-TYPE-UNKNOWN           BINARY-LONG UNSIGNED
                                          VALUE 902.
           05  TC-TERMS-REQUIRED              BINARY-LONG UNSIGNED
                                          VALUE 1001.
           05  TC-TERMS-CHANGED               BINARY-LONG UNSIGNED
                                          VALUE 1002.
           05  TC-TEXT-INVISIBLE              BINARY-LONG UNSIGNED
                                          VALUE 1101.
           05  TC-TEXT-NOT-CONV               BINARY-LONG UNSIGNED
                                          VALUE 1102.
           05  TC-TEXT-PATTERN                BINARY-LONG UNSIGNED
                                          VALUE 1103.
           05  TC-FLOW-EXPIRED                BINARY-LONG UNSIGNED
                                          VALUE 1201.
           05  TC-FLOW-INVALID-EVENT          BINARY-LONG UNSIGNED
                                          VALUE 1202.
           05  TC-FLOW-SNAPSHOT-INVALID       BINARY-LONG UNSIGNED
                                          VALUE 1203.
           05  TC-FLOW-ALREADY-REGISTERED     BINARY-LONG UNSIGNED
                                          VALUE 1204.
           05  TC-FLOW-NOT-AS-SHOWN           BINARY-LONG UNSIGNED
                                          VALUE 1205.
           05  TC-FLOW-NOT-COVERED            BINARY-LONG UNSIGNED
                                          VALUE 1206.
           05  TC-FLOW-STORAGE-FAILED         BINARY-LONG UNSIGNED
                                          VALUE 1207.
           05  TC-PASSWORD-CONFLICT           BINARY-LONG UNSIGNED
                                          VALUE 1301.
           05  TC-PASSWORD-TOKEN-INVALID      BINARY-LONG UNSIGNED
                                          VALUE 1302.
           05  TC-PASSWORD-TOKEN-EXPIRED      BINARY-LONG UNSIGNED
                                          VALUE 1303.
           05  TC-PASSWORD-TOO-SHORT          BINARY-LONG UNSIGNED
                                          VALUE 1304.
           05  TC-PASSWORD-TOO-LONG           BINARY-LONG UNSIGNED
                                          VALUE 1305.
           05  TC-PASSWORD-COMPOSITION        BINARY-LONG UNSIGNED
                                          VALUE 1306.
           05  TC-PASSWORD-CONTAINS-ID        BINARY-LONG UNSIGNED
                                          VALUE 1307.
           05  TC-PASSWORD-COMMON             BINARY-LONG UNSIGNED
                                          VALUE 1308.
           05  TC-PASSWORD-MISMATCH           BINARY-LONG UNSIGNED
                                          VALUE 1309.
           05  TC-PASSWORD-REQUIRED           BINARY-LONG UNSIGNED
                                          VALUE 1310.
           05  TC-PASSWORD-WRONG              BINARY-LONG UNSIGNED
                                          VALUE 1311.
           05  TC-PASSWORD-EXPIRED            BINARY-LONG UNSIGNED
                                          VALUE 1312.
           05  TC-PASSWORD-CHAR               BINARY-LONG UNSIGNED
                                          VALUE 1313.
           05  TC-RECORD-UNREADABLE           BINARY-LONG UNSIGNED
                                          VALUE 9001.
      *>   What kind of thing a code says
           05  TK-KIND-PROBLEM                BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-KIND-NOTICE                 BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-KIND-CONVERSION             BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-KIND-GENERAL                BINARY-LONG UNSIGNED
                                          VALUE 4.
      *>   The parameters of a finding
           05  TK-PARAM-CHARS                 BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-PARAM-CHAR                  BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-PARAM-SUGGESTION            BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-PARAM-ACTUAL                BINARY-LONG UNSIGNED
                                          VALUE 4.
           05  TK-PARAM-MIN                   BINARY-LONG UNSIGNED
                                          VALUE 5.
           05  TK-PARAM-MAX                   BINARY-LONG UNSIGNED
                                          VALUE 6.
           05  TK-PARAM-MISSING               BINARY-LONG UNSIGNED
                                          VALUE 7.
           05  TK-PARAM-PREFIX                BINARY-LONG UNSIGNED
                                          VALUE 8.
           05  TK-PARAM-RULE                  BINARY-LONG UNSIGNED
                                          VALUE 9.
           05  TK-PARAM-POSITION              BINARY-LONG UNSIGNED
                                          VALUE 10.
      *>   What a parameter's value is
           05  TK-VALUE-NUMBER                BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-VALUE-TEXT                  BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-VALUE-CHARS                 BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-VALUE-PARTS                 BINARY-LONG UNSIGNED
                                          VALUE 4.
      *>   The texts of a finding
           05  TK-TEXT-BEFORE                 BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-TEXT-AFTER                  BINARY-LONG UNSIGNED
                                          VALUE 2.
      *>   What the host must do
           05  TK-EFFECT-RESERVE-USER-ID      BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-EFFECT-RESERVE-NUMBER       BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-EFFECT-COMMIT               BINARY-LONG UNSIGNED
                                          VALUE 3.
      *>   How a notification fares
           05  TK-DELIVERY-PENDING            BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-DELIVERY-DELIVERED          BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-DELIVERY-FAILED             BINARY-LONG UNSIGNED
                                          VALUE 3.
      *>   The parts of a mail
           05  TK-MAIL-KEY                    BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-MAIL-TO                     BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-MAIL-LANGUAGE               BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-MAIL-SUBJECT                BINARY-LONG UNSIGNED
                                          VALUE 4.
           05  TK-MAIL-TEXT                   BINARY-LONG UNSIGNED
                                          VALUE 5.
           05  TK-MAIL-HTML                   BINARY-LONG UNSIGNED
                                          VALUE 6.
      *>   What a code or a full name stands for
           05  TK-LOOKUP-FOUND                BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-LOOKUP-NEEDS-WARD           BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-LOOKUP-ABOLISHED            BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-LOOKUP-UNKNOWN              BINARY-LONG UNSIGNED
                                          VALUE 4.
      *>   The texts of a municipality
           05  TK-MUNICIPALITY-CODE           BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-MUNICIPALITY-CODE5          BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-MUNICIPALITY-NAME           BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-MUNICIPALITY-FULL-NAME      BINARY-LONG UNSIGNED
                                          VALUE 4.
           05  TK-MUNICIPALITY-DISTRICT       BINARY-LONG UNSIGNED
                                          VALUE 5.
           05  TK-MUNICIPALITY-KANA           BINARY-LONG UNSIGNED
                                          VALUE 6.
           05  TK-MUNICIPALITY-ENGLISH        BINARY-LONG UNSIGNED
                                          VALUE 7.
           05  TK-MUNICIPALITY-PREFECTURE     BINARY-LONG UNSIGNED
                                          VALUE 8.
      *>   The settings of a policy that are numbers
           05  TK-SETTING-STRICT              BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-SETTING-PHONE-PLAN-REQUIRED BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-SETTING-INACTIVITY-LIMIT    BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-SETTING-KEEP-DRAFT          BINARY-LONG UNSIGNED
                                          VALUE 4.
           05  TK-SETTING-PASSWORD-RULES      BINARY-LONG UNSIGNED
                                          VALUE 5.
           05  TK-SETTING-LINK-LIFETIME       BINARY-LONG UNSIGNED
                                          VALUE 6.
           05  TK-SETTING-MAX-FAILURES        BINARY-LONG UNSIGNED
                                          VALUE 7.
           05  TK-SETTING-LINKS-PER-DAY       BINARY-LONG UNSIGNED
                                          VALUE 8.
           05  TK-SETTING-VALIDITY-YEARS      BINARY-LONG UNSIGNED
                                          VALUE 9.
           05  TK-SETTING-PASSWORD-MIN-LENGTH BINARY-LONG UNSIGNED
                                          VALUE 10.
           05  TK-SETTING-PASSWORD-MAX-LENGTH BINARY-LONG UNSIGNED
                                          VALUE 11.
      *>   The texts of a policy
           05  TK-POLICY-TERMS-VERSION        BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-POLICY-PASSWORD-URL         BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-POLICY-LOGIN-URL            BINARY-LONG UNSIGNED
                                          VALUE 3.
      *>   The rules for passwords
           05  TK-RULES-NIST-B4               BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-RULES-LEGACY                BINARY-LONG UNSIGNED
                                          VALUE 2.
      *>   Which pages are open beside the link
           05  TK-PAGES-NONE                  BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-PAGES-HOME-OR-LOGIN         BINARY-LONG UNSIGNED
                                          VALUE 2.
      *>   Where a password setup stands
           05  TK-PWSTATE-AWAITING-PASSWORD   BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-PWSTATE-ACTIVE              BINARY-LONG UNSIGNED
                                          VALUE 2.
      *>   What a password input led to
           05  TK-PW-LINK-USABLE              BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-PW-CONFLICT                 BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-PW-TOKEN-INVALID            BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-PW-TOKEN-EXPIRED            BINARY-LONG UNSIGNED
                                          VALUE 4.
           05  TK-PW-PROBLEMS                 BINARY-LONG UNSIGNED
                                          VALUE 5.
           05  TK-PW-PASSWORD-SET             BINARY-LONG UNSIGNED
                                          VALUE 6.
           05  TK-PW-LINK-REQUESTED           BINARY-LONG UNSIGNED
                                          VALUE 7.
           05  TK-PW-LOGGED-IN                BINARY-LONG UNSIGNED
                                          VALUE 8.
           05  TK-PW-PASSWORD-WRONG           BINARY-LONG UNSIGNED
                                          VALUE 9.
           05  TK-PW-PASSWORD-EXPIRED         BINARY-LONG UNSIGNED
                                          VALUE 10.
           05  TK-PW-REMINDER-NOTED           BINARY-LONG UNSIGNED
                                          VALUE 11.
      *>   The texts of an account
           05  TK-ACCOUNT-USER-ID             BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-ACCOUNT-NAME                BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-ACCOUNT-EMAIL               BINARY-LONG UNSIGNED
                                          VALUE 3.
      *>   What became of a record
           05  TK-RESULT-GOOD                 BINARY-LONG UNSIGNED
                                          VALUE 0.
           05  TK-RESULT-PROBLEMS             BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-RESULT-SHORT                BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-RESULT-LONG                 BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-RESULT-EMPTY                BINARY-LONG UNSIGNED
                                          VALUE 4.
      *>   The name tables
           05  TK-TABLE-STATUS                BINARY-LONG UNSIGNED
                                          VALUE 1.
           05  TK-TABLE-ENCODING              BINARY-LONG UNSIGNED
                                          VALUE 2.
           05  TK-TABLE-CATEGORY              BINARY-LONG UNSIGNED
                                          VALUE 3.
           05  TK-TABLE-FIELD                 BINARY-LONG UNSIGNED
                                          VALUE 4.
           05  TK-TABLE-ITEM                  BINARY-LONG UNSIGNED
                                          VALUE 5.
           05  TK-TABLE-SEX                   BINARY-LONG UNSIGNED
                                          VALUE 6.
           05  TK-TABLE-BIRTH                 BINARY-LONG UNSIGNED
                                          VALUE 7.
           05  TK-TABLE-STATE                 BINARY-LONG UNSIGNED
                                          VALUE 8.
           05  TK-TABLE-INPUT                 BINARY-LONG UNSIGNED
                                          VALUE 9.
           05  TK-TABLE-ANSWER                BINARY-LONG UNSIGNED
                                          VALUE 10.
           05  TK-TABLE-CODE                  BINARY-LONG UNSIGNED
                                          VALUE 11.
           05  TK-TABLE-KIND                  BINARY-LONG UNSIGNED
                                          VALUE 12.
           05  TK-TABLE-PARAM                 BINARY-LONG UNSIGNED
                                          VALUE 13.
           05  TK-TABLE-VALUE                 BINARY-LONG UNSIGNED
                                          VALUE 14.
           05  TK-TABLE-TEXT                  BINARY-LONG UNSIGNED
                                          VALUE 15.
           05  TK-TABLE-EFFECT                BINARY-LONG UNSIGNED
                                          VALUE 16.
           05  TK-TABLE-DELIVERY              BINARY-LONG UNSIGNED
                                          VALUE 17.
           05  TK-TABLE-MAIL                  BINARY-LONG UNSIGNED
                                          VALUE 18.
           05  TK-TABLE-LOOKUP                BINARY-LONG UNSIGNED
                                          VALUE 19.
           05  TK-TABLE-MUNICIPALITY          BINARY-LONG UNSIGNED
                                          VALUE 20.
           05  TK-TABLE-SETTING               BINARY-LONG UNSIGNED
                                          VALUE 21.
           05  TK-TABLE-POLICY                BINARY-LONG UNSIGNED
                                          VALUE 22.
           05  TK-TABLE-RULES                 BINARY-LONG UNSIGNED
                                          VALUE 23.
           05  TK-TABLE-PAGES                 BINARY-LONG UNSIGNED
                                          VALUE 24.
           05  TK-TABLE-PWSTATE               BINARY-LONG UNSIGNED
                                          VALUE 25.
           05  TK-TABLE-PW                    BINARY-LONG UNSIGNED
                                          VALUE 26.
           05  TK-TABLE-ACCOUNT               BINARY-LONG UNSIGNED
                                          VALUE 27.
           05  TK-TABLE-RESULT                BINARY-LONG UNSIGNED
                                          VALUE 28.
           05  TK-TABLE-TABLE                 BINARY-LONG UNSIGNED
                                          VALUE 30.
       01  TOROKU-RECORD.
           05  TR-USER-NAME             PIC X(104).
           05  TR-SEX                   PIC X(1).
           05  TR-BIRTH-DATE            PIC X(8).
           05  TR-MUNICIPALITY          PIC X(6).
           05  TR-STREET-ADDRESS        PIC X(160).
           05  TR-PHONE                 PIC X(12).
           05  TR-EMAIL                 PIC X(60).
           05  TR-EMAIL-CONFIRMATION    PIC X(60).
           05  TR-USER-TYPE             PIC X(32).
           05  TR-TERMS-AGREED          PIC X(1).
           05  TR-TERMS-VERSION         PIC X(64).
           05  TR-HOST-KEY              PIC X(32).
           05  TR-RESERVED              PIC X(60).
       01  TOROKU-RESULT.
           05  TS-STATUS                PIC 9(2).
           05  TS-HOST-KEY              PIC X(32).
           05  TS-USER-ID               PIC X(10).
           05  TS-MAIL-KEY              PIC X(32).
           05  TS-PROBLEMS              PIC 9(4) OCCURS 10.
           05  TS-NOTICES               PIC 9(4) OCCURS 10.
           05  TS-CONVERTED             PIC 9(1) OCCURS 10.
           05  TS-USER-NAME             PIC X(104).
           05  TS-SEX                   PIC X(1).
           05  TS-BIRTH-DATE            PIC X(8).
           05  TS-MUNICIPALITY          PIC X(6).
           05  TS-MUNICIPALITY-NAME     PIC X(60).
           05  TS-STREET-ADDRESS        PIC X(160).
           05  TS-PHONE                 PIC X(12).
           05  TS-EMAIL                 PIC X(60).
           05  TS-USER-TYPE             PIC X(32).
           05  TS-TERMS-VERSION         PIC X(64).
           05  TS-RESERVED              PIC X(127).
