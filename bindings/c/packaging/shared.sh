# The shared library of ../install.sh, which reads this file: linked from the static one with the target's own tools.

# libtoroku.so, named by its ABI, so that a program finds the one that it was linked with.
shared_for_linux() {
    { echo '{ global:'; sed 's/$/;/' "$here/symbols.txt"; echo 'local: *; };'; } > "$work/exports"
    set --
    if [ "$profile" = small ]; then
        # Nothing unwinds: without the tables for it the library is 75 KB smaller.
        set -- -nostartfiles "-Wl,-T,$here/../release/no-unwinding.ld"
        if knows_packed_relocations; then set -- "$@" -Wl,-z,pack-relative-relocs; fi
    fi
    # A missing symbol stops the build here, not a user's program. The C library comes first too: its memcpy is quicker
    # than the one that Rust brings.
    # shellcheck disable=SC2086
    "$compiler" ${LDFLAGS:-} -shared -o "$to/lib/libtoroku.so.$version" "-Wl,@$work/roots" -Wl,--as-needed -lc "$built/libtoroku_c.a" \
        "-Wl,--version-script=$work/exports" "-Wl,-soname,libtoroku.so.$abi" -Wl,--gc-sections \
        -Wl,-z,defs,-z,relro,-z,now,-z,noexecstack,-O1 "$@" -lgcc_s -lpthread -lm -ldl -lc
    "${tools}strip" --strip-unneeded "$to/lib/libtoroku.so.$version"
    ln -sf "libtoroku.so.$version" "$to/lib/libtoroku.so.$abi"
    ln -sf "libtoroku.so.$abi" "$to/lib/libtoroku.so"
}

# libtoroku.so as Android has libraries: without a version in its name, in pages of 16 KB, and with one need, the system's C
# library. What is asked of that is found where it is loaded: an empty one stands for it here.
shared_for_android() {
    { echo '{ global:'; sed 's/$/;/' "$here/symbols.txt"; echo 'local: *; };'; } > "$work/exports"
    case $triple in armv7-*) set -- -mfloat-abi=softfp ;; *) set -- ;; esac
    echo | "$compiler" "$@" -x c - -shared -nostdlib -Wl,-soname,libc.so -o "$work/libc.so"
    "$compiler" "$@" -shared -nostdlib -o "$to/lib/libtoroku.so" "-Wl,@$work/roots" "$built/libtoroku_c.a" "-L$work" -Wl,--no-as-needed -lc \
        "-Wl,--version-script=$work/exports" -Wl,-soname,libtoroku.so -Wl,--gc-sections,--hash-style=both,-O1 \
        "-Wl,-T,$here/../release/no-unwinding.ld" -Wl,-z,max-page-size=16384,-z,relro,-z,now,-z,noexecstack
    "${tools}strip" --strip-unneeded "$to/lib/libtoroku.so"
}

# libtoroku.0.dylib, which a program finds by @rpath, wherever the folder lies.
shared_for_apple() {
    sed 's/^/_/' "$here/symbols.txt" > "$work/exports"
    # For the oldest macOS that Rust builds for: clang's own default is far older.
    oldest=$(rustc --print deployment-target --target "$triple" | sed 's/.*=//')
    export MACOSX_DEPLOYMENT_TARGET="${MACOSX_DEPLOYMENT_TARGET:-$oldest}"
    clang "--target=$triple" -fuse-ld=lld -dynamiclib -o "$to/lib/libtoroku.$abi.dylib" "-Wl,-force_load,$built/libtoroku_c.a" -Wl,-dead_strip \
        "-Wl,-exported_symbols_list,$work/exports" -install_name "@rpath/libtoroku.$abi.dylib" \
        -compatibility_version "$((abi + 1))" -current_version "$version"
    "${tools}strip" -x "$to/lib/libtoroku.$abi.dylib"
    ln -sf "libtoroku.$abi.dylib" "$to/lib/libtoroku.dylib"
}

# A twentieth of the room for relocations (23 KB less), where the loader of the target reads them so: glibc's does from
# 2.36 on. An older one says of the library that GLIBC_ABI_DT_RELR is missing.
knows_packed_relocations() {
    minor=$(echo '#include <features.h>' | "$compiler" -E -dM -x c - 2> /dev/null | sed -n 's/^#define __GLIBC_MINOR__ //p')
    [ "${minor:-0}" -ge 36 ] && "${tools}ld" --help | grep -q pack-relative-relocs
}

# toroku.dll with its version shown by Windows, the list of its exports, and the libraries by which MinGW (libtoroku.dll.a)
# and Visual C (toroku.lib) link it. By --kill-at the DLL's names are without the bytes behind them, as Visual Basic asks for them.
shared_for_windows() {
    mkdir -p "$to/bin"
    { echo 'LIBRARY toroku.dll'; echo EXPORTS; sed 's/^/    /' "$work/names"; } > "$to/lib/toroku.def"
    sed -e "s|@version@|$version|g" -e "s|@numbers@|$(echo "$version" | tr . ,),0|g" \
        "$here/packaging/toroku.rc.in" > "$work/toroku.rc"
    "${tools}windres" "$work/toroku.rc" -O coff -o "$work/version.o"
    "$compiler" -shared -static-libgcc -s -o "$to/bin/toroku.dll" "$to/lib/toroku.def" "$work/version.o" "-Wl,@$work/roots" \
        "$built/libtoroku_c.a" -Wl,--gc-sections -Wl,--dynamicbase,--nxcompat -Wl,--kill-at \
        $(echo "$libraries" | sed 's/[^ ][^ ]*/-l&/g')
    "${tools}dlltool" --kill-at -d "$to/lib/toroku.def" -l "$to/lib/libtoroku.dll.a"
    # Visual C's linker wants its own kind of import library.
    case $triple in i686-*) machine=i386 ;; *) machine=i386:x86-64 ;; esac
    llvm-dlltool --kill-at -m "$machine" -d "$to/lib/toroku.def" -l "$to/lib/toroku.lib"
}
