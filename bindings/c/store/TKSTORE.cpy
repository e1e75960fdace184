      *> The store of a counter for COBOL: COPY it behind TOROKU.cpy.
      *> Written from toroku_store.h, where every call is described; do
      *> not change it by hand. The first BY VALUE of a CALL is BY VALUE
      *> SIZE AUTO.
       01  TK-STORE-CONSTANTS.
           05  TK-STORE-WAIT                  BINARY-LONG UNSIGNED
                                          VALUE 10.
      *> Seconds that a program waits for another.
           05  TK-STORE-IN-USE                BINARY-LONG UNSIGNED
                                          VALUE 100.
      *> Another program is using the store, the terminal or the output.
           05  TK-STORE-NO-FILE               BINARY-LONG UNSIGNED
                                          VALUE 101.
      *> There is no such file: nothing is made where something should
      *> be.
           05  TK-STORE-FILE-EXISTS           BINARY-LONG UNSIGNED
                                          VALUE 102.
      *> There is such a file already: nothing is written over.
           05  TK-STORE-DISK-FULL             BINARY-LONG UNSIGNED
                                          VALUE 103.
      *> The disk is full.
           05  TK-STORE-DISK-FAILED           BINARY-LONG UNSIGNED
                                          VALUE 104.
      *> The disk cannot be read or written.
           05  TK-STORE-NOT-A-STORE           BINARY-LONG UNSIGNED
                                          VALUE 105.
      *> The file is no store, is damaged, or was made by a later
      *> version.
           05  TK-STORE-BAD-KEY               BINARY-LONG UNSIGNED
                                          VALUE 106.
      *> A key file has exactly 32 bytes, which are not all the same.
           05  TK-STORE-KEY-NOT-SECRET        BINARY-LONG UNSIGNED
                                          VALUE 107.
      *> Others may read the key: its mode must be 0600 or 0400.
           05  TK-STORE-OTHER-KEY             BINARY-LONG UNSIGNED
                                          VALUE 108.
      *> Not the key that the store was made with: user IDs could be
      *> given twice.
           05  TK-STORE-BAD-NUMBER            BINARY-LONG UNSIGNED
                                          VALUE 109.
      *> A number is twelve digits, below toroku_user_id_limit; one to
      *> skip to is not below the next.
           05  TK-STORE-OUT-OF-TURN           BINARY-LONG UNSIGNED
                                          VALUE 110.
      *> A transaction is open that must not be, or none is where one
      *> must be.
           05  TK-STORE-LINE-END              BINARY-LONG UNSIGNED
                                          VALUE 111.
      *> A file without line ends has one in a record: a byte is missing
      *> or too many before it.
           05  TK-STORE-NO-KEY                BINARY-LONG UNSIGNED
                                          VALUE 112.
      *> There is no such key file.
           05  TK-READER-FIXED                BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> How a file holds its records: one after the other without
      *> anything between.
           05  TK-READER-LINES                BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> Each on a line, ended by CR LF or LF.
           05  TK-READER-VARYING              BINARY-LONG UNSIGNED
                                          VALUE 3.
      *> Each behind four bytes: its length in two (high byte first),
      *> and two zeros. GnuCOBOL's VARYING.
           05  TK-READER-RDW                  BINARY-LONG UNSIGNED
                                          VALUE 4.
      *> The same, but that the length counts the four bytes: IBM's
      *> record descriptor word.
           05  TK-READER-AUTO                 BINARY-LONG UNSIGNED
                                          VALUE 0.
      *> LINES where a line end stands within the first 602 bytes, else
      *> FIXED.
           05  TK-OUTPUT-NEW                  BINARY-LONG UNSIGNED
                                          VALUE 0.
      *> What becomes of a file that has an output's name: the output is
      *> refused.
           05  TK-OUTPUT-REPLACE              BINARY-LONG UNSIGNED
                                          VALUE 1.
      *> It is replaced.
           05  TK-OUTPUT-SAME                 BINARY-LONG UNSIGNED
                                          VALUE 2.
      *> It is replaced if it has the same bytes, as where a run was
      *> broken off while it named its files; else publishing is
      *> refused.
      *>
      *> CALL "toroku_store_text" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     status            BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_store_make_key" USING
      *>     BY REFERENCE key_path          PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_store_create" USING
      *>     BY REFERENCE path              PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE key_path          PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE number            PIC X(n)
      *>     BY VALUE     number_length     BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_store_open" USING
      *>     BY REFERENCE path              PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE key_path          PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE store             POINTER
      *>
      *> CALL "toroku_store_close" USING
      *>     BY VALUE     store             POINTER
      *>
      *> CALL "toroku_store_number" USING
      *>     BY VALUE     store             POINTER
      *>     BY REFERENCE number            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_store_skip" USING
      *>     BY VALUE     store             POINTER
      *>     BY REFERENCE number            PIC X(n)
      *>     BY VALUE     number_length     BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_store_begin" USING
      *>     BY VALUE     store             POINTER
      *>
      *> CALL "toroku_store_commit" USING
      *>     BY VALUE     store             POINTER
      *>
      *> CALL "toroku_store_undo" USING
      *>     BY VALUE     store             POINTER
      *>
      *> CALL "toroku_store_record" USING
      *>     BY VALUE     store             POINTER
      *>     BY REFERENCE record            PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE language_tag      PIC X(n)
      *>     BY VALUE     tag_length        BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE result            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE record_status     BINARY-LONG UNSIGNED
      *>     BY REFERENCE is_new            BINARY-LONG UNSIGNED
      *>
      *> CALL "toroku_store_run_begin" USING
      *>     BY VALUE     store             POINTER
      *>     BY REFERENCE file              PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE run               BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_store_run_at" USING
      *>     BY VALUE     store             POINTER
      *>     BY VALUE     run               BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     read              BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     registered        BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     before            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     rejected          BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_store_run_end" USING
      *>     BY VALUE     store             POINTER
      *>     BY VALUE     run               BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY VALUE     return_code       BINARY-LONG UNSIGNED
      *>
      *> CALL "toroku_store_run_line" USING
      *>     BY VALUE     store             POINTER
      *>     BY VALUE     run               BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_store_hold" USING
      *>     BY VALUE     store             POINTER
      *>     BY REFERENCE terminal          PIC X(n)
      *>     BY VALUE     terminal_length   BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_store_save" USING
      *>     BY VALUE     store             POINTER
      *>     BY VALUE     registration      POINTER
      *>
      *> CALL "toroku_store_restore" USING
      *>     BY VALUE     store             POINTER
      *>     BY REFERENCE registration      POINTER
      *>
      *> CALL "toroku_store_drop" USING
      *>     BY VALUE     store             POINTER
      *>
      *> CALL "toroku_store_act" USING
      *>     BY VALUE     store             POINTER
      *>     BY VALUE     registration      POINTER
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE answer            BINARY-LONG UNSIGNED
      *>
      *> CALL "toroku_store_mail" USING
      *>     BY VALUE     store             POINTER
      *>     BY REFERENCE key               PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_store_mail_text" USING
      *>     BY VALUE     store             POINTER
      *>     BY REFERENCE key               PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     part              BINARY-LONG UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_store_mail_done" USING
      *>     BY VALUE     store             POINTER
      *>     BY REFERENCE key               PIC X(n)
      *>     BY VALUE     key_length        BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     is_delivered      BINARY-LONG UNSIGNED
      *>
      *> CALL "toroku_store_password" USING
      *>     BY VALUE     store             POINTER
      *>     BY REFERENCE user_id           PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE password          POINTER
      *>
      *> CALL "toroku_store_set_password" USING
      *>     BY VALUE     store             POINTER
      *>     BY REFERENCE user_id           PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     password          POINTER
      *>
      *> CALL "toroku_store_user_chars" USING
      *>     BY VALUE     policy            POINTER
      *>     BY REFERENCE path              PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE line              BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_reader_open" USING
      *>     BY REFERENCE path              PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     form              BINARY-LONG UNSIGNED
      *>     BY REFERENCE reader            POINTER
      *>
      *> CALL "toroku_reader_read" USING
      *>     BY VALUE     reader            POINTER
      *>     BY REFERENCE record            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_reader_close" USING
      *>     BY VALUE     reader            POINTER
      *>
      *> CALL "toroku_output_open" USING
      *>     BY REFERENCE path              PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     may_replace       BINARY-LONG UNSIGNED
      *>     BY REFERENCE output            POINTER
      *>
      *> CALL "toroku_output_write" USING
      *>     BY VALUE     output            POINTER
      *>     BY REFERENCE bytes             PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_output_line" USING
      *>     BY VALUE     output            POINTER
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_output_publish" USING
      *>     BY VALUE     output            POINTER
      *>
      *> CALL "toroku_output_drop" USING
      *>     BY VALUE     output            POINTER
      *>
      *> CALL "toroku_list_open" USING
      *>     BY REFERENCE path              PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE title             PIC X(n)
      *>     BY VALUE     title_length      BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE heading           PIC X(n)
      *>     BY VALUE     heading_length    BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE list              POINTER
      *>
      *> CALL "toroku_list_line" USING
      *>     BY VALUE     list              POINTER
      *>     BY VALUE     indent            BINARY-LONG UNSIGNED
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>
      *> CALL "toroku_slip_open" USING
      *>     BY REFERENCE path              PIC X(n)
      *>     BY VALUE     length            BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY VALUE     now               BINARY-DOUBLE
      *>     BY REFERENCE title             PIC X(n)
      *>     BY VALUE     title_length      BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE slip              POINTER
      *>
      *> CALL "toroku_list_publish" USING
      *>     BY VALUE     list              POINTER
      *>
      *> CALL "toroku_list_drop" USING
      *>     BY VALUE     list              POINTER
      *>
      *> CALL "toroku_line_next" USING
      *>     BY VALUE     encoding          BINARY-LONG UNSIGNED
      *>     BY REFERENCE text              PIC X(n)
      *>     BY VALUE     text_length       BINARY-DOUBLE UNSIGNED
      *>     BY VALUE     columns           BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE buffer            PIC X(n)
      *>     BY VALUE     capacity          BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE length            BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE taken             BINARY-DOUBLE UNSIGNED
      *>     BY REFERENCE width             BINARY-DOUBLE UNSIGNED
