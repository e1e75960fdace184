/* What Android's C library declares of what LLVM's libunwind calls, in place of its headers, which come with the NDK. The
 * sizes and numbers are those of bionic and Linux. */
#pragma once
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* stdio.h, stdlib.h, string.h, assert.h, inttypes.h */
typedef struct __sFILE FILE;
extern FILE *stderr;
int fprintf(FILE *, const char *, ...);
int fflush(FILE *);
int snprintf(char *, size_t, const char *, ...);
__attribute__((noreturn)) void abort(void);
void *malloc(size_t);
void free(void *);
char *getenv(const char *);
void *memcpy(void *, const void *, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
size_t strlen(const char *);
int strcmp(const char *, const char *);
#define assert(condition) ((void)0)
#define PRIu8 "u"
#ifdef __LP64__
#define PRIxPTR "lx"
#define PRIx64 "lx"
#define PRIu64 "lu"
#else
#define PRIxPTR "x"
#define PRIx64 "llx"
#define PRIu64 "llu"
#endif

/* pthread.h */
typedef struct {
#ifdef __LP64__
  int32_t __private[14];
#else
  int32_t __private[10];
#endif
} pthread_rwlock_t;
#define PTHREAD_RWLOCK_INITIALIZER { { 0 } }
int pthread_rwlock_rdlock(pthread_rwlock_t *);
int pthread_rwlock_wrlock(pthread_rwlock_t *);
int pthread_rwlock_unlock(pthread_rwlock_t *);

/* unistd.h, sys/syscall.h, sys/auxv.h, errno.h, signal.h: of arm64 alone, for the frames of signals and SME's registers */
long syscall(long, ...);
int *__errno(void);
#define errno (*__errno())
#define EFAULT 14
#define EINVAL 22
#define SYS_rt_sigprocmask 135
typedef uint64_t sigset_t;
#define NSIG 65
unsigned long getauxval(unsigned long);
#define AT_HWCAP2 26

/* dlfcn.h, link.h, elf.h */
typedef struct {
  const char *dli_fname;
  void *dli_fbase;
  const char *dli_sname;
  void *dli_saddr;
} Dl_info;
int dladdr(const void *, Dl_info *);
#ifdef __LP64__
typedef uint64_t Elf64_Addr;
typedef struct {
  uint32_t p_type;
  uint32_t p_flags;
  uint64_t p_offset;
  uint64_t p_vaddr;
  uint64_t p_paddr;
  uint64_t p_filesz;
  uint64_t p_memsz;
  uint64_t p_align;
} Elf64_Phdr;
#define ElfW(type) Elf64_##type
typedef uint16_t Elf64_Half;
#else
typedef uint32_t Elf32_Addr;
typedef struct {
  uint32_t p_type;
  uint32_t p_offset;
  uint32_t p_vaddr;
  uint32_t p_paddr;
  uint32_t p_filesz;
  uint32_t p_memsz;
  uint32_t p_flags;
  uint32_t p_align;
} Elf32_Phdr;
#define ElfW(type) Elf32_##type
typedef uint16_t Elf32_Half;
#endif
#define PT_LOAD 1
#define PT_GNU_EH_FRAME 0x6474e550
struct dl_phdr_info {
  ElfW(Addr) dlpi_addr;
  const char *dlpi_name;
  const ElfW(Phdr) *dlpi_phdr;
  ElfW(Half) dlpi_phnum;
};
int dl_iterate_phdr(int (*)(struct dl_phdr_info *, size_t, void *), void *);
typedef uintptr_t _Unwind_Ptr;
_Unwind_Ptr dl_unwind_find_exidx(_Unwind_Ptr, int *);

#ifdef __cplusplus
}
#endif
