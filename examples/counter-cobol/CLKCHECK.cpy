      *> For what a program does wrong, never for what a person types.
       CHECK-PART.
           IF CL-STAT NOT = TK-OK
               CALL "CLKFAIL" USING CLERK END-CALL
           END-IF.
       NOW-PART.
           CALL "toroku_system_now" USING
               BY REFERENCE CL-MOMENT RETURNING CL-STAT END-CALL
           PERFORM CHECK-PART.
      *> What a call has given into CL-TEXT; where this terminal cannot
      *> show it, that is said.
       SHOWN-PART.
           EVALUATE CL-STAT
               WHEN TK-UNWRITABLE
                   MOVE "said.unwritable" TO CL-KEY
                   CALL "CLKWORD" USING CLERK END-CALL
               WHEN TK-ABSENT
                   MOVE SPACES TO CL-TEXT
                   MOVE TK-OK TO CL-STAT
           END-EVALUATE
           PERFORM CHECK-PART.
