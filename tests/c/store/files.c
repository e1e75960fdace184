/* Files of records in each form; outputs and printed lists. */
#include <sys/stat.h>
#include <unistd.h>

#include "store.h"

static uint64_t read_all(const char *name, uint32_t form, uint64_t lengths[8], toroku_status *end) {
  uint8_t got[TOROKU_RECORD_SIZE + 1];
  toroku_reader *reader = NULL;
  const char *path = in(name);
  uint64_t count = 0;
  OK(toroku_reader_open(path, strlen(path), form, &reader));
  while (count < 8 && (*end = toroku_reader_read(reader, got, sizeof got, &lengths[count])) == TOROKU_OK) {
    count++;
  }
  OK(toroku_reader_close(reader));
  return count;
}

void forms(void) {
  static const uint8_t rdw[] = {600 >> 8, 600 & 255, 0, 0}, ibm[] = {604 >> 8, 604 & 255, 0, 0};
  uint8_t bytes[4096];
  uint64_t lengths[8], at;
  toroku_status end = TOROKU_OK;
  int way;

  person(bytes, 1);
  for (way = 0; way < 2; way++) { /* CR LF, and LF; the last line without an end */
    at = TOROKU_RECORD_SIZE;
    memcpy(bytes + at, &"\r\n"[way], (uint64_t)(2 - way));
    at += (uint64_t)(2 - way);
    person(bytes + at, 2);
    at += TOROKU_RECORD_SIZE;
    write_file(in("lines"), bytes, at, 0600);
    CHECK(read_all("lines", TOROKU_READER_AUTO, lengths, &end) == 2 && lengths[0] == 600 && lengths[1] == 600);
    CHECK(end == TOROKU_ABSENT);
    bytes[at++] = 0x1A;
    bytes[at++] = '\n';
    memcpy(bytes + at, "\x1A", 1);
    write_file(in("lines"), bytes, at + 1, 0600);
    CHECK(read_all("lines", TOROKU_READER_LINES, lengths, &end) == 2 && lengths[1] == 601 && end == TOROKU_ABSENT);
  }
  for (way = 0; way < 2; way++) {
    const uint8_t *head = way == 0 ? rdw : ibm;
    memcpy(bytes, head, 4);
    person(bytes + 4, 1);
    memcpy(bytes + 604, head, 4);
    person(bytes + 608, 2);
    write_file(in("varying"), bytes, 1208, 0600);
    CHECK(read_all("varying", TOROKU_READER_VARYING + (uint32_t)way, lengths, &end) == 2 && lengths[1] == 600);
    CHECK(end == TOROKU_ABSENT);
    write_file(in("varying"), bytes, 1100, 0600);
    CHECK(read_all("varying", TOROKU_READER_VARYING + (uint32_t)way, lengths, &end) == 2 && lengths[1] == 492);
  }
  person(bytes, 1);
  person(bytes + 600, 2);
  bytes[1100] = '\n';
  write_file(in("mixed"), bytes, 1200, 0600);
  CHECK(read_all("mixed", TOROKU_READER_AUTO, lengths, &end) == 1 && end == TOROKU_STORE_LINE_END);
}

void outputs(void) {
  toroku_output *output = NULL, *other = NULL;
  toroku_list *list = NULL;
  const char *path = in("out");
  struct stat about;
  char text[4096];
  uint64_t length, i, columns = 0, lines = 0, pages = 1;
  FILE *file;

  umask(022);
  OK(toroku_output_open(path, strlen(path), 0, &output));
  CHECK(toroku_output_open(path, strlen(path), 0, &other) == TOROKU_STORE_IN_USE);
  OK(toroku_output_write(output, "one", 3));
  CHECK(stat(path, &about) != 0);
  OK(toroku_output_publish(output));
  CHECK(stat(path, &about) == 0 && (about.st_mode & 0777) == 0600 && about.st_size == 3);
  CHECK(toroku_output_open(path, strlen(path), 0, &output) == TOROKU_STORE_FILE_EXISTS);
  OK(toroku_output_open(path, strlen(path), 1, &output));
  OK(toroku_output_line(output, "two   ", 6));
  OK(toroku_output_drop(output));
  CHECK(stat(path, &about) == 0 && about.st_size == 3);

  /* The same again, or something else. */
  OK(toroku_output_open(path, strlen(path), TOROKU_OUTPUT_SAME, &output));
  OK(toroku_output_write(output, "one", 3));
  OK(toroku_output_publish(output));
  OK(toroku_output_open(path, strlen(path), TOROKU_OUTPUT_SAME, &output));
  OK(toroku_output_write(output, "ones", 4));
  CHECK(toroku_output_publish(output) == TOROKU_STORE_FILE_EXISTS);
  OK(toroku_output_open(path, strlen(path), TOROKU_OUTPUT_SAME, &output));
  OK(toroku_output_write(output, "two", 3));
  CHECK(toroku_output_publish(output) == TOROKU_STORE_FILE_EXISTS);
  CHECK(stat(path, &about) == 0 && about.st_size == 3 && stat(in("out.new"), &about) != 0);
  CHECK(toroku_output_open(path, strlen(path), 3, &output) == TOROKU_INVALID_VALUE);

  /* A power cut between the two names of a file that was published: the other one is not written into. */
  CHECK(link(path, in("out.new")) == 0 && rename(path, in("kept")) == 0);
  OK(toroku_output_open(path, strlen(path), 0, &output));
  OK(toroku_output_write(output, "another", 7));
  OK(toroku_output_publish(output));
  CHECK(stat(in("kept"), &about) == 0 && about.st_size == 3);
  CHECK(stat(path, &about) == 0 && about.st_size == 7);

  CHECK(toroku_list_open(path, strlen(path), TOROKU_ENCODING_CP939, NOW, "TITLE", 5, "HEADING", 7, &list) ==
        TOROKU_INVALID_VALUE);
  /* Half a character, control characters, and lines that are too long: nothing wider than the page. */
  OK(toroku_list_open(path, strlen(path), TOROKU_ENCODING_CP932, NOW, "TITLE", 5, "HEADING", 7, &list));
  for (i = 0; i < 100; i++) {
    OK(toroku_list_line(list, 3, "\x95\\\x95\\\tA\x82", 7));
  }
  memset(text, 0, sizeof text);
  for (i = 0; i + 1 < 400; i += 2) {
    memcpy(text + i, "\x82\xA0", 2);
  }
  OK(toroku_list_line(list, 3, text, 400));
  OK(toroku_list_publish(list));
  file = fopen(path, "rb");
  while (fgets(text, sizeof text, file) != NULL) {
    length = strcspn(text, "\n");
    if (text[0] == '\f') {
      CHECK(lines == 60);
      lines = 0;
      pages++;
      length--;
    }
    lines++;
    columns = length > columns ? length : columns;
  }
  fclose(file);
  CHECK(pages == 2 && columns <= 132 && columns > 128);
  CHECK(lines > 40);
}
